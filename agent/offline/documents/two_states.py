"""Two states of one thing, then and now: what is told of each, the earlier first."""

import re
from collections.abc import Collection, Iterator, Sequence

from agent.offline.documents.amounts import amounts_in, differing
from agent.offline.documents.asked import OF_NAMES, Asked
from agent.offline.documents.cues import tells
from agent.offline.documents.fitting import is_of_kind
from agent.offline.documents.judged import UNREAD, Judged
from agent.offline.documents.over_time import are_of_other_times, likeness, named
from agent.offline.documents.periods import periods_in
from agent.offline.documents.reckonings import bare
from agent.offline.documents.sizes import value_of
from agent.offline.documents.sureness import answers
from agent.offline.documents.timely import worth_of_period
from agent.offline.documents.units import CODES, is_number
from agent.offline.documents.words import lists, stems

_LIKELY = 0.6
"""Chance by the tagger from which on two states are asked."""
_TRIED, _LEAST, _LEAST_NEW = 40, -3.5, -4.5
"""Statements that are paired, and log odds from which on; the same of what became of a thing that its document names
before."""
_BY_WORDS, _READ = 0.5, 2.5
"""What the log odds by words count once more, and what it counts against a statement that it was not among those read
together with the question."""
_READ_ALIKE, _VERY_ALIKE = -1.7, 0.6
"""Log odds of reading, and likeness, from which on two statements of different figures are two states of one thing."""
_SAME, _TIMED, _LATER = 3.0, 1.5, 0.7
"""What it counts that two statements are wholly of one thing, that both are of the periods asked; within what lies the
latest of several that are as good."""
_UNNAMED = -1.5
"""What a sentence counts at least that says what became of a thing named in full before."""
_ALIKE, _HELD = 0.35, 0.5
"""How like two statements must be; share of the words for the thing asked that the second must hold."""
_PAIR = -1.8
"""Log odds, both with all that counts, from which on two are told of which none is told by itself."""
_CURRENCY = re.compile(rf"(?:[_ (]|\b)(?:{CODES})\b|[$€£¥]", re.IGNORECASE)
_UNDATED = "9999"
_PARTS = ("item", "measure", "filter")


def asks_two_states(asked: Asked) -> bool:
    """Whether the tagger takes a question for one on then and now."""
    told = asked.spoken
    return asked.is_told_apart and told is not None and told.kinds["then_now"] >= _LIKELY


def tells_change(one: Judged) -> bool:
    """Whether a sentence says what became of a thing."""
    return one.unit.kind == "sentence" and tells("becomes").search(one.unit.text) is not None


def then_and_now(asked: Asked, judged: Sequence[Judged]) -> tuple[Judged, ...]:
    """The sentence that tells both states, or one statement of each; none where a second is not found."""
    held = [one for one in judged if _may(one)][:_TRIED]
    told_in = {one.source.document_id for one in held if answers(one)}
    held += [one for one in judged if _goes_on(one, told_in) and one not in held]
    sure = [one for one in held if _tells_both(one) and (answers(one) or _is_all_held(asked, one))]
    pairs = sorted(_pairs(asked, held), key=lambda found: -found[0])
    if sure and (not pairs or 2 * _worth(sure[0]) + _SAME >= pairs[0][0]):
        return (sure[0],)
    if not pairs:
        return ()
    worth, *two = pairs[0]
    if worth < _PAIR and not any(map(answers, two)):
        return ()
    first, last = _in_order(asked, *two)
    return (
        first,
        _latest(asked, first, last, [pair for pair in pairs if pair[0] >= worth - _LATER]),
    )


def _latest(
    asked: Asked, first: Judged, last: Judged, pairs: Sequence[tuple[float, Judged, Judged]]
) -> Judged:
    """Of what is told as well of other times the latest, where not both times are named."""
    if len(asked.periods) > 1:
        return last
    for _, one, other in pairs:
        if first in (one, other):
            found = other if one == first else one
            if (
                _in_order(asked, last, found)[1] is found
                and _sameness(asked, last, found) >= _ALIKE
            ):
                last = found
    return last


def _may(one: Judged) -> bool:
    return one.is_of_it and one.score > _LEAST and not one.unit.is_blank


def _goes_on(one: Judged, documents: Collection[str]) -> bool:
    """Whether it may tell what became of what its document names in full elsewhere."""
    near = one.is_of_it and one.score > _LEAST_NEW and bool(one.held)
    return near and one.source.document_id in documents and tells_change(one)


def _worth(one: Judged) -> float:
    if one.read is None:
        return one.score
    read = one.sure if one.read > UNREAD else one.score - _READ
    return read + _BY_WORDS * one.score


def _tells_both(one: Judged) -> bool:
    """Whether a sentence gives two figures of one kind as one in place of the other."""
    several = any(len(figures) > 1 for figures in amounts_in(one.unit).values())
    return (
        several
        and one.unit.kind == "sentence"
        and tells("changes").search(one.unit.text) is not None
    )


def _pairs(asked: Asked, held: Sequence[Judged]) -> Iterator[tuple[float, Judged, Judged]]:
    """Two statements on the same at two times."""
    for i, one in enumerate(held):
        for other in held[i + 1 :]:
            if not _are_two_states(asked, one, other) or not _are_two_values(asked, one, other):
                continue
            alike = _sameness(asked, one, other)
            if alike >= _ALIKE:
                timed = _timed(asked, one, other)
                if timed is not None:
                    worth = [_worth(one), _worth(other)]
                    if _is_sequel(asked, one, other):
                        worth = [max(_UNNAMED, each) for each in worth]
                    yield sum(worth) + _SAME * alike + timed, one, other


def _are_two_states(asked: Asked, one: Judged, other: Judged) -> bool:
    """Whether they are of two times: two documents, entries, periods, or one tells what became of the other."""
    if named(asked, one) != named(asked, other) and not named(asked, one) & named(asked, other):
        return False
    mine, its = one.unit, other.unit
    if one.source.document_id != other.source.document_id or are_of_other_times(one, other):
        return True
    periods = [set(periods_in(u.column if u.kind == "cell" else u.text)) for u in (mine, its)]
    if mine.entry != its.entry or all(periods) and not periods[0] & periods[1]:
        return True
    return any(
        u.kind == "sentence" and (tells("past").search(u.text) or tells("becomes").search(u.text))
        for u in (mine, its)
    )


def _are_two_values(asked: Asked, one: Judged, other: Judged) -> bool:
    """Whether they tell two figures of one kind, or two names where one is asked."""
    mine, its = one.unit, other.unit
    if asked.kind in OF_NAMES:
        own = [set(stems(u.value if u.kind == "cell" else u.text)) for u in (mine, its)]
        return is_of_kind(asked, mine) and is_of_kind(asked, its) and own[0] != own[1]
    if mine.kind == its.kind == "cell" and is_number(mine.value) and is_number(its.value):
        return value_of(mine.figure) != value_of(its.figure)
    if amounts_in(mine) or amounts_in(its):
        return bool(differing(mine, its))
    return mine.kind == its.kind and mine.own != its.own


def _sameness(asked: Asked, one: Judged, other: Judged) -> float:
    """How far two statements are of one thing, 0 to 1."""
    mine, its = one.unit, other.unit
    if mine.kind == its.kind == "cell":
        if mine.column in mine.keys or its.column in its.keys:
            return 0.0
        rows, columns = (bare(mine.label), bare(its.label)), (bare(mine.column), bare(its.column))
        return float(rows[0] == rows[1] and columns[0] == columns[1])
    if asked.kind not in OF_NAMES and not (_is_column_of(one, other) and _is_column_of(other, one)):
        return 0.0
    is_of_it = all(_is_of_it(asked, o) for o in (one, other)) or _are_read_alike(one, other)
    if not is_of_it and not _is_sequel(asked, one, other):
        return 0.0
    both = one.held & other.held
    share = len(both) / (min(len(one.held), len(other.held)) or 1)
    of_kind = 1.0 if mine.kind == its.kind else 2.0
    return (share + min(of_kind * likeness(one, other), 1.0)) / 2


def _are_read_alike(one: Judged, other: Judged) -> bool:
    """Whether two statements say nearly the same, and both are read to answer as well as not."""
    read = all(o.read is not None and o.read > _READ_ALIKE for o in (one, other))
    return read and min(likeness(one, other), likeness(other, one)) >= _VERY_ALIKE


def _is_column_of(one: Judged, other: Judged) -> bool:
    """Whether a sentence says of what a cell's column is, or that may be left out."""
    column = set(bare(_CURRENCY.sub(" ", one.unit.column))) - lists()["idle"]
    if one.unit.kind == "sentence" or not column or tells("of_money").search(one.unit.column):
        return True
    return bool(column & set(stems(other.unit.own)))


def _is_sequel(asked: Asked, one: Judged, other: Judged) -> bool:
    """Whether the later of two sentences of a document says what became of what the earlier names in full: "the grant
    is cut to 300"."""
    first, last = sorted((one, other), key=lambda judged: judged.unit.start)
    if first.source.document_id != last.source.document_id or first.unit.kind != last.unit.kind:
        return False
    told = asked.spoken
    names = (
        [asked.text[start:end] for part, start, end in told.spans if part in _PARTS] if told else []
    )
    heads = {stem for name in names for stem in stems(name)[-1:]}
    return tells_change(last) and answers(first) and bool(heads & first.held & last.held)


def _wanted(asked: Asked, *parts: str) -> frozenset[str]:
    """The words that name what is asked of, and what is asked."""
    told = asked.spoken
    words = {word for word, _ in asked.weights}
    return told.likely(*(parts or _PARTS)) & words if told else frozenset()


def _is_of_it(asked: Asked, one: Judged) -> bool:
    """Whether a statement or its document says enough of what is asked, and of what it is asked of."""
    said = one.held | set(stems(one.source.name))
    wanted, things = _wanted(asked), _wanted(asked, "item", "filter")
    holds_things = not things or len(things & said) > _HELD * len(things)
    return holds_things and len(wanted & said) >= _HELD * len(wanted)


def _is_all_held(asked: Asked, one: Judged) -> bool:
    wanted = _wanted(asked)
    return bool(wanted) and wanted <= one.held


def _timed(asked: Asked, one: Judged, other: Judged) -> float | None:
    """What their times count; None where both are of the only one asked, or a period has none."""
    if not asked.periods:
        return 0.0
    of = [
        [worth_of_period(period, asked, u.unit, u.source) for period in asked.periods[:2]]
        for u in (one, other)
    ]
    if len(asked.periods) == 1:
        if not max(of[0][0], of[1][0]):
            return None
        return _TIMED / 2 * max(of[0][0], of[1][0])
    straight, crossed = (of[0][0], of[1][1]), (of[0][1], of[1][0])
    return _TIMED * max(sum(straight), sum(crossed)) / 2


def _in_order(asked: Asked, one: Judged, other: Judged) -> tuple[Judged, Judged]:
    """The earlier of two first: by the periods asked that they name themselves, by what tells a change in one
    document, or else by their documents' dates; what has none holds now."""
    periods = [_period(asked, judged) for judged in (one, other)]
    above = [periods_in(judged.unit.above) for judged in (one, other)]
    if all(periods) and periods[0] != periods[1]:
        earlier = periods[0] < periods[1]
    elif are_of_other_times(one, other):
        earlier = above[0] < above[1]
    elif one.source.document_id == other.source.document_id:
        earlier = _place(one) <= _place(other)
    elif one.source.date and other.source.date or tells_change(one) == tells_change(other):
        earlier = _time(one) <= _time(other)
    else:
        earlier = tells_change(other)
    return (one, other) if earlier else (other, one)


def _period(asked: Asked, one: Judged) -> str:
    """Which of the periods asked it names itself."""
    own = periods_in(one.unit.own)
    return next((period for period in asked.periods if period in own), "")


def _time(one: Judged) -> str:
    return one.source.date or max(periods_in(one.source.name), default=_UNDATED)


def _place(one: Judged) -> tuple[bool, int]:
    return tells_change(one), one.unit.start
