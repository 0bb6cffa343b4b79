"""The roles and equations of `relations.toml`, compiled."""

import re
import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

_NAME = re.compile(r"[a-z_]+")
IMPLIED = ("step", "one")
"""Lengths that no amount gives: the period of the rates, and the one that is asked for."""


@dataclass(frozen=True)
class Role:
    """What an amount can be in a business."""

    name: str
    sorts: tuple[str, ...]
    said: re.Pattern[str] | None
    hinted: re.Pattern[str] | None
    """Words that say it only where nothing better does: "at", "from"."""
    asked: re.Pattern[str] | None
    mentioned: re.Pattern[str] | None
    """Words that ask for it where nothing else is asked: "Users after 4 years?"."""
    english: str
    chinese: str
    per: str
    """person: one of many pays it."""
    is_flow: bool
    is_step: bool
    is_timed: bool | None
    is_many: bool
    adds: bool
    is_rest: bool


@dataclass(frozen=True)
class Equation:
    """How one role follows from others."""

    finds: str
    by: str
    inputs: tuple[str, ...]
    unit: str
    note: str


@cache
def roles() -> dict[str, Role]:
    """All roles by name."""
    return {name: _role(name, row) for name, row in _data()["roles"].items()}


@cache
def equations() -> dict[str, tuple[Equation, ...]]:
    """All equations by what they find."""
    found: dict[str, list[Equation]] = {}
    for row in _data()["equations"]:
        inputs = tuple(dict.fromkeys(_NAME.findall(row["by"])))
        one = Equation(row["finds"], row["by"], inputs, row.get("unit", ""), row.get("note", ""))
        found.setdefault(one.finds, []).append(one)
    return {name: tuple(some) for name, some in found.items()}


def _role(name: str, row: dict[str, Any]) -> Role:
    return Role(
        name,
        tuple(row.get("sorts", ())),
        _phrase(row.get("said", ())),
        _phrase(row.get("hinted", ())),
        _phrase(row.get("asked", ())),
        _phrase(row.get("mentioned", ())),
        row.get("en", ""),
        row.get("zh", name),
        row.get("per", ""),
        row.get("flow", False),
        row.get("step", False),
        row.get("timed"),
        row.get("many", False),
        row.get("adds", False),
        row.get("rest", False),
    )


def _phrase(alternatives: Sequence[str]) -> re.Pattern[str] | None:
    """English ones as whole words, beside Chinese letters too."""
    if not alternatives:
        return None
    whole = (
        rf"(?<![A-Za-z0-9_]){a}(?![A-Za-z])" if a[0].isascii() and a[0].isalnum() else a
        for a in alternatives
    )
    return re.compile("|".join(whole), re.IGNORECASE | re.ASCII)


def _data() -> dict[str, Any]:
    return tomllib.loads(
        (files("agent.offline.sums.relations") / "relations.toml").read_text(encoding="utf-8")
    )
