"""The phrases of an English question that others may take the place of: what is asked of, when, on what terms; told by
the question tagger, and times also by their words."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from agent.offline.documents.cues import asks
from agent.offline.documents.spoken import spoken
from agent.offline.documents.words import lists, stems

LEADS = "as of|at|by|during|for|from|in|inside|on|outside|per|since|to|under|until|with|without"
_ARTICLES = "an?|the|our|your|my|their|its|every|each|any|this|that|these|those"
_OPENS = re.compile(rf"(?:(?:{LEADS})\s+)?(?:(?:{_ARTICLES})\s+)?(?=\S)")
"""What a phrase may begin with that is no part of its name."""
_BEFORE = re.compile(rf"(?:\b(?P<lead>(?i:{LEADS}))\s+)?(?:\b(?P<article>(?i:{_ARTICLES}))\s+)?\Z")
_BEFORE_TIME = re.compile(
    rf"\b(?P<lead>{LEADS})\s+(?:(?P<article>{_ARTICLES})\s+)?(?:[a-z][\w-]*\s+)?\Z"
)
"""The same of a time, with a word that says which: "on a normal weekday"."""
MONTH = r"(?:Jan|Febr)uary|March|April|May|June|July|August|(?:Septem|Octo|Novem|Decem)ber"
YEAR = r"(?:19|20)\d\d(?:\s?[/–]\s?\d\d(?:\d\d)?)?"
_TIME = re.compile(
    rf"(?:\d{{1,2}}(?:st|nd|rd|th)?\s+)?\b(?:{MONTH})\b(?:\s+\d{{1,2}}(?!\d))?(?:,?\s+{YEAR})?"
    rf"|(?<![\w.,/-]){YEAR}(?![\w/-])"
    r"|\b(?:(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|[Ww]eek(?:end|day)|(?:bank|public) holiday)s?\b"
    r"|\b(?:winter|summer|spring|autumn)\b"
)
_ASKED_NOUN = re.compile(
    r"\b(?:how (?:many|much)|which|what|(?:is|are|was|were) (?:the|our))\s+(?:[a-z-]+\s+)?\Z",
    re.IGNORECASE,
)
"""What stands before a measure that is a noun: "how many seats", "what is the rent"."""
_THINGS = ("item", "rows", "filter", "source", "whole")


@dataclass(frozen=True)
class Phrase:
    """A stretch of a question, without article and preposition."""

    part: str
    """By the tagger; `period` of a time."""
    text: str
    start: int
    end: int
    lead: str = ""
    """The preposition before it."""
    opens: int = 0
    """Where it begins with its article."""
    leads: int = 0
    """Where it begins with its preposition."""

    @property
    def words(self) -> frozenset[str]:
        """Its stems, without those that say nothing."""
        return frozenset(stems(self.text)) - lists()["idle"]

    @property
    def has_name(self) -> bool:
        """Whether a name stands in it."""
        return any(names_in(self))


def phrases_of(question: str) -> list[Phrase]:
    """In their order; none of a question that no tagger reads."""
    told = spoken(question)
    if told is None:
        return []
    found = [*told.spans]
    for match in _TIME.finditer(question):
        inside = [one for one in found if one[1] < match.end() and match.start() < one[2]]
        if all(part == "period" for part, _, _ in inside):  # of "the 2025 terms" the year is a part
            ends = [match.span(), *((start, end) for _, start, end in inside)]
            found = [one for one in found if one not in inside]
            found.append(("period", min(a for a, _ in ends), max(b for _, b in ends)))
    return [_placed(question, *one) for one in sorted(found, key=lambda one: one[1])]


def _placed(question: str, part: str, start: int, end: int) -> Phrase:
    if opening := _OPENS.match(question, start, end):
        start = opening.end()
    part = "period" if _TIME.fullmatch(question, start, end) else part
    before = (part == "period" and _BEFORE_TIME.search(question[:start])) or _BEFORE.search(
        question[:start]
    )
    lead, opens, leads = "", start, start
    if before:
        lead, leads = (before["lead"] or "").lower(), before.start()
        opens = before.end("lead") + 1 if lead else before.start()
    return Phrase(part, question[start:end], start, end, lead, opens, leads)


def names_in(phrase: Phrase) -> Iterator[tuple[int, int]]:
    """Where names stand in a phrase, by the question's characters."""
    for match in asks("name").finditer(phrase.text):
        yield phrase.start + match.start(), phrase.start + match.end()


def is_name(text: str) -> bool:
    """Whether a text is nothing but a name."""
    return asks("name").fullmatch(text) is not None and not is_time(text)


def is_time(text: str) -> bool:
    """Whether a text is nothing but a time."""
    return _TIME.fullmatch(text) is not None


def things(question: str) -> list[Phrase]:
    """The phrases that another thing may take the place of."""
    return [
        one
        for one in phrases_of(question)
        if one.part in _THINGS
        or (one.part == "measure" and _ASKED_NOUN.search(question[: one.opens]))
    ]
