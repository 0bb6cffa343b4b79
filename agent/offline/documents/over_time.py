"""What documents say of several times: the latest, each of those asked, then and now."""

import re
from collections.abc import Callable, Sequence
from dataclasses import replace

from agent.offline.documents.asked import Asked
from agent.offline.documents.cues import asks, tells
from agent.offline.documents.entries import day_in, is_to_come, version_in
from agent.offline.documents.judged import APART, Judged
from agent.offline.documents.letters import QUOTED
from agent.offline.documents.periods import periods_in, without_periods
from agent.offline.documents.timely import timely, worth_of_period
from agent.offline.documents.words import lists, stems
from knowledge.dates import first_day
from knowledge.language.question import named_days

_MOST = 4
_TWIN = 0.3
"""Share of words that two documents' statements on the same thing must have in common."""
_PAIRED, _MOST_PAIRED = 2.0, 8
"""Log odds that two statements count for that have all words in common; how many are tried."""
_HELD, _ALMOST = -3.5, 0.5
"""Log odds from which on a statement may be of another period; likeness to one that answers from
which on it does so as well."""
_FIGURE = re.compile(
    r"(?<![\d.,])(?!(?:19|20)\d\d\b)\d[\d.,]*(?! (?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec))(?![月日])"
)
_ALIKE, _ALIKE_ELSEWHERE, _SAME_TITLE = 0.3, 0.7, 0.6
"""How near in log odds what is said of another time must come, in the same document and in another; share of words two titles have in common."""


def newest(asked: Asked, best: Judged, good: Sequence[Judged]) -> Judged:
    """Where no time is asked: of what is said as well of several times the latest."""
    if asked.periods or asked.kind == "year":
        return best
    if asks("now").search(asked.text):
        later = [
            one
            for one in good
            if one.score >= best.score - _ALIKE_ELSEWHERE or _is_other_entry(one, best)
        ]
        return max(later, key=_time_of)
    alike = [
        one
        for one in good
        if _is_other_entry(one, best)
        or _is_same_cell(one, best)
        or one.score >= best.score - (_ALIKE if one.source == best.source else _ALIKE_ELSEWHERE)
        and best.held <= one.held | set(stems(one.source.name))
        and one.unit.kind == best.unit.kind
        and (of_one_kind(one, best) or _is_other_column(one, best))
    ]
    return max([best, *alike], key=_time_of)


def each_period(
    asked: Asked, judged: Sequence[Judged], answers: Callable[[Judged], bool]
) -> tuple[Judged, ...]:
    """The best of each period asked, that say the same of each rather than not; none where one of
    them has none."""
    held: list[list[tuple[float, Judged]]] = []
    for period in asked.periods[:_MOST]:
        of_it = [
            (one.sure + worth, one)
            for one in judged
            if one.fits
            and one.score > _HELD
            and (worth := worth_of_period(period, asked, one.unit, one.source))
        ]
        held.append(sorted(of_it, key=lambda pair: -pair[0])[:_MOST_PAIRED])
    firsts = [pair for pair in held[0] if answers(pair[1])] or held[0]
    if not all(held):
        return ()

    def together(pair: tuple[float, Judged]) -> float:
        return pair[0] + max(worth + _PAIRED * likeness(one, pair[1]) for worth, one in held[-1])

    first = max(firsts, key=together)[1]
    found = [first]
    for of_it in held[1:]:
        found.append(max(of_it, key=lambda pair: pair[0] + _PAIRED * likeness(pair[1], first))[1])
    if not any(map(answers, found)) or any(
        not answers(one) and likeness(one, first) < _ALMOST for one in found[1:]
    ):
        return ()
    return tuple({(one.source.document_id, one.unit.text): one for one in found}.values())


def each_stretch(
    asked: Asked, judged: Sequence[Judged], answers: Callable[[Judged], bool]
) -> tuple[Judged, ...]:
    """The best of each open time asked: before 2020 and after it."""
    found: list[Judged] = []
    for stretch in asked.stretches:
        alone = replace(asked, stretches=(stretch,))
        of_it = [one for one in judged if answers(one) and timely(alone, one.unit, one.source)]
        if of_it:
            found.append(max(of_it, key=lambda one: one.sure))
    return tuple({(one.source.document_id, one.unit.text): one for one in found}.values())


def states(asked: Asked, good: Sequence[Judged], judged: Sequence[Judged]) -> tuple[Judged, ...]:
    """Then and now, oldest first: the sentence that tells the change, or two documents' statements
    on the same thing."""
    best = good[0]
    told = [one for one in good if _tells_change(one) and one.score >= best.score - APART]
    pairs = [
        (one.score + other.score + _PAIRED * alike, one, other)
        for one in good[:_MOST_PAIRED]
        for other in judged
        if _is_other_state(one, other)
        and named(asked, one) <= named(asked, other)
        and (alike := likeness(one, other)) > _TWIN
    ]
    worth, *pair = max(pairs, key=lambda found: found[0], default=(0.0, best))
    if told and 2 * told[0].score + _PAIRED >= worth:
        return (told[0],)
    same = [
        one
        for one in good[1:_MOST]
        if one.source == best.source and one.score >= best.score - APART and len(pair) == 1
    ]
    return tuple(sorted([*pair, *same[:1]], key=_age))


def _is_other_state(one: Judged, other: Judged) -> bool:
    """Whether another document says it, or the same in a sentence on what was before."""
    if other.source.document_id != one.source.document_id:
        return True
    past = [tells("past").search(u.text) is not None for u in (one.unit, other.unit)]
    told = all(tells("some_figure").search(u.text) for u in (one.unit, other.unit))
    return past[0] != past[1] and told and one.unit is not other.unit


def _tells_change(one: Judged) -> bool:
    """Whether a sentence gives two figures or dates as one in place of the other."""
    text = one.unit.text
    return tells("changes").search(text) is not None and len(_FIGURE.findall(text)) > 1


def named(asked: Asked, one: Judged) -> set[str]:
    """What of the question's proper names a statement or its document says."""
    told = {*one.held, *stems(f"{one.source.name} {one.source.opening}")}
    return told.intersection(frozenset[str]().union(*asked.names))


def likeness(one: Judged, best: Judged) -> float:
    """Share of words that two statements of different documents have in common, figures aside."""
    mine, its = _matter(best), _matter(one)
    if not one.held or not best.held & one.held:
        return 0.0
    share = len(mine & its) / (min(len(mine), len(its)) + 1)
    return share if one.unit.kind == best.unit.kind else share / 2


def _matter(one: Judged) -> frozenset[str]:
    said = f"{one.unit.label} {one.unit.column}" if one.unit.kind == "cell" else one.unit.text
    idle = lists()["idle"] | lists()["weak"]
    found = stems(f"{said} {one.unit.heading.split(' · ')[-1]}")
    return frozenset(s for s in found if s not in idle and not s[0].isdigit())


def of_one_kind(one: Judged, best: Judged) -> bool:
    """Whether two documents are the same for two times: a report of each year."""
    return are_of_one_kind(one, best) and _time_of(one) != _time_of(best)


def may_differ(asked: Asked, one: Judged, best: Judged) -> bool:
    """Whether two documents that say otherwise are accounts of the same: of the day or month that
    is asked, not a report of each year. Rows of a file need not be such reports."""
    day, other = first_day(best.source.date), first_day(one.source.date)
    of_it = [(first, last) for first, last in named_days(asked.text) if first <= day <= last]
    if any(not first <= other <= last for first, last in of_it):
        return False
    if not of_one_kind(one, best):
        return True
    files = [judged.row["document_id"] for judged in (one, best) if judged.row is not None]
    are_rows = len(files) == 2 and len(set(files)) == 1 and one.source.title == best.source.title
    return are_rows and not asks("now").search(asked.text)


def are_of_one_kind(one: Judged, other: Judged) -> bool:
    """Whether two documents of one writer are called alike but for their times, and perhaps a name."""
    if one.source.publisher != other.source.publisher:
        return False
    mine, its = (set(stems(without_periods(j.source.title))) | {""} for j in (one, other))
    return one.source.document_id != other.source.document_id and len(
        mine & its
    ) >= _SAME_TITLE * len(mine | its)


def _is_other_column(one: Judged, best: Judged) -> bool:
    """Whether a cell is of the same row under another period."""
    mine, other = one.unit, best.unit
    return (
        one.source == best.source
        and mine.kind == "cell"
        and (mine.table, mine.row, mine.label) == (other.table, other.row, other.label)
        and bool(periods_in(mine.column))
    )


def _is_same_cell(one: Judged, best: Judged) -> bool:
    """Whether another document of the kind, or another table of one, has the same row and column, of which the
    same is asked."""
    mine, its = one.unit, best.unit
    named = (mine.kind, mine.label, mine.column) == (its.kind, its.label, its.column)
    is_alike = named and mine.kind == "cell" and one.held == best.held
    return is_alike and (of_one_kind(one, best) or are_of_other_times(one, best))


def are_of_other_times(one: Judged, other: Judged) -> bool:
    """Whether two cells stand in two tables of one document that are headed alike but for their times."""
    mine, its = one.unit.above, other.unit.above
    times = (periods_in(mine), periods_in(its))
    is_other = one.source == other.source and one.unit.table != other.unit.table
    return (
        is_other
        and all(times)
        and times[0] != times[1]
        and stems(without_periods(mine)) == stems(without_periods(its))
    )


def _is_other_entry(one: Judged, best: Judged) -> bool:
    """Whether it says the same in another entry of one document: of a change log, or minutes."""
    mine, its = one.unit.entry, best.unit.entry
    is_quoted = mine.startswith(QUOTED) != its.startswith(QUOTED)
    are_entries = one.source == best.source and (is_quoted or bool(mine and its)) and mine != its
    return are_entries and best.held <= one.held and likeness(one, best) > _TWIN


def _time_of(one: Judged) -> tuple[bool, str, str, tuple[int, ...]]:
    """What sorts statements by their time: what is quoted was said before; what is to come is not
    there yet."""
    entry = one.unit.entry
    if is_to_come(entry):
        return False, "", "", ()
    return not entry.startswith(QUOTED), *_year_and_day(one), version_in(entry)


def _year_and_day(one: Judged) -> tuple[str, str]:
    is_cell = one.unit.kind == "cell"
    own = periods_in(f"{one.unit.column} {one.unit.label}" if is_cell else one.unit.text)
    if not own and (day := day_in(one.unit.entry)):
        return day[:4], day
    above = periods_in(one.unit.above) if is_cell else ()
    named = above or periods_in(one.source.title) or periods_in(one.source.name)
    return (max(own, default="") or max(named, default="") or one.source.date[:4], one.source.date)


def _age(one: Judged) -> tuple[str, int]:
    return one.source.date, one.unit.start
