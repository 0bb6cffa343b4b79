"""Conditions on the figures of rows: that they are a number, none, within a bound, or on one side of those beside."""

import re
from collections.abc import Collection, Iterator, Mapping, Sequence

from agent.offline.documents.asked import Asked
from agent.offline.documents.bounded_cells import keeping
from agent.offline.documents.bounds import Bound, Keeps, compared_in
from agent.offline.documents.columns import is_figure
from agent.offline.documents.condition import Column, Condition
from agent.offline.documents.sizes import scale_of, size_of, value_of
from agent.offline.documents.words import digits, lists, stems

_OWN = re.compile(
    r"\s*(?:of )?(?:their|its|the|his|her|our)?\s*(?P<name>(?:[\w-]+\s?){1,3})", re.IGNORECASE
)
_NONE = re.compile(
    r"\b(?:no|without|not a single|zero|not any)((?: (?:an?|the|any|single))?(?: [\w-]+){1,3})",
    re.IGNORECASE,
)
_GRADES = (
    re.compile(r"(?<=\s)(?P<grade>[A-Z])[- ](?P<name>[a-z]+)"),
    re.compile(r"\b(?P<name>[a-z]+)(?: of| an?)? (?P<grade>[A-Z])(?![\w'’.-])"),
)
"""A grade beside what is graded: an A rating, class B."""
_NOTHING = frozenset(("none", "no", "-", "–", "—", "0", "nil", "n/a", "free"))
_YEAR = re.compile(r"(?:19|20)\d\d\Z")
_MOSTLY = 0.6
"""Share of a column's cells that must be figures for it to be one of them."""
_LONGEST = 3
"""Digits of a number that may stand beside what it counts or numbers."""
_NEAR = 2
"""Words between a number and its column's name at most, and one."""


def equal(asked: Asked, bounds: Sequence[Bound], column: str, cells: Column) -> Iterator[Condition]:
    """The rows that have a number beside their column's name: phase 4, eight bells."""
    plain = stems(asked.text)
    said = [digits().get(word, word) for word in plain]
    header = _header(column) - lists()["idle"]
    bounding = frozenset(word for bound in bounds for word in bound.words)
    for i, number in enumerate(said):
        if not number.isdigit() or len(number) > _LONGEST or plain[i] in bounding:
            continue
        near = range(max(0, i - _NEAR), min(len(plain), i + _NEAR + 1))
        beside = {plain[j] for j in near} & header
        if beside:
            rows = frozenset(p for p, one in cells.items() if _is_number(one.unit.figure, number))
            yield Condition("number", column, frozenset({*beside, plain[i]}), rows)
    for found in (found for pattern in _GRADES for found in pattern.finditer(asked.text)):
        if beside := frozenset(stems(found["name"])) & header:
            of = {p for p, one in cells.items() if one.unit.value.strip() == found["grade"]}
            yield Condition("number", column, beside, frozenset(of))


def none_of(asked: Asked, column: str, cells: Column, rows: Collection[int]) -> Iterator[Condition]:
    """The rows that have none of what a column names: it is blank there, or says so."""
    for found in _NONE.finditer(asked.text):
        named = frozenset(stems(found[1])) & _header(column)
        if named:
            held = {p for p, one in cells.items() if not _is_nothing(one.unit.figure)}
            yield Condition("number", column, named, frozenset(rows) - held)


def within(
    bounds: Sequence[Bound], words: frozenset[str], columns: Mapping[str, Column]
) -> Iterator[Condition]:
    """The rows whose figure, day or time of day keeps to a bound that is named."""
    figures = _of_figures(columns)
    for bound in bounds:
        for name, cells in (figures if bound.kind == "figure" else columns).items():
            rows = keeping(bound, {p: one.unit.figure for p, one in cells.items()}, name)
            yield Condition("bound", name, bound.words | (words & _header(name)), rows)


def compared(
    asked: Asked, words: frozenset[str], columns: Mapping[str, Column]
) -> Iterator[Condition]:
    """The rows whose figure lies above or below that of another column that is named."""
    figures = _of_figures(columns)
    for keeps, end in compared_in(asked.text):
        other = _OWN.match(asked.text, end)
        named = frozenset(stems(other["name"])) if other else frozenset[str]()
        for name in (name for name in figures if _header(name) & named):
            for mine in (mine for mine in figures if mine != name):
                by = (_header(name) & named) | (words & _header(mine))
                yield Condition("against", mine, by, _beyond(keeps, figures[mine], figures[name]))


def _beyond(keeps: Keeps, mine: Column, other: Column) -> frozenset[int]:
    """The rows whose cell lies beyond the one beside it, both in one unit."""
    pairs = {p: (mine[p].unit.figure, other[p].unit.value) for p in mine.keys() & other.keys()}
    pairs = {p: pair for p, pair in pairs.items() if None not in map(value_of, pair)}
    scale = scale_of(text for pair in pairs.values() for text in pair)
    return frozenset(
        p for p, (a, b) in pairs.items() if keeps(size_of(a, scale), size_of(b, scale))
    )


def _header(column: str) -> frozenset[str]:
    return frozenset(stems(column.replace("_", " ")))


def _is_number(value: str, number: str) -> bool:
    figure = value_of(value)
    return stems(value)[:1] == (number,) or (figure is not None and figure == int(number))


def _is_nothing(value: str) -> bool:
    return value.strip().casefold() in _NOTHING or value_of(value) == 0


def _of_figures(columns: Mapping[str, Column]) -> dict[str, Column]:
    """The columns that mostly hold figures, but no years."""
    return {name: cells for name, cells in columns.items() if _is_of_figures(cells)}


def _is_of_figures(cells: Column) -> bool:
    held = [one for one in cells.values() if is_figure(one)]
    is_of_years = all(_YEAR.match(one.unit.value.strip()) for one in held)
    return len(held) >= _MOSTLY * len(cells) and not is_of_years
