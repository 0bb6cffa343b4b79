"""What documents say of several times: the latest, each of those asked, then and now."""

from collections.abc import Callable, Sequence

from agent.offline.documents.asked import Asked
from agent.offline.documents.judged import Judged
from agent.offline.documents.periods import periods_in, without_periods
from agent.offline.documents.timely import worth_of_period
from agent.offline.documents.words import stems

_MOST = 4
_APART = 0.8
"""How near in score to the best another document's state must come to be told beside it."""
_TWIN = 0.3
"""Weight of the question's words that a cell of the same name in another document must hold."""
_ALIKE, _ALIKE_ELSEWHERE, _SAME_TITLE = 0.95, 0.88, 0.6
"""How near in score what is said of another time must come, in the same document and in another; share of words two titles have in common."""


def newest(asked: Asked, best: Judged, good: Sequence[Judged]) -> Judged:
    """Where no time is asked: of what is said as well of several times the latest."""
    if asked.periods or asked.kind == "year":
        return best
    alike = [
        one
        for one in good
        if one.score >= best.score * (_ALIKE if one.source == best.source else _ALIKE_ELSEWHERE)
        and best.held <= one.held | set(stems(one.source.name))
        and one.unit.kind == best.unit.kind
        and (of_one_kind(one, best) or _is_other_column(one, best))
    ]
    return max([best, *alike], key=_time_of)


def each_period(
    asked: Asked, judged: Sequence[Judged], answers: Callable[[Judged], bool]
) -> tuple[Judged, ...]:
    """The best of each period asked; none where one of them has none."""
    found: list[Judged] = []
    for period in asked.periods[:_MOST]:
        of_it = [
            (one.score * worth, one)
            for one in judged
            if answers(one) and (worth := worth_of_period(period, asked, one.unit, one.source))
        ]
        if not of_it:
            return ()
        found.append(max(of_it, key=lambda pair: pair[0])[1])
    return tuple({(one.source.document_id, one.unit.text): one for one in found}.values())


def states(good: Sequence[Judged], judged: Sequence[Judged]) -> tuple[Judged, ...]:
    """Then and now: the best statement of each document that speaks of it, oldest first."""
    best = good[0]
    twins = [
        one
        for one in judged
        if best.unit.kind == "cell" and _is_twin(one, best) and one.covered >= _TWIN
    ]
    if twins:
        return tuple(sorted([best, *twins[: _MOST - 1]], key=_age))
    floor = best.score * _APART
    of_each: dict[str, Judged] = {}
    for one in good:
        if one.score >= floor:
            of_each.setdefault(one.source.document_id, one)
    chosen = list(of_each.values())[:_MOST]
    same = [
        one
        for one in good
        if one.score >= floor
        and one not in chosen
        and one.source.document_id == good[0].source.document_id
    ]
    return tuple(sorted([*chosen, *same[:1]], key=_age))


def of_one_kind(one: Judged, best: Judged) -> bool:
    """Whether two documents are the same for two times: a report of each year."""
    mine, other = (set(stems(without_periods(j.source.title))) | {""} for j in (one, best))
    return (
        one.source.document_id != best.source.document_id
        and len(mine & other) >= _SAME_TITLE * len(mine | other)
        and _time_of(one) != _time_of(best)
    )


def _is_other_column(one: Judged, best: Judged) -> bool:
    """Whether a cell is of the same row under another period."""
    mine, other = one.unit, best.unit
    return (
        one.source == best.source
        and mine.kind == "cell"
        and (mine.table, mine.row, mine.label) == (other.table, other.row, other.label)
        and bool(periods_in(mine.column))
    )


def _time_of(one: Judged) -> tuple[str, str]:
    own = periods_in(f"{one.unit.column} {one.unit.label}") if one.unit.kind == "cell" else ()
    named = periods_in(one.source.title)
    return (max(own, default="") or max(named, default="") or one.source.date[:4], one.source.date)


def _age(one: Judged) -> tuple[str, int]:
    return one.source.date, one.unit.start


def _is_twin(one: Judged, best: Judged) -> bool:
    """Whether a cell is the same of another document: its row and column are called alike."""
    return one.source.document_id != best.source.document_id and (
        one.unit.label,
        one.unit.column,
    ) == (best.unit.label, best.unit.column)
