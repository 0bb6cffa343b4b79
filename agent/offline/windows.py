"""Stretches of time about which a question asks what happened in them."""

import re
from collections.abc import Sequence

from agent.offline.times import (
    MONTH_NAMES,
    MONTHS,
    UNTIL,
    Time,
    last_day,
    month_number,
    since,
    span_of,
)
from agent.offline.vocabulary import phrase

_TO = re.compile(r"^\s*(?:and|to|till|until|through|thru|[-–—~]|到|至|和)\s*(?:the\s+)?$", re.I)
_MONTH_BEFORE = re.compile(
    rf"\b({'|'.join(MONTHS)})[a-z]*\s*(?:and|to|till|until|through|[-–—])\s*$",
    re.IGNORECASE,
)
_MONTH_AFTER = re.compile(r"\s*[到至和~–—-]\s*(1[0-2]|[1-9])月")
"""The other end of a stretch, which leaves its year to this one."""
_OF_FIGURES = {"revenue", "users", "share", "capex", "earns", "finance", "price", "costs", "volume"}
"""Aspects of which a figure is asked, not what came out."""
_OF_TERMS = {"open", "licence"}


def window_of(text: str, times: Sequence[Time]) -> tuple[str, ...]:
    """First and last day of the time named; the last is empty where it is open. () where none is.

    >>> from agent.offline.times import find_times
    >>> text = "What came out between March 2025 and June 2025?"
    >>> window_of(text, find_times(text))
    ('2025-03-01', '2025-06-30')
    """
    if not times:
        return ()
    if len(times) == 2 and _TO.match(text[times[0].end : times[1].start]):
        return (_first(times[0]), _last(times[1]))
    if len(times) != 1:
        return ()
    if first := since(text, times):
        return (first, "")
    before = text[max(0, times[0].start - 24) : times[0].start]
    year = times[0].iso[:4]
    if len(times[0].iso) == 7 and (said := _MONTH_BEFORE.search(before)):
        return (f"{year}-{month_number(said[1]):02d}-01", _last(times[0]))
    if len(times[0].iso) == 7 and (said := _MONTH_AFTER.match(text, times[0].end)):
        return (_first(times[0]), last_day(f"{year}-{int(said[1]):02d}"))
    return () if UNTIL.search(before) else (_first(times[0]), _last(times[0]))


def asks_what_happened(text: str, aspects: Sequence[str]) -> bool:
    """Whether events are asked, not a figure or the terms of one thing."""
    return not set(aspects) & (_OF_FIGURES | _OF_TERMS) and bool(
        phrase("routing", "events").search(text)
    )


def months_in(window: Sequence[str], most: int) -> list[str]:
    """The months of a window, at most so many; an open one runs on to that many."""
    first = int(window[0][:4]) * 12 + int(window[0][5:7]) - 1
    last = int(window[1][:4]) * 12 + int(window[1][5:7]) - 1 if window[1] else first + most
    return [f"{m // 12}-{m % 12 + 1:02d}" for m in range(first, min(last + 1, first + most))]


def holds(window: Sequence[str], iso: str) -> bool:
    """Whether a date of any precision lies in the window as a whole."""
    first, last = (iso + "-01-01")[:10] if len(iso) == 4 else (iso + "-01")[:10], last_day(iso)
    return window[0] <= first and (not window[1] or last <= window[1])


def _first(time: Time) -> str:
    if time.is_period or len(time.iso) == 4:
        return span_of(time)[0] + "-01"
    return time.iso if len(time.iso) == 10 else time.iso + "-01"


def _last(time: Time) -> str:
    return last_day(span_of(time)[1] if time.is_period else time.iso)


def in_words(period: str) -> str:
    """A month or day as statements write it.

    >>> in_words("2026-05"), in_words("2026-05-04"), in_words("2026")
    ('May 2026', '4 May 2026', '2026')
    """
    year, *rest = period.split("-")
    if not rest:
        return year
    name = f"{MONTH_NAMES[int(rest[0]) - 1].capitalize()} {year}"
    return f"{int(rest[1])} {name}" if len(rest) > 1 else name
