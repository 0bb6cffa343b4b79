"""What answers a question about documents: one statement, one a period, a list, a sum, or none."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from agent.offline.documents.asked import Asked
from agent.offline.documents.columns import column_of, is_total
from agent.offline.documents.cues import asks
from agent.offline.documents.figures import Sum, sum_of
from agent.offline.documents.judged import HELD, Judged
from agent.offline.documents.likeness import NEUTRAL
from agent.offline.documents.over_time import each_period, newest, of_one_kind, states
from agent.offline.documents.words import lists, stem, stems

_NEAR, _SAID = 0.45, 0.4
"""Weight of the question's words that what is nearest must hold; of those beside
the name of a document, what an answer must hold where meaning is not compared."""
_RIVAL = 0.85
"""How near another document's statement must come to the best to be told as another account."""
_APART = 0.8
_MOST = 4
_FIGURE = re.compile(r"(?<![\w.,])(\d[\d.,]*\d|\d)(?:\s?([^\W\d]+|%))?")
_PERCENT = re.compile(r"%|\bper ?cent\b|百分")
_OPERATION_WORDS = {"mean": "mean average 平均", "sum": "total sum altogether all 合计 总计 共"}


@dataclass(frozen=True)
class Decided:
    """The units to be told, in their order, and how."""

    units: tuple[Judged, ...] = ()
    sum: Sum | None = None
    is_list: bool = False
    """Whether the units are the items of a list."""
    differ: bool = False
    """Whether they are accounts of the same thing that disagree."""
    blank: Judged | None = None
    """The cell that would answer, were it not left blank."""
    closest: Judged | None = None
    """What comes nearest where nothing answers."""


def decide(asked: Asked, judged: Sequence[Judged]) -> Decided:
    """The smallest set that answers."""
    good = [one for one in judged if _answers(one)]
    if good and good[0].unit.is_blank:
        return Decided(blank=good[0])
    good = [one for one in good if not one.unit.is_blank]
    if asked.operation and not _is_told(asked, good) and (found := sum_of(asked, judged)):
        return Decided(found.cells, found)
    if not good:
        return Decided(closest=_closest(judged))
    if asked.counts and (found := _whole_column(asked, good, judged)):
        return Decided(found.cells, found)
    best = newest(asked, _with_total(asked, good, judged), good)
    if beside := _beside(asked, best, judged):
        return Decided((best, *beside))
    if asked.is_list and (listed := _listed(asked, good, judged)).units:
        return listed
    if len(asked.periods) > 1:
        units = each_period(asked, judged, _answers)
        return Decided(units, closest=_closest(judged))
    if asked.is_told_apart:
        return Decided(states(good, judged))
    rivals = _rivals(asked, best, good)
    return Decided((best, *rivals), differ=bool(rivals))


def _answers(one: Judged) -> bool:
    return one.fits and one.sure >= HELD and (one.likeness != NEUTRAL or one.said >= _SAID)


def _closest(judged: Sequence[Judged]) -> Judged | None:
    return next(
        (one for one in judged if one.row is not None and one.covered >= _NEAR and one.said > 0),
        None,
    )


def _is_told(asked: Asked, good: Sequence[Judged]) -> bool:
    """Whether a document says itself what would have to be reckoned."""
    if not good:
        return False
    best = good[0]
    text = best.unit.text
    if asked.operation == "share":
        return _PERCENT.search(text) is not None
    if asked.operation in _OPERATION_WORDS:
        own = set(
            stems(f"{best.unit.label} {best.unit.column}" if best.unit.kind == "cell" else text)
        )
        return bool(own & set(stems(_OPERATION_WORDS[asked.operation]))) and best.covered >= 0.75
    return False


def _whole_column(asked: Asked, good: Sequence[Judged], judged: Sequence[Judged]) -> Sum | None:
    """The sum of a column, where a number is asked of a table as a whole that has no total."""
    best = good[0]
    if best.unit.kind != "cell" or len(asked.periods) > 1:
        return None
    column = column_of(best, judged)
    words = {word for word, _ in asked.weights} - set(stems(best.source.name))
    named = any(words & set(stems(f"{one.unit.label} {one.unit.value}")) for one in column)
    if len(column) < 2 or named or any(is_total(one, column) for one in column):
        return None
    if len({one.score for one in column}) > 1:
        return None
    return sum_of(replace(asked, operation="sum"), judged)


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
    return next((one for one in column if one in good and is_total(one, column)), best)


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


def _rivals(asked: Asked, best: Judged, good: Sequence[Judged]) -> tuple[Judged, ...]:
    """Other documents' figures for the very same thing."""
    if asked.kind not in ("number", "time", "year") and not (
        best.unit.kind == "cell" and not asked.kind
    ):
        return ()
    floor = best.covered * _RIVAL
    found: dict[str, Judged] = {}
    for one in good[1:]:
        other = one.source.document_id
        if other == best.source.document_id or of_one_kind(one, best):
            continue
        if one.covered >= floor and _disagree(best, one):
            found.setdefault(other, one)
    return tuple(found.values())[: _MOST - 1]


def _disagree(best: Judged, one: Judged) -> bool:
    """Whether two statements give other figures of one unit, or of one cell other values."""
    if best.unit.kind != one.unit.kind or stems(best.unit.label) != stems(one.unit.label):
        return False
    mine, its = _figures(best), _figures(one)
    return any(not mine[unit] & its[unit] for unit in mine.keys() & its.keys())


def _figures(one: Judged) -> dict[str, set[str]]:
    """The figures of a statement by the word behind them; years by none."""
    if one.unit.kind == "cell":
        return {" ".join(stems(one.unit.column)): {one.unit.value}}
    found: dict[str, set[str]] = {}
    for match in _FIGURE.finditer(one.unit.text):
        is_year = re.fullmatch(r"(?:1[5-9]|20)\d\d", match[1]) is not None
        found.setdefault("" if is_year else stem((match[2] or "").casefold()), set()).add(match[1])
    return found


def _listed(asked: Asked, good: Sequence[Judged], judged: Sequence[Judged]) -> Decided:
    """The rows of a table, the items of a list, or the sentence that counts them up."""
    best = good[0]
    unit = best.unit
    words = {word for word, _ in asked.weights}
    keyed = [
        one
        for one in good
        if one.unit.kind == "cell"
        and one.score >= best.score * _APART
        and words & set(stems(one.unit.keys))
    ]
    if asked_for := [one for one in keyed if words & set(stems(one.unit.column))]:
        keyed = asked_for
    if unit.kind == "cell" and (those := _that_do(asked, best, judged)):
        return Decided(those, is_list=True)
    if keyed:
        column = column_of(keyed[0], judged)
        rows = [one for one in column if not is_total(one, column)]
        return Decided(tuple(rows), is_list=True)
    if unit.kind == "cell":
        return Decided()
    if unit.is_item:
        items = [
            one
            for one in judged
            if one.unit.is_item
            and one.source.document_id == best.source.document_id
            and one.unit.heading == unit.heading
        ]
        near = [one for one in items if one.score >= best.score * _APART]
        return Decided(tuple(sorted(near, key=lambda one: one.unit.start)), is_list=True)
    more = [
        one for one in good[1:] if one.score >= best.score * _RIVAL and one.unit.kind == "sentence"
    ]
    return Decided((best, *more[:2]))


def _that_do(asked: Asked, best: Judged, judged: Sequence[Judged]) -> tuple[Judged, ...]:
    """Of a column of yes and no the rows for which it is so; with a "not" those for which it is not."""
    column = column_of(best, judged)
    said = [one.unit.value.casefold() for one in column]
    if not set(said) <= lists()["yes"] | lists()["no"]:
        return ()
    wanted = lists()["no" if asks("not").search(asked.text) else "yes"]
    return tuple(one for one, value in zip(column, said, strict=True) if value in wanted)
