"""The roles and equations of `relations.toml`, compiled."""

import itertools
import re
import tomllib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

_NAME = re.compile(r"(?<![a-z_])(?!ln\()[a-z_]+")
_OPTIONAL = re.compile(r" [-+*] [a-z_]+\?")
_ALONE = re.compile(r"\(([a-z_]+)\)")
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
    is_goal: bool
    is_move: bool
    bar: str
    """What it is to reach: told as met or missed."""
    beside: tuple[str, ...]
    """Roles told with it where they follow from the same amounts."""


@dataclass(frozen=True)
class Equation:
    """How one role follows from others."""

    finds: str
    by: str
    inputs: tuple[str, ...]
    unit: str
    note: str
    spare: tuple[str, ...]
    """What may be given without a part in it."""


@cache
def roles() -> dict[str, Role]:
    """All roles by name."""
    return {name: _role(name, row) for name, row in _data()["roles"].items()}


@cache
def equations() -> dict[str, tuple[Equation, ...]]:
    """All equations by what they find."""
    found: dict[str, list[Equation]] = {}
    for row in _data()["equations"]:
        for by in _variants(row["by"], whole=row.get("some", False)):
            inputs = tuple(dict.fromkeys(_NAME.findall(by)))
            one = Equation(
                row["finds"],
                by,
                inputs,
                row.get("unit", ""),
                row.get("note", ""),
                tuple(row.get("spare", ())),
            )
            found.setdefault(one.finds, []).append(one)
    return {name: tuple(some) for name, some in found.items()}


def _variants(by: str, *, whole: bool) -> Iterator[str]:
    """An equation with each choice of its optional parts, all of them first; `whole` where one at least must be there.

    >>> list(_variants("(price - cost?) * people", whole=False))
    ['(price - cost) * people', 'price * people']
    """
    parts = _OPTIONAL.findall(by)
    for kept in itertools.product((True, False), repeat=len(parts)):
        if whole and not any(kept):
            continue
        made = by
        for part, is_kept in zip(parts, kept, strict=True):
            made = made.replace(part, part.rstrip("?") if is_kept else "", 1)
        yield _ALONE.sub(r"\1", made)


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
        row.get("goal", False),
        row.get("move", False),
        row.get("bar", ""),
        tuple(row.get("beside", ())),
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
