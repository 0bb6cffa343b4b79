"""What answers a question by rows or figures of documents: rows counted, listed or picked, the largest of several, or
a sum that no document tells itself."""

import re
from collections.abc import Sequence

from agent.offline.documents.asked import Asked
from agent.offline.documents.bounded import bounded
from agent.offline.documents.bounds import bounds_in
from agent.offline.documents.closest import closest
from agent.offline.documents.columns import is_total, unit_of
from agent.offline.documents.counted import counted
from agent.offline.documents.cues import asks
from agent.offline.documents.decision import Decided, Sum
from agent.offline.documents.ends_in_time import ends_in_time
from agent.offline.documents.extremes import extremes
from agent.offline.documents.judged import Judged
from agent.offline.documents.over_time import newest
from agent.offline.documents.picked import listed_rows, name_of, wholly_asked
from agent.offline.documents.reckoned import Reckoned, has_cue, ways_over
from agent.offline.documents.reckonings import Reckoning
from agent.offline.documents.rivals import rivals
from agent.offline.documents.stated import stated
from agent.offline.documents.value_conditions import first_word
from agent.offline.documents.words import lists, stems

_SURE, _FAR = -0.15, 1.8
"""Log odds from which on a sum is told, and by which it must lie ahead of a statement; chosen on three libraries
that it was not fitted on."""
_AHEAD = 1.0
"""By how much surer rows are counted than a sentence tells their number."""
_CLEAR, _SURELY = 2.0, 0.85
"""Log odds from which on a statement answers clearly, and chance from which on the tagger is sure."""
_PERCENT = re.compile(r"%|\bper ?cent\b|百分")
_OF_ROWS = ("list", "count")
_ASKS = 0.6
"""Chance from which on the tagger is believed."""
_OF_A_CELL = ("value", "count", "sum")
"""Kinds of answer that a cell may give."""
_OPERATION_WORDS = {"mean": "mean average 平均", "sum": "total sum altogether all 合计 总计 共"}


def answered_by_rows(
    asked: Asked, good: Sequence[Judged], judged: Sequence[Judged], sums: Sequence[Reckoned]
) -> Decided | None:
    """The largest of several figures, a sum that no document tells itself, or rows that are picked."""
    if rows := counted(asked, good, judged):
        values = [one.unit.value for one in rows]
        return Decided(rows, Sum({"kind": "figures", "operation": "count", "values": values}, rows))
    if (rows := stated(asked, judged)) is not None:
        return Decided(rows, is_list=True) if rows else Decided(closest=closest(judged))
    if told := _that_are_so(asked, good, judged) or _of_rows(asked, good, sums):
        return told
    if rows := bounded(asked, judged):
        return Decided(rows)
    if ends := (asked.extreme and extremes(asked, judged)) or ends_in_time(asked, judged):
        return Decided(ends)
    is_of_value = asked.spoken is not None and asked.spoken.likeliest()[0] in _OF_A_CELL
    cell = wholly_asked(asked, judged) if is_of_value and asked.operation in (None, "sum") else ()
    if asked.operation == "sum" and cell and not is_total(cell[0], ()):
        cell = ()  # one row of several that are asked together
    if cell and not _is_outdone(cell[0], good):
        one = newest(asked, cell[0], [one for one in judged if one.fits and one.row is not None])
        others = rivals(asked, one, judged)
        return Decided((one, *others), differ=bool(others))
    best = next((one for one in sums if one.reckoning.operation not in _OF_ROWS), None)
    if best and best.sure > _least(asked, good, best) and not _is_told(asked, good):
        made = _sum(best.reckoning)
        return Decided(made.cells, made)
    rows = listed_rows(asked, judged) if asked.is_list and not bounds_in(asked.text) else ()
    told = rows or (wholly_asked(asked, judged) if asked.is_list else ())
    return Decided(told, is_list=bool(rows)) if told else None


def _that_are_so(asked: Asked, good: Sequence[Judged], judged: Sequence[Judged]) -> Decided | None:
    """The rows for which the column of yes and no that answers says what is asked, "which line has no lift?": a cell
    of another row says the contrary."""
    best = next((one for one in good[:1] if one.unit.kind == "cell"), None)
    if best is None or not asks("which_of").search(asked.text):
        return None
    if first_word(best.unit.value) not in lists()["yes"] | lists()["no"]:
        return None
    table = (best.source.document_id, best.unit.table)
    for way in (way for way in ways_over(asked, judged) if way.table == table):
        if any(one.kind == "so" and one.column == best.unit.column for one in way.of):
            return Decided(tuple(map(name_of, way.rows.values())), is_list=True)
    return None


def _of_rows(asked: Asked, good: Sequence[Judged], sums: Sequence[Reckoned]) -> Decided | None:
    """Rows that are listed or counted, where that is likelier than any other sum and than what a document says
    itself."""
    best = next(iter(sums), None)
    if (
        best is None
        or best.reckoning.operation not in _OF_ROWS
        or asks("others").search(asked.text)
    ):
        return None
    if best.reckoning.way is None or not best.reckoning.way.of:
        return None  # all rows, as no condition picks any
    spoken = asked.spoken
    is_asked = spoken is not None and spoken.kinds[best.reckoning.operation] >= _ASKS
    told = max([0.0, *(one.sure for one in good[:1])])
    if best.reckoning.operation == "count" and _says_a_number(good) and best.sure <= told + _AHEAD:
        return None
    if best.sure <= (_than_told(asked, good) if is_asked else _FAR + told):
        return None
    parts = best.reckoning.parts
    if best.reckoning.operation == "list":
        return Decided(parts, is_list=True)
    return Decided(parts, Sum({"kind": "figures", "operation": "count", "values": [*best.reckoning.values]}, parts))  # fmt: skip


def _says_a_number(good: Sequence[Judged]) -> bool:
    """Whether a sentence that answers tells a number, which rows need not be counted for."""
    best = next(iter(good), None)
    is_read = best is not None and best.unit.kind == "sentence" and (best.read or 0.0) > 0.0
    return best is not None and is_read and re.search(r"\d", best.unit.text) is not None


def _is_outdone(cell: Judged, good: Sequence[Judged]) -> bool:
    """Whether a sentence far surer answers than a cell that holds the words asked."""
    best = next(iter(good), None)
    if best is None or best.unit.kind == "cell" or best.read is None or cell.read is None:
        return False
    return best.read > cell.read + _FAR and best.sure > cell.sure + _FAR


def _least(asked: Asked, good: Sequence[Judged], best: Reckoned) -> float:
    """How sure a sum must be: where no word asks for one, far surer than what a document says itself,
    unless it is of that statement's own figures."""
    is_of_best = bool(good) and all(part is good[0] for part in best.reckoning.parts)
    if is_of_best and asks("beyond").search(asked.text):
        return _SURE
    if asked.operation:
        return _than_told(asked, good)
    is_likeliest = asked.spoken and asked.spoken.likeliest()[0] == best.reckoning.operation
    far = _FAR if is_likeliest or has_cue(asked) else 2 * _FAR
    return far + max([0.0, *(one.sure for one in good[:1])])


def _than_told(asked: Asked, good: Sequence[Judged]) -> float:
    """How sure a sum that a word asks for must be: surer than a statement that answers clearly, unless the
    tagger takes the question for one as well."""
    if asked.spoken is None or asked.spoken.likeliest()[1] >= _SURELY:
        return _SURE
    return max([_SURE, *(one.sure for one in good[:1] if one.sure >= _CLEAR)])


def _sum(one: Reckoning) -> Sum:
    arguments = {"kind": "figures", "operation": one.operation, "values": [*one.values]}
    if unit := unit_of(one.parts[0].unit):
        arguments["unit"] = unit
    return Sum(arguments, one.parts, one.periods if len(set(one.periods)) == 2 else ())


def _is_told(asked: Asked, good: Sequence[Judged]) -> bool:
    """Whether a document says itself what would have to be reckoned."""
    if not good:
        return False
    best = good[0]
    text = best.unit.text
    if asked.operation == "share":
        return _PERCENT.search(text.replace("_", " ")) is not None
    if asked.operation in _OPERATION_WORDS:
        cell = f"{best.unit.label} {best.unit.column} {best.unit.before}"
        own = set(stems(cell if best.unit.kind == "cell" else text))
        return bool(own & set(stems(_OPERATION_WORDS[asked.operation]))) and best.covered >= 0.75
    return False
