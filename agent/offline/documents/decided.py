"""What answers a question about documents: one statement, one a period, a list, a sum, or none."""

from collections.abc import Sequence

from agent.offline.documents.amounts import figures_apart
from agent.offline.documents.asked import Asked
from agent.offline.documents.blocks import Block
from agent.offline.documents.bounds import bounds_in
from agent.offline.documents.closest import closest
from agent.offline.documents.columns import column_of, in_its_place, row_of, total_in, unit_of
from agent.offline.documents.counted import counted
from agent.offline.documents.cues import asks, tells
from agent.offline.documents.decided_sums import answered_by_rows
from agent.offline.documents.decision import Decided, Sum
from agent.offline.documents.judged import APART, Judged
from agent.offline.documents.listed import listed
from agent.offline.documents.over_time import (
    are_of_other_times,
    each_period,
    each_stretch,
    newest,
    states,
)
from agent.offline.documents.picked import in_picked_row, wholly_asked
from agent.offline.documents.reckoned import Reckoned
from agent.offline.documents.replaced import in_force
from agent.offline.documents.rivals import rivals
from agent.offline.documents.sides import sides, twins
from agent.offline.documents.stated import names_one
from agent.offline.documents.sureness import answers, is_left_blank, may_answer
from agent.offline.documents.two_states import asks_two_states, tells_change, then_and_now
from agent.offline.documents.words import stems

_LEAST_LIST = -1.3
"""Log odds from which on a list in a text is told as a whole."""
_MOST = 4


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
    if told := answered_by_rows(asked, good, judged, sums):
        return told
    return _told(asked, good, judged) if good else _unsure(asked, judged)


def _is_asked(blank: Judged, judged: Sequence[Judged]) -> bool:
    """Whether a blank cell's column is asked, or its row tells nothing else, and no other row is asked more."""
    rows = [one.traits.get("row", 0.0) for one in column_of(blank, judged)]
    if blank.traits.get("row", 0.0) < max(rows, default=0.0):
        return False
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
