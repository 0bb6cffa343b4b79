"""A row right below the names of a table's columns that only says in what each is measured."""

import re
import tomllib
from collections.abc import Sequence
from functools import cache
from importlib import resources
from typing import Any

_BETWEEN = re.compile(r"[/\s·*]+|每")
_AROUND = re.compile(r"^[(\[（]\s*|\s*[)\]）]$")
_COUNT = re.compile(r"\d[\d,.]*[kmb]?")
"""How many of them, as in "USD per 1M tokens"; alone it is a figure."""
_POWER = re.compile(r"(?<=[a-z])[²³23]$")
_FIGURE = re.compile(r"[^\w]*\d")
_NONE = {"", "-", "–", "—", "/"}


def with_units(names: Sequence[str], rows: Sequence[Sequence[str]]) -> list[str]:
    """The names with the units of the first row below them; none where that is a record.

    >>> with_units(["Card", "Memory", "Price"], [["", "GB", "USD"], ["4090", "24", "2800"]])
    ['Card', 'Memory (GB)', 'Price (USD)']
    >>> with_units(["Card", "Memory"], [["4090", "GB"], ["5090", "32"]])
    []
    """
    if not _is_of_units(rows[:1], rows[1:]):
        return []
    units = [_AROUND.sub("", " ".join(cell.split())) for cell in rows[0][1:]]
    units += [""] * (len(names) - 1 - len(units))
    return [*names[:1], *map(_with, names[1:], units)]


def _with(name: str, unit: str) -> str:
    is_said = unit in _NONE or unit.casefold() in _AROUND.sub("", name).casefold().split()
    return name if is_said or not name else f"{name} ({unit})"


def _is_of_units(first: Sequence[Sequence[str]], below: Sequence[Sequence[str]]) -> bool:
    """Whether it has none but units, and figures stand below each of them."""
    if not first or not first[0]:
        return False
    label, *cells = (cell.strip() for cell in first[0])
    places = [at for at, cell in enumerate(cells, 1) if cell not in _NONE]
    is_label = label in _NONE or label.casefold().rstrip(":：") in _words()["unit_labels"]
    return (
        is_label
        and bool(places)
        and all(is_unit(cells[at - 1]) and _has_figures(below, at) for at in places)
    )


def is_unit(cell: str) -> bool:
    """Whether figures are measured in it.

    >>> is_unit("GB/s"), is_unit("(USD per 1M tokens)"), is_unit("Team"), is_unit("20")
    (True, True, False, False)
    """
    parts = [part for part in _BETWEEN.split(_AROUND.sub("", cell.strip()).casefold()) if part]
    known = _words()["units"]
    own = [part for part in parts if part not in _words()["unit_joints"]]
    units = [part for part in own if part in known or _POWER.sub("", part) in known]
    counts = [part for part in own[1:] if _COUNT.fullmatch(part)]
    return bool(units) and own[:1] == units[:1] and len(units) + len(counts) == len(own)


def _has_figures(rows: Sequence[Sequence[str]], at: int) -> bool:
    values = [row[at].strip() for row in rows if at < len(row) and row[at].strip()]
    return 2 * sum(bool(_FIGURE.match(value)) for value in values) > len(values)


@cache
def _words() -> dict[str, frozenset[str]]:
    text = resources.files("knowledge.parse").joinpath("headers.toml").read_text("utf-8")
    data: dict[str, Any] = tomllib.loads(text)
    return {key: frozenset(data[key]) for key in ("units", "unit_labels", "unit_joints")}
