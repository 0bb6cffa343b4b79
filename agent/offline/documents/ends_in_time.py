"""The row of a table whose day or year is the first or the last: the line that opened first."""

from collections.abc import Sequence

from agent.offline.documents.asked import Asked
from agent.offline.documents.columns import column_of, narrowed
from agent.offline.documents.cues import asks
from agent.offline.documents.entries import day_in
from agent.offline.documents.judged import Judged
from agent.offline.documents.words import stems

_HELD = -3.5
"""Log odds from which on a cell's table may be the one asked."""
_LONGEST = 24
"""Characters of a cell that is a day; a longer one tells of it."""
_MOST = 3


def ends_in_time(asked: Asked, judged: Sequence[Judged]) -> tuple[Judged, ...]:
    """The cells of the first or last day of a column that the question names by a word, or that alone has days; none
    where it asks for neither, or a row has no day there."""
    is_first = asks("first_of").search(asked.text) is not None
    if not is_first and not asks("last_of").search(asked.text):
        return ()
    words = {word for word, _ in asked.weights}
    held = [one for one in judged if one.fits and one.score > _HELD and _day(one) and one.row]
    named = [one for one in held if words & _header(one)]
    best = next(iter(named or held), None)
    if best is None or not (named or _is_only_one(best, held)):
        return ()
    cells = narrowed(asked, column_of(best, judged))
    days = {day for one in cells if (day := _day(one))}
    if len(days) < 2 or not all(map(_day, cells)):
        return ()
    end = min(days) if is_first else max(days)
    return tuple(one for one in cells if _day(one) == end)[:_MOST]


def _is_only_one(best: Judged, held: Sequence[Judged]) -> bool:
    """Whether no other column of its table has days."""
    its = (o for o in held if o.source == best.source and o.unit.table == best.unit.table)
    return len({one.unit.column for one in its}) == 1


def _header(one: Judged) -> set[str]:
    return set(stems(one.unit.column.replace("_", " ")))


def _day(one: Judged) -> str:
    value = one.unit.value.strip()
    if one.unit.kind != "cell" or len(value) > _LONGEST:
        return ""
    return value if value.isdigit() and len(value) == 4 else day_in(value)
