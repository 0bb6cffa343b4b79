"""The row or column in which a table has its largest or smallest figure."""

from collections.abc import Sequence

from agent.offline.documents.asked import Asked
from agent.offline.documents.columns import (
    column_of,
    is_figure,
    is_total,
    narrowed,
    row_of,
)
from agent.offline.documents.cues import asks, tells
from agent.offline.documents.judged import Judged
from agent.offline.documents.naming_numbers import without_naming_numbers
from agent.offline.documents.periods import periods_in
from agent.offline.documents.sizes import scale_of, size_of
from agent.offline.documents.timely import worth_of_period
from agent.offline.documents.words import stems

_HELD = -2.0
"""Log odds from which on a cell's table may be the one asked."""
_MOST = 3


def extremes(asked: Asked, judged: Sequence[Judged]) -> tuple[Judged, ...]:
    """The cell that is largest or smallest of those asked; several where they are equal."""
    figures = without_naming_numbers([one for one in judged if is_figure(one)])
    held = [one for one in figures if one.fits and one.score > _HELD]
    is_timed = asks("earlier").search(asked.text) is not None
    best = next((one for one in held if is_timed and _is_time(one)), held[0] if held else None)
    if best is None:
        return ()
    cells = [one for one in _line(asked, best, judged) if is_figure(one)]
    cells = [one for one in cells if not is_total(one, cells) and _is_asked(asked, one)]
    most = (asked.extreme > 0) != (
        asks("earlier").search(asked.text) is not None and _is_time(best)
    )
    scale = scale_of(one.unit.figure for one in cells)
    sizes = [size_of(one.unit.figure, scale) for one in cells]
    values = sorted({*sizes}, reverse=most)
    place = abs(asked.extreme) - 1
    if len(cells) < 2 or len(values) <= place:
        return ()
    found = [one for one, size in zip(cells, sizes, strict=True) if size == values[place]]
    return tuple(found[:_MOST])


def _line(asked: Asked, best: Judged, judged: Sequence[Judged]) -> list[Judged]:
    """The row where it is named and its columns are years of which none is; else the column."""
    column = column_of(best, judged)
    shared = set.intersection(*(set(stems(one.unit.label)) for one in column))
    words = {word for word, _ in asked.weights}
    named = words & (set(stems(best.unit.label)) - shared)
    if named and not asked.periods and periods_in(best.unit.column):
        return [one for one in row_of(best, judged) if periods_in(one.unit.column)]
    return list(narrowed(asked, column))


def _is_asked(asked: Asked, one: Judged) -> bool:
    return not asked.periods or any(
        worth_of_period(period, asked, one.unit, one.source) for period in asked.periods
    )


def _is_time(one: Judged) -> bool:
    """Whether a figure is a time or a year, of which the best is the least."""
    is_year = periods_in(one.unit.value) != () and one.unit.value.isdigit()
    return is_year or tells("times").search(one.unit.column.replace("_", " ")) is not None
