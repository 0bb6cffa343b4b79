"""Bounds that a question puts on figures, times of day, days and years: "more than ten", "at eight or later",
"not before 10 August", "between 2019 and 2022"."""

import operator
import re
from calendar import month_name
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from agent.offline.documents.clocks import CLOCK, DAYTIME, minutes_of
from agent.offline.documents.days import days_named
from agent.offline.documents.periods import periods_in
from agent.offline.documents.sizes import scale_of
from agent.offline.documents.words import lists, stems
from agent.quantities.digits import read_number

Keeps = Callable[[Any, Any], bool]
_Cues = Sequence[tuple[str, Keeps]]

_LESS = "less|fewer|lower|smaller|shorter|cheaper|younger|lighter|colder|cooler|thinner|narrower|earlier|quicker|faster|nearer|under"
_MORE = "more|greater|longer|larger|higher|older|over|bigger|heavier|wider|taller|warmer|hotter|later|dearer|slower|deeper|upwards?|plus|farther|further"
_AHEAD: _Cues = (
    ("at (?:the )?most|up to|within|a maximum of", operator.le),
    ("at (?:the )?least|upwards of|a minimum of", operator.ge),
    (rf"(?:{_MORE}) than|over|above|exceed(?:s|ed|ing)?|better than", operator.gt),
    (rf"(?:{_LESS}) than|under|below|short of", operator.lt),
    ("exactly|precisely", operator.eq),
)
_BEHIND: _Cues = (
    (rf"or (?:{_LESS}|below|before)(?! than)|(?:and|&) (?:under|below|less|fewer|earlier)(?=\W*$|[,;)])", operator.le),
    (rf"or (?:{_MORE}|above|after|since)(?! than)|(?:and|&) (?:over|above|up|more|later)(?=\W*$|[,;)])|\+(?!\d)", operator.ge),
)  # fmt: skip
_IN_TIME: _Cues = (
    ("on or after", operator.ge),
    ("on or before", operator.le),
    ("since before|before|prior to|ahead of|earlier than|older than", operator.lt),
    ("after|beyond|later than|newer than|past", operator.gt),
    ("since|from|starting(?: from)?|as of", operator.ge),
    ("(?:by|until|till|up to|to)(?: the end of)?", operator.le),
)
_OPPOSITE = {
    operator.lt: operator.ge,
    operator.gt: operator.le,
    operator.ge: operator.lt,
    operator.le: operator.gt,
}
_COMPARED: _Cues = (
    (rf"(?:{_MORE}) (?:[\w-]+ ){{0,4}}than|over|above|exceed(?:s|ed|ing)?", operator.gt),
    (rf"(?:{_LESS}) (?:[\w-]+ ){{0,4}}than|under|below|short of", operator.lt),
)
_NOT = r"(?P<no>\b(?:no|not)\s(?:any\s)?|n['’]t\s(?:be\s)?)?"
_BEFORE_NUMBER = (
    r"\s*(?:about |around |roughly |some |nearly |level |age |aged |grade |the end of |[$€£¥]\s?)?$"
)
_FIRST_OF_TWO = re.compile(r"\bbetween\s*(?:the )?[$€£¥]?\s?$", re.IGNORECASE)
_LAST_OF_TWO = re.compile(
    r"\b(?:between\b[^?,.]{1,24}\band|from\b[^?,.a-z]{1,12}(?:[a-z]{1,9} )?to)\s*(?:the )?[$€£¥]?\s?$",
    re.IGNORECASE,
)
_ONE = re.compile(r"\b(?P<half>half )?(?:an?|one) (?P<unit>hour|minute|day|week|month|year|metre|meter|ton|tonne|litre|kilo|kilometre)\b(?P<more> and a half)?", re.IGNORECASE)  # fmt: skip
_UNIT = re.compile(r"\s?([^\W\d_]+)")
_SCALED = re.compile(r"\d[\d.,]*\s?[A-Za-z]+")
_MONEY = re.compile(r"[$€£¥]\s?")
_STARTS = re.compile(r"(?<![\w.])[\w½¼¾$€£¥]")
_MONTH_NAMES = "|".join(name for name in month_name if name)
_A_MONTH = re.compile(rf"(?<!\d )(?<!\d[a-z][a-z] )(?<![/–-])\b(?:{_MONTH_NAMES})\b(?! \d|[-–/])")
_A_TIME = re.compile(
    r"\b(?:\d{1,2}(?:st|nd|rd|th)?(?: of)? [A-Z][a-z]+\.?(?: \d{4})?|[A-Z][a-z]{2,8}\.? \d{1,2}(?:st|nd|rd|th)?(?:,? \d{4})?"
    r"|\d{4}-\d\d-\d\d|(?:19|20)\d\d(?!\s?(?:[a-z]+s|kg|km|cm|mm|[mgltw])\b))\b"
)
"""A day, or a year that counts nothing: 2000 kg is no year."""
_BACK, _ON = 30, 40
"""Characters before and behind a number that are looked at."""


@dataclass(frozen=True)
class Bound:
    """One bound: what it compares to, and the stems of the words that say it."""

    keeps: Keeps
    kind: str
    """`figure`, `clock` (minutes of a day) or `time` (a day or year, as text)."""
    said: str
    """The figure with its unit as it may stand in a cell, the minutes, or the day or year."""
    words: frozenset[str]


@lru_cache(maxsize=256)
def bounds_in(text: str) -> tuple[Bound, ...]:
    """All that a question names, days and years first.

    >>> [(b.keeps.__name__, b.kind, b.said) for b in bounds_in("over ten complaints, half an hour or more")]
    [('gt', 'figure', '10'), ('ge', 'figure', '0.5 hour')]
    """
    times = [match for match in _A_TIME.finditer(text) if days_named(match[0]) or periods_in(match[0])]  # fmt: skip
    spans = [match.span() for match in times]
    return (*_of_times(text, times), *_of_months(text), *_of_figures(text, spans))


def compared_in(text: str) -> Iterator[tuple[Keeps, int]]:
    """Where words end that set one thing above or below another, each with what they ask."""
    for said, keeps in _COMPARED:
        for found in re.finditer(rf"\b(?:{said})\b", text, re.IGNORECASE):
            yield keeps, found.end()


def _of_times(text: str, times: Sequence[re.Match[str]]) -> Iterator[Bound]:
    for match in times:
        if keeps := _said(text, *match.span(), _IN_TIME):
            yield Bound(keeps, "time", match[0], _words(match[0]))


def _of_months(text: str) -> Iterator[Bound]:
    """A month without a day is before, or ends after, all of its days."""
    for match in _A_MONTH.finditer(text):
        if keeps := _said(text, *match.span(), _IN_TIME):
            day = 1 if keeps in (operator.lt, operator.ge) else 31
            yield Bound(keeps, "time", f"{day} {match[0]}", _words(match[0]))


def _of_figures(text: str, times: Sequence[tuple[int, int]]) -> Iterator[Bound]:
    end = 0
    for start in (m.start() for m in _STARTS.finditer(text)):
        if start < end or any(first <= start < last for first, last in times):
            continue
        found = _figure(text, start)
        if found is None:
            continue
        said, end = found
        clock = CLOCK.match(text, start)
        daytime = DAYTIME.match(text, clock.end() if clock else end)
        end = daytime.end() if daytime else clock.end() if clock else end
        minutes = minutes_of(text[start:end])
        cues = _AHEAD if minutes is None else (*_AHEAD, *_IN_TIME)
        if keeps := _said(text, start, end, cues):
            kind, value = ("figure", said) if minutes is None else ("clock", str(minutes))
            yield Bound(keeps, kind, value, _words(text[start:end]))


def _figure(text: str, start: int) -> tuple[str, int] | None:
    """The number that begins at a place, with its unit, and where it ends."""
    if one := _ONE.match(text, start):
        value = "0.5" if one["half"] else "1.5" if one["more"] else "1"
        return f"{value} {one['unit']}", one.end()
    money = _MONEY.match(text, start)
    first = money.end() if money else start
    number = read_number(text, first)
    if number is None or re.match(r"s\b", text[number.end :]):
        return None  # the over-60s
    sign = "-" if re.search(r"(?:^|\s)(?:[-−–]|minus )$", text[:start]) else ""
    if text[number.end : number.end + 1] == "%":
        return f"{sign}{number.value}", number.end + 1
    if _SCALED.fullmatch(text, first, number.end):
        return f"{sign}{text[first : number.end]}", number.end  # 200K, as a cell has it
    unit = _UNIT.match(text, number.end)
    is_unit = unit is not None and unit[1].isascii() and bool(scale_of([f"1 {unit[1]}"]))
    return f"{sign}{number.value}{f' {unit[1]}' if unit and is_unit else ''}", number.end


def _said(text: str, start: int, end: int, ahead: _Cues) -> Keeps | None:
    """What the words before a number, or else those behind it, ask of it."""
    before = re.sub(r"(?:[-−–]|\bminus )$", "", text[max(0, start - _BACK) : start])
    after = text[end : end + _ON]
    if _LAST_OF_TWO.search(before):
        return operator.le
    is_first = re.search(r"\bfrom\s*[$€£¥]?$", before, re.IGNORECASE) and re.match(
        r"(?: [a-z]+)?\s(?:to|until)\s(?=[\d$€£¥])", after
    )
    if is_first or (_FIRST_OF_TWO.search(before) and " and " in after):
        return operator.ge
    for said, keeps in ahead:
        found = re.search(rf"{_NOT}(?<![a-z])(?:{said}){_BEFORE_NUMBER}", before, re.IGNORECASE)
        if found:
            return _OPPOSITE.get(keeps, keeps) if found["no"] else keeps
    for said, keeps in _BEHIND:
        if re.match(rf"(?:\s+[a-z°%’'./-]+){{0,4}}?\s*(?<!\w)(?:{said})(?![a-z])", after, re.IGNORECASE):  # fmt: skip
            return keeps
    return None


def _words(said: str) -> frozenset[str]:
    words = frozenset(stems(said))
    return words - lists()["idle"] or words
