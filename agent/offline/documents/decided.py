"""What answers a question about documents: one statement, one a period, a list, a sum, or none."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from agent.offline.documents.amounts import figures_apart
from agent.offline.documents.asked import Asked
from agent.offline.documents.blocks import Block
from agent.offline.documents.bounded import bounded
from agent.offline.documents.bounds import bounds_in
from agent.offline.documents.closest import closest
from agent.offline.documents.columns import column_of, in_its_place, row_of, total_in, unit_of
from agent.offline.documents.counted import counted
from agent.offline.documents.cues import asks, tells
from agent.offline.documents.ends_in_time import ends_in_time
from agent.offline.documents.extremes import extremes
from agent.offline.documents.judged import APART, Judged
from agent.offline.documents.listed import listed
from agent.offline.documents.over_time import (
    are_of_other_times,
    each_period,
    each_stretch,
    newest,
    states,
)
from agent.offline.documents.picked import in_picked_row, listed_rows, name_of, wholly_asked
from agent.offline.documents.reckoned import Reckoned, has_cue, ways_over
from agent.offline.documents.reckonings import Reckoning
from agent.offline.documents.replaced import in_force
from agent.offline.documents.rivals import rivals
from agent.offline.documents.sides import sides, twins
from agent.offline.documents.stated import names_one, stated
from agent.offline.documents.sureness import answers, is_left_blank, may_answer
from agent.offline.documents.two_states import asks_two_states, tells_change, then_and_now
from agent.offline.documents.value_conditions import first_word
from agent.offline.documents.words import lists as words
from agent.offline.documents.words import stems

_SURE, _FAR = 0.0, 1.8
"""Log odds from which on a sum is told, and by which it must lie ahead of a statement; chosen on three libraries
that it was not fitted on."""
_CLEAR, _SURELY = 2.0, 0.85
"""Log odds from which on a statement answers clearly, and chance from which on the tagger is sure."""
_LEAST_LIST = -1.3
"""Log odds from which on a list in a text is told as a whole."""
_MOST = 4
_PERCENT = re.compile(r"%|\bper ?cent\b|百分")
_OF_ROWS = ("list", "count")
_ASKS = 0.6
"""Chance from which on the tagger is believed."""
_OF_A_CELL = ("value", "count", "sum")
"""Kinds of answer that a cell may give."""
_OPERATION_WORDS = {"mean": "mean average 平均", "sum": "total sum altogether all 合计 总计 共"}


@dataclass(frozen=True)
class Sum:
    """A sum for the engine, and the figures it is made of."""

    arguments: dict[str, Any]
    cells: tuple[Judged, ...]
    periods: tuple[str, ...] = ()


@dataclass(frozen=True)
class Decided:
    """The units to be told, in their order, and how."""

    units: tuple[Judged, ...] = ()
    sum: Sum | None = None
    is_list: bool = False
    """Whether the units are the items of a list."""
    is_table: bool = False
    """Whether they are cells of rows set side by side, each row whole."""
    is_side_by_side: bool = False
    """Whether they are told of two things or times, which their documents may be named by."""
    differ: bool = False
    """Whether they are accounts of the same thing that disagree."""
    blank: Judged | None = None
    """The cell that would answer, were it not left blank."""
    closest: tuple[Judged, ...] = ()
    """What comes nearest where nothing answers for sure, best first."""
    is_one_state: bool = False
    """Whether of two states that are asked only one is told."""
    unsaid: tuple[str, ...] = ()
    """The names asked side by side of which nothing is told."""


def decide(
    asked: Asked,
    judged: Sequence[Judged],
    sums: Sequence[Reckoned] = (),
    lists: Sequence[Block] = (),
) -> Decided:
    """The smallest set that answers; `sums` are the likeliest over its figures and `lists` those in its
    texts, best first."""
    judged = in_force(asked, judged)
    if _is_of_two(asked) and (both := then_and_now(asked, judged)):
        return Decided(both)
    good = sorted(filter(answers, judged), key=lambda one: -one.sure)
    first = next(filter(may_answer, judged), None)
    blank = first is not None and is_left_blank(first, good) and _is_asked(first, judged)
    if blank and not counted(asked, good, judged):
        return Decided(blank=first)
    good = [one for one in good if not (one.unit.is_blank or names_one(asked, one))]
    if lists and lists[0].sure > max([_LEAST_LIST, *(one.sure for one in good[:1])]):
        return Decided(lists[0].told, is_list=True)
    if told := _reckoned(asked, good, judged, sums):
        return told
    return _told(asked, good, judged) if good else _unsure(asked, judged)


def _is_asked(blank: Judged, judged: Sequence[Judged]) -> bool:
    """Whether a blank cell's column is asked, or its row tells nothing else."""
    told = (one for one in row_of(blank, judged) if one.unit.column not in one.unit.keys)
    return bool(blank.traits.get("column")) or all(one.unit.is_blank for one in told)


def _is_of_two(asked: Asked) -> bool:
    is_other = asked.operation or asked.is_list or asked.extreme
    return not is_other and asks_two_states(asked)


def _unsure(asked: Asked, judged: Sequence[Judged]) -> Decided:
    """What answers where no statement does so by itself."""
    if both := _sides(asked, judged):
        return side_by_side(asked, both)
    cell = wholly_asked(asked, judged)
    return Decided(cell) if cell else Decided(closest=closest(judged))


def _told(asked: Asked, good: Sequence[Judged], judged: Sequence[Judged]) -> Decided:
    """The best that answers, with what belongs to it."""
    best = _best(asked, good, judged)
    if beside := _beside(asked, best, judged) or _other_side(asked, good, judged):
        return side_by_side(asked, (best, *beside) if best not in beside else beside)
    if asked.is_list and best.unit.kind == "cell" and bounds_in(asked.text):
        return Decided(closest=closest(judged))  # no row keeps to the bound
    if asked.is_list or best.unit.text.rstrip().endswith((":", "：")):
        items = listed(asked, good, judged)
        return Decided(items, is_list=True) if items else Decided(_near(good))
    if timed := _of_times(asked, best, good, judged):
        return timed
    if others := rivals(asked, best, judged):
        return Decided((best, *others), differ=True)
    return Decided((*_reply_above(best, judged), best, *_behind(asked, best, judged)))


def _of_times(
    asked: Asked, best: Judged, good: Sequence[Judged], judged: Sequence[Judged]
) -> Decided | None:
    """What is told of several times; of two states the one that is found."""
    each = each_stretch if asked.stretches else each_period
    told = each(asked, judged, may_answer) if asked.names_several_times else ()
    if _is_of_two(asked) and not told:
        return Decided((best,), is_one_state=not tells_change(best))
    if asked.names_several_times:
        return Decided(told, is_side_by_side=True, closest=closest(judged))
    return Decided(states(asked, good, judged)) if asked.is_told_apart else None


def side_by_side(asked: Asked, told: tuple[Judged, ...]) -> Decided:
    """What is told of several; of two figures of one unit how far they lie apart, where that is asked as well."""
    if len(told) == 2 and asks("distance").search(asked.text):
        figures = figures_apart(*(one.unit for one in told))
        if figures is not None:
            arguments = {"kind": "figures", "operation": "difference", "values": [*figures]}
            if unit := unit_of(told[0].unit):
                arguments["unit"] = unit
            return Decided(told, Sum(arguments, told), is_side_by_side=True)
    return Decided(told, is_side_by_side=True)


def _best(asked: Asked, good: Sequence[Judged], judged: Sequence[Judged]) -> Judged:
    """The one that answers: of the whole, of the latest time and in the place asked."""
    entries = [
        o
        for o in judged
        if (o.unit.entry or are_of_other_times(o, good[0]))
        and o.fits
        and o.is_of_it
        and o.score >= good[0].score - APART
    ]
    best = newest(asked, _with_total(asked, good, judged), [*good, *entries])
    if asked.is_list or asked.compares or asked.is_told_apart:
        return best
    return in_picked_row(asked, in_its_place(asked, best, judged), judged)


def _other_side(
    asked: Asked, good: Sequence[Judged], judged: Sequence[Judged]
) -> tuple[Judged, ...]:
    """What is said of each of two things, unless they are two states or years of one."""
    if asked.is_told_apart or len(asked.periods) > 1:
        return ()
    return _sides(asked, judged) or twins(asked, good, judged)


def _sides(asked: Asked, judged: Sequence[Judged]) -> tuple[Judged, ...]:
    """What is said of each of two things, of the latest time where none is asked."""
    told = [one for one in judged if one.fits and one.row is not None]
    return tuple(newest(asked, one, told) for one in sides(asked, judged))


def _reckoned(
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
    if rows := counted(asked, good, judged):
        values = [one.unit.value for one in rows]
        return Decided(rows, Sum({"kind": "figures", "operation": "count", "values": values}, rows))
    if ends := (asked.extreme and extremes(asked, judged)) or ends_in_time(asked, judged):
        return Decided(ends)
    is_of_value = asked.spoken is not None and asked.spoken.likeliest()[0] in _OF_A_CELL
    cell = wholly_asked(asked, judged) if is_of_value and asked.operation in (None, "sum") else ()
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
    if first_word(best.unit.value) not in words()["yes"] | words()["no"]:
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
    if best.sure <= (_than_told(asked, good) if is_asked else _FAR + told):
        return None
    parts = best.reckoning.parts
    if best.reckoning.operation == "list":
        return Decided(parts, is_list=True)
    return Decided(parts, Sum({"kind": "figures", "operation": "count", "values": [*best.reckoning.values]}, parts))  # fmt: skip


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


def _near(good: Sequence[Judged]) -> tuple[Judged, ...]:
    """What answers, and the sentences that do so nearly as well."""
    best = good[0]
    more = [o for o in good[1:] if o.score >= best.score - APART and o.unit.kind == "sentence"]
    return (best, *more[:2]) if best.unit.kind == "sentence" else (best,)


def _behind(asked: Asked, best: Judged, judged: Sequence[Judged]) -> tuple[Judged, ...]:
    """The sentence behind the best that says for whom it does not hold, why, or what came of it."""
    unit = best.unit
    after = [
        one
        for one in judged
        if unit.kind == "sentence"
        and one.source == best.source
        and one.unit.heading == unit.heading
        and one.unit.before.endswith(unit.text)
    ]
    wanted = asked.kind == "yes_no" or bool(asks("why").search(asked.whole))
    wanted = wanted and not tells("reason").search(unit.text)
    return tuple(o for o in after[:1] if wanted or tells("exception").search(o.unit.text))


def _reply_above(best: Judged, judged: Sequence[Judged]) -> tuple[Judged, ...]:
    """Where the heading is a question, the sentence that begins the reply to it."""
    unit = best.unit
    if unit.kind == "cell" or not unit.before or not unit.heading.endswith(("?", "？")):
        return ()
    section = [o for o in judged if o.source == best.source and o.unit.heading == unit.heading]
    return tuple(one for one in section if not one.unit.before)[:1]


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


def _with_total(asked: Asked, good: Sequence[Judged], judged: Sequence[Judged]) -> Judged:
    """The best; of a table of which no row is named, the row of the whole."""
    best = good[0]
    if best.unit.kind != "cell":
        return best
    column = column_of(best, judged)
    named = set(stems(best.source.name)) | set(stems(f"{best.unit.heading} {best.unit.before}"))
    words = {word for word, _ in asked.weights} - named
    if any(words & set(stems(one.unit.label)) for one in column):
        return best
    return total_in(column, good) or best


def _beside(asked: Asked, best: Judged, judged: Sequence[Judged]) -> tuple[Judged, ...]:
    """Further cells of the column whose rows the question names as well: "cardiology or surgery"."""
    if best.unit.kind != "cell":
        return ()
    words = {word for word, _ in asked.weights}
    name, mine = _row_name(best), set(stems(best.unit.label))
    shared = words & mine - name  # what narrows both down: the adults of two routes
    known = set(stems(f"{best.source.name} {best.unit.column} {best.unit.heading}"))
    found: list[Judged] = []
    for one in column_of(best, judged):
        more = _row_name(one) - mine
        asked_too = more and more <= words - (set() if asked.compares else known)
        if one.unit.row != best.unit.row and asked_too and shared <= set(stems(one.unit.label)):
            found.append(one)
    return tuple(found[: _MOST - 1])


def _row_name(one: Judged) -> set[str]:
    return set(stems(one.unit.label.split(" · ")[0]))
