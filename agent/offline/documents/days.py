"""Days that a question or a row names, by the month's name or in figures."""

import re
from calendar import month_name
from functools import lru_cache

from agent.offline.documents.words import stems

_MONTHS = {name[:3].casefold(): n for n, name in enumerate(month_name) if name}
_MONTH = r"(?P<month>jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\b\.?"
_NAMED = re.compile(
    rf"\b(?P<day>\d{{1,2}})(?:st|nd|rd|th)?\s(?:of\s)?{_MONTH}\b(?:,?\s(?P<year>(?:19|20)\d\d))?"
    rf"|\b{_MONTH.replace('<month>', '<month2>')}\s(?P<day2>\d{{1,2}})(?:st|nd|rd|th)?\b(?:,?\s(?P<year2>(?:19|20)\d\d))?",
    re.IGNORECASE,
)
_ISO = re.compile(r"\b(?P<year>(?:19|20)\d\d)-(?P<month>\d\d)-(?P<day>\d\d)\b")

Day = tuple[str, int, int]
"""Year, empty where none is said, month and day."""


@lru_cache(maxsize=1 << 14)
def days_named(text: str) -> dict[Day, frozenset[str]]:
    """The days that a text names, each with the stems by which it does.

    >>> [*days_named("Who is on duty on 25 July?")], [*days_named("since 2025-03-01")]
    ([('', 7, 25)], [('2025', 3, 1)])
    """
    found: dict[Day, frozenset[str]] = {}
    for m in _NAMED.finditer(text):
        month = _MONTHS[(m["month"] or m["month2"])[:3].casefold()]
        day = (m["year"] or m["year2"] or "", month, int(m["day"] or m["day2"]))
        found[day] = frozenset(stems(m[0]))
    for m in _ISO.finditer(text):
        found[m["year"], int(m["month"]), int(m["day"])] = frozenset(stems(m[0]))
    return found


def is_day(asked: Day, held: Day) -> bool:
    """Whether a day held is the one asked, where both say a year of that year."""
    return asked[1:] == held[1:] and (not asked[0] or not held[0] or asked[0] == held[0])
