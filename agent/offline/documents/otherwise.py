"""A question that nothing answers as it is put, put in another way: of a month in the past as of the
state of things then, a Chinese one in English, one that seems to go on from another by itself."""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from agent.language import language_of
from agent.offline.documents.asked import Asked, asked_in
from agent.offline.documents.cues import asks, tells
from agent.offline.documents.days import days_named, is_a_month, is_month, months_named
from agent.offline.documents.decided import decide
from agent.offline.documents.decision import Decided
from agent.offline.documents.in_english import put_in_english
from agent.offline.documents.judged import Judged
from agent.offline.documents.over_time import named
from agent.offline.documents.replies import UNDER, is_question
from agent.offline.documents.timely import timely
from agent.offline.documents.words import lists, stems
from agent.offline.times import find_times, last_day

_BEFORE_DATE = re.compile(
    r"(?:\b(?:back )?(?:in|on|during|at|for|by|of)\s+(?:the\s+)?(?:(?:month|end|start|middle) of\s+)?)?\Z",
    re.IGNORECASE,
)
_COVERED = 0.85
"""Share of a question's words that a statement must hold where they were put in other ones."""
_OF_MONTH, _OF_DAY = 7, 10
"""Characters of a month and of a day."""


@dataclass(frozen=True)
class Way:
    """A question put in another way, and what may answer it so."""

    asked: Asked
    accepts: Callable[[Judged], bool]

    def decide(self, judged: Sequence[Judged]) -> Decided:
        """What of these answers it, of the statements on all names asked that may."""
        may = (one for one in judged if self.accepts(one))
        return decide(self.asked, [one for one in may if _is_of_names(self.asked, one)])


def is_answered(asked: Asked, decided: Decided) -> bool:
    """Whether what is told answers; what was written after the month asked may tell a later state."""
    if decided.sum or decided.blank or not decided.units:
        return bool(decided.sum or decided.blank)
    state = as_state(asked.text)
    then = asked_in(state) if state else asked
    return any(timely(then, one.unit, one.source) for one in decided.units)


def ways(asked: Asked) -> Iterator[Way]:
    """The other ways, the nearest first."""
    if asked.whole != asked.text:
        yield Way(asked_in(asked.text), lambda one: _asks_just_that(asked.text, one))
        return
    if state := as_state(asked.text):
        is_by_day = bool(days_named(asked.text))
        yield Way(
            asked_in(state),
            lambda o: (
                _is_standing(o)
                and not (is_by_day and _is_of_a_day(o))
                and not _is_of_a_month(asked.text, o)
            ),
        )
    if english := put_in_english(asked.text):
        yield Way(asked_in(english), _is_english)
        if state := as_state(english):
            yield Way(asked_in(state), lambda one: _is_english(one) and _is_standing(one))


def as_state(text: str) -> str:
    """The question for what held at the end of the one month or day in the past that it names; none
    where it asks what happened, or what will be.

    >>> as_state("What did the Basic plan cost in June 2024?")
    'What did the Basic plan cost as of 2024-06-30?'
    >>> as_state("How many visitors came in June 2024?")
    ''
    """
    named = find_times(text)
    if len(named) != 1 or named[0].is_period or not asks("state").search(text):
        return ""
    time = named[0]
    day = last_day(time.iso)
    if len(time.iso) not in (_OF_MONTH, _OF_DAY) or day >= datetime.now(UTC).date().isoformat():
        return ""
    before = text[: time.start]
    lead = before[: _BEFORE_DATE.search(before).start()]  # pyright: ignore[reportOptionalMemberAccess] - it may be empty
    if language_of(text) == "zh":
        year, month, of_month = day.split("-")
        return f"{lead}截至{year}年{int(month)}月{int(of_month)}日{text[time.end :]}"
    return f"{lead}as of {day}{text[time.end :]}"


def _is_of_names(asked: Asked, one: Judged) -> bool:
    """Whether a statement or its document says each name, be it in part."""
    told = named(asked, one) | {*stems(one.source.vendor)}
    return all(name & told for name in asked.names)


def _is_standing(one: Judged) -> bool:
    """Whether a statement of that time or before tells what holds until another one does, not what
    happened."""
    is_event = one.unit.kind == "sentence" and tells("happened").search(one.unit.text) is not None
    return one.fits and not is_event


def _is_of_a_day(one: Judged) -> bool:
    """Whether a cell is of a row that bears a day: it tells that day, not what holds from it on."""
    return one.unit.kind == "cell" and bool(days_named(one.unit.label))


def _is_of_a_month(question: str, one: Judged) -> bool:
    """Whether a cell is of a row that is called by a month, and not by the one asked: it tells that one's figure."""
    name = one.unit.label.split(" · ")[0]
    of = months_named(name) if one.unit.kind == "cell" and is_a_month(name) else ()
    return bool(of) and not any(is_month(a, b) for a in months_named(question) for b in of)


def _is_english(one: Judged) -> bool:
    return language_of(one.unit.around) == "en" and min(one.covered, one.said) >= _COVERED


def _asks_just_that(question: str, one: Judged) -> bool:
    """Whether the heading above asks the very question, in whatever little words."""
    heading = one.unit.heading.rpartition(UNDER)[2]
    mine, its = (set(stems(text)) - lists()["idle"] for text in (question, heading))
    return is_question(heading) and bool(mine) and mine == its
