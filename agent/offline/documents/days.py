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
_MONTHS_OF_YEAR = 12
_ISO_QUARTER = re.compile(r"(?<![\d-])((?:19|20)\d\d)[ -]?Q([1-4])\b")
_NTH = ("first", "second", "third", "fourth")
_JOINED = re.compile(r"\b[^\W_]+(?:_[^\W_]+)+\b|\b[a-z]+(?:-[a-z\d]+){2,}\b")
"""Names of fields and files."""
_ISO = re.compile(r"\b(?P<year>(?:19|20)\d\d)-(?P<month>\d\d)-(?P<day>\d\d)\b")

_OF_YEAR = re.compile(rf"\b{_MONTH}(?:\s(?:of\s)?(?P<year>(?:19|20)\d\d)\b)?", re.IGNORECASE)
_LED_BY = re.compile(
    r"\b(?:in|of|for|during|on|by|since|until|till|to|from|and|or|last|this|late|early|mid)\s\Z",
    re.IGNORECASE,
)
"""What stands before the name of a month that no year follows."""
_ENDS, _BEGINS = re.compile(r"(?:\A|[·,(]\s?)\Z"), re.compile(r"\s*(?:\Z|[·,:)–-])")
_VERBS = ("may", "march")
_ISO_MONTH = re.compile(r"(?<![\d-])(?P<year>(?:19|20)\d\d)-(?P<month>0[1-9]|1[0-2])(?![\d-])")

Day = tuple[str, int, int]
"""Year, empty where none is said, month and day."""
Month = tuple[str, int]


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


@lru_cache(maxsize=1 << 14)
def months_named(text: str) -> frozenset[Month]:
    """The months that a text names, as such or by a day; each with its year where that is said.

    >>> sorted(months_named("from 2024-11 to March 2025")), [*months_named("on 2 June")]
    ([('2024', 11), ('2025', 3)], [('', 6)])
    """
    found = {(m["year"], int(m["month"])) for m in _ISO_MONTH.finditer(text)}
    found |= {day[:2] for day in days_named(text)}
    for m in _OF_YEAR.finditer(text):
        month = _MONTHS[m["month"][:3].casefold()]
        if m["month"] in _VERBS or not (m["year"] or _is_led(text, m)):
            continue  # "may they march?"
        if m["year"] or all(of != month for _, of in found):
            found.add((m["year"] or "", month))
    return frozenset(found)


def _is_led(text: str, month: re.Match[str]) -> bool:
    """Whether the name of a month stands alone, or behind a word that leads to a time."""
    is_alone = _ENDS.search(text[: month.start()]) and _BEGINS.match(text[month.end() :])
    return bool(is_alone or _LED_BY.search(text[: month.start()]))


def is_a_month(text: str) -> bool:
    """Whether a text is nothing but a month, perhaps with its year.

    >>> is_a_month("Mar 2025"), is_a_month("2024-11"), is_a_month("Marketing"), is_a_month("2 May")
    (True, True, False, False)
    """
    return bool(_OF_YEAR.fullmatch(text) or _ISO_MONTH.fullmatch(text))


def spelt_out(text: str) -> str:
    """A statement as it is read: days and months in words, and names of files and fields as words.

    >>> spelt_out("gate-visits-2024. month: 2024-07, average_wait: 13"), spelt_out("2024-07-05, Gate")
    ('gate visits 2024. month: July 2024, average wait: 13', '5 July 2024, Gate')
    >>> spelt_out("2024-Q2, visits: 5")
    'second quarter of 2024, visits: 5'
    """
    text = _ISO_MONTH.sub(_in_words, _ISO.sub(_in_words, text))
    text = _ISO_QUARTER.sub(lambda found: f"{_NTH[int(found[2]) - 1]} quarter of {found[1]}", text)
    return _JOINED.sub(lambda name: re.sub("[_-]", " ", name[0]), text)


def _in_words(day: re.Match[str]) -> str:
    said = day.groupdict()
    number = int(said["month"])
    if not 1 <= number <= _MONTHS_OF_YEAR:
        return day[0]
    month = f"{month_name[number]} {said['year']}"
    return f"{int(said['day'])} {month}" if said.get("day") else month


def is_month(asked: Month, held: Month) -> bool:
    """Whether a month held is the one asked, where both say a year of that year."""
    return asked[1] == held[1] and (not asked[0] or not held[0] or asked[0] == held[0])
