"""When a question asks: of now, of what lies before a day, after one, or between two."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from knowledge.dates import first_day, read_date

FIRST, LAST = 1, 99_999_999
"""Bounds of a time that has none; the undated count as day 0 and lie in no stretch of time."""
_NOW = re.compile(
    r"\b(?:(?:as of |right )?now(?! that\b)|nowadays|today|currently|at (?:present|the moment)"
    r"|presently|these days|(?<!at the )(?<!alternating )(?<!direct )(?<!electric )"
    r"(?:latest|newest|most recent|up[- ]to[- ]date|current(?=\s+[a-z])))\b"
    r"|现在|目前|最新|当前|如今|眼下|现行|截至今[天日]",
    re.IGNORECASE,
)
_UNIT = (
    r"(?:[a-z]+ )?(?:users?|people|customers?|subscribers?|seats?|tokens?|steps?|frames?|px|pixels?"
    r"|words?|characters?|pages?|images?|calls?|requests?|messages?|items?|hours?|minutes?|seconds?"
    r"|days?|dollars?|euros?|yuan|usd|cny|km|kg|miles?|met(?:er|re)s?|iterations?|epochs?)\b"
)
_YEAR = rf"(?<![\d.,$€£¥])(?:19|20)\d\d(?![\d年]|[.,/:-]\d|\s?%|\s?{_UNIT})"
_DATE = (
    r"(?P<date>\d{4}-\d{1,2}(?:-\d{1,2})?\b"
    r"|[A-Z][a-z]{2,8}\.?\s+\d{1,2}(?:st|nd|rd|th)?,?\s+\d{4}\b"
    r"|(?:\d{1,2}(?:st|nd|rd|th)?\s+)?[A-Z][a-z]{2,8}\.?,?\s+\d{4}\b"
    rf"|{_YEAR})"
)
_ENGLISH = re.compile(
    r"(?<!\bdays )(?<!\bday )(?<!\bweeks )(?<!\bweek )(?<!\bmonths )(?<!\bmonth )(?<!\byears )"
    r"(?<!\byear )(?<!\bquarter )(?<!\bseason )(?<!\bnot )"
    r"\b(?:(?P<both>before (?:and|or) after|after (?:and|or) before)"
    r"|(?P<until>no later than|not later than|until|till|up to|as of|as at)"
    r"|(?P<since>no earlier than|not earlier than|since|as from|starting(?: in| from)?)"
    r"|(?P<before>before|prior to|earlier than)|(?P<after>after|later than)"
    r"|(?P<onwards>from)(?=.{4,24}?\bon(?:wards?)?\b))"
    r"\s+(?:in\s+)?(?:(?:the\s+)?(?P<edge>end|start|beginning)\s+of\s+)?(?:(?:the\s+)?year\s+)?"
    rf"{_DATE}(?!['’]s\b)(?(onwards)\s+on(?:wards?)?\b)",
    re.IGNORECASE,
)
_CHINESE = re.compile(
    r"(?P<lead>截至|截止到?|直到|不晚于|不早于|早于|晚于|[自从])?\s*"
    r"(?P<date>(?:19|20)\d\d\s*年(?:\s*\d{1,2}\s*月(?:份|\s*\d{1,2}\s*[日号])?)?|(?:19|20)\d\d(?=\s*[之以]))"
    r"(?P<edge>底|末|年底|初)?\s*"
    r"(?:(?P<since>以来|开始|至今|起|及(?:以|之)后|(?:以|之)?后至今)|(?P<until>及(?:以|之)前|为止|止)"
    r"|(?P<before>以前|之前|前(?![一二三四五六七八九十几两半\d]))|(?P<after>以后|之后|后(?!半)))?"
)
_LEADS = {"不晚于": "until", "不早于": "since", "早于": "before", "晚于": "after"}


@dataclass(frozen=True)
class Stretch:
    """A time with an end left open, or the one between two such: its days, as numbers that sort."""

    start: int
    end: int
    """Where the question says so."""
    first: int = FIRST
    last: int = LAST
    is_state: bool = False
    """Whether what held on its last day is asked: as of 2018."""
    is_by_day: bool = False
    """Whether it is bounded by a day, not by a month or year."""


def asks_now(text: str) -> bool:
    """Whether a question asks for what holds now or came last.

    >>> asks_now("What is the latest price?"), asks_now("due by Friday at the latest")
    (True, False)
    """
    return _NOW.search(text) is not None


def without_now(text: str) -> str:
    """The text with the words that ask for now blanked, every other at its place."""
    return _NOW.sub(lambda found: " " * len(found[0]), text)


def stretches(text: str) -> list[Stretch]:
    """The open stretches of time that a question names by their bounds; of two that meet each is what they have in common.

    Only a date right behind its word bounds what was written: "before the increase of 2024" does not.

    >>> [(one.first, one.last) for one in stretches("before 2018 and after May 2022")]
    [(1, 20180100), (20220532, 99999999)]
    >>> {(one.first, one.last) for one in stretches("since 2018 but before 2020")}
    {(20180101, 20200100)}
    """
    found: list[Stretch] = []
    for match in (*_ENGLISH.finditer(text), *_CHINESE.finditer(text)):
        found += _read(match)
    return _met(sorted(found, key=lambda one: one.start))


def within(date: str | None, times: Sequence[Stretch]) -> bool:
    """Whether what is dated so lies in one of them; the undated does not."""
    day = first_day(date)
    return any(one.first <= day <= one.last for one in times)


def blanked(text: str, times: Sequence[Stretch]) -> str:
    """The text with what names those times blanked, every other word at its place."""
    for one in times:
        text = text[: one.start] + " " * (one.end - one.start) + text[one.end :]
    return text


def _read(match: re.Match[str]) -> list[Stretch]:
    date = read_date(re.sub(r"\s+", " ", match["date"].removesuffix("份")).strip())
    how = _how(match)
    if date is None or not how:
        return []
    first = first_day(date)
    last = first if len(date) == 10 else first + 30 if len(date) == 7 else first + 1130
    edge = (match["edge"] or "").lower()
    if edge in ("end", "底", "末", "年底"):
        first = last + (how in ("before", "until"))  # its last day counts as before its end
    elif edge:
        last = first - (how == "after")
    whole = Stretch(match.start(), match.end(), is_by_day=len(date) == 10)
    made = {
        "before": replace(whole, last=first - 1),
        "until": replace(whole, last=last, is_state=True),
        "since": replace(whole, first=first),
        "after": replace(whole, first=last + 1),
    }
    return [made["before"], made["after"]] if how == "both" else [made[how]]


def _how(match: re.Match[str]) -> str:
    """`before`, `until`, `since`, `after` or `both`; none where only a date is named."""
    said = match.groupdict()
    lead = said.get("lead") or ""
    if lead.startswith(("截", "直")):
        return "until"
    if lead in _LEADS:
        return _LEADS[lead]
    if said.get("onwards"):
        return "since"
    return next((how for how in ("both", "until", "since", "before", "after") if said.get(how)), "")


def _met(found: Sequence[Stretch]) -> list[Stretch]:
    """Two open ends that point at each other bound one time."""
    if len(found) == 2:
        low, high = sorted(found, key=lambda one: one.last == LAST, reverse=True)
        if low.last == LAST and high.first == FIRST and low.first <= high.last:
            both = {"first": low.first, "last": high.last}
            return [replace(one, **both) for one in found]
    return list(found)
