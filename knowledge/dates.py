"""Dates as precise as known (`2025`, `2025-09`, `2025-09-15`), out of what people write."""

import re
from datetime import UTC, date, datetime

from knowledge.document import CannotRead

_MONTHS = (
    "january januar janvier enero",
    "february februar février febrero",
    "march märz mars marzo",
    "april avril abril",
    "may mai mayo",
    "june juni juin junio",
    "july juli juillet julio",
    "august août agosto",
    "september septembre septiembre",
    "october oktober octobre octubre",
    "november novembre noviembre",
    "december dezember décembre diciembre",
)
_ISO = re.compile(r"(\d{4})(?:[-/.](\d{1,2})(?:[-/.](\d{1,2}))?)?(?:[T ]\d{1,2}:\d{2}.*)?Z?$")
_CHINESE = re.compile(r"(\d{4})\s*年(?:\s*(\d{1,2})\s*月(?:\s*(\d{1,2})\s*[日号])?)?$")
_AROUND = re.compile(r"^[^\W\d_]{2,10}\.?,\s*(?=.*[^\W\d_])|,?\s+\d{1,2}:\d{2}.*$")
"""A day of the week before a day, as mail has it, and a time behind it."""
_DAY_FIRST = re.compile(
    r"(?:(\d{1,2})(?:st|nd|rd|th|er|\.)?[\s-]+(?:de\s+)?)?"
    r"([^\W\d_]{3,10})\.?,?[\s-]+(?:de\s+)?(\d{4})$"
)
_COMPACT = re.compile(r"(\d{4})(\d\d)(\d\d)(?:T\d{4,6}Z?)?$")
_YEAR_LAST = re.compile(r"(\d{1,2})([./-])(\d{1,2})\2(\d{4})(?:,?[T ]\d{1,2}:\d{2}.*)?$")
_QUARTER = re.compile(
    r"(?:Q([1-4])[\s/,-]*(\d{4})|(\d{4})[\s/-]*Q([1-4])|(\d{4})\s*年\s*第?([1-4一二三四])季度)$",
    re.I,
)
_MONTH_FIRST = re.compile(r"([^\W\d_]{3,10})\.?\s+(\d{1,2})(?:st|nd|rd|th)?,?\s+(\d{4})$")
_EPOCH = re.compile(r"(1\d{9})(?:\d{3}|\.\d+)?$")
"""Seconds since 1970, or thousandths of them, as programs write a day."""


def read_date(value: object) -> str | None:
    """A date in any common notation as ISO text, no more precise than given; None if it is none.

    A quarter is its last day: only then is all that it holds known. Day and month that may be
    either way round are never guessed.

    >>> read_date("15 Sept 2025"), read_date("2025年9月"), read_date("2025-09-15T08:00:00Z")
    ('2025-09-15', '2025-09', '2025-09-15')
    >>> read_date("15.09.2025"), read_date("09/15/2025"), read_date("09/10/2025"), read_date("Q3 2025")
    ('2025-09-15', '2025-09-15', None, '2025-09-30')
    """
    if isinstance(value, datetime):
        return value.date().isoformat()
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, (int, float)) and not isinstance(value, bool):
        value = str(value)
    if not isinstance(value, str):
        return None
    text = value.strip()
    if found := _COMPACT.match(text) or _ISO.match(text) or _CHINESE.match(text):
        return _joined(*found.groups())
    if found := _YEAR_LAST.match(text):
        return None if is_ambiguous(text) else _joined(found[4], *_month_and_day(found))
    if found := _QUARTER.match(text):
        return _last_day(*(part for part in found.groups() if part))
    if found := _EPOCH.match(text):
        return file_day(int(found[1]))
    return _with_a_name(_AROUND.sub("", text))


def is_ambiguous(text: str) -> bool:
    """Whether day and month may be either way round, as in 09/10/2025; with points the day is first."""
    found = _YEAR_LAST.match(text.strip())
    if not found or found[2] == "." or int(found[1]) == int(found[3]):
        return False
    return int(found[1]) <= 12 and int(found[3]) <= 12


def is_month(word: str) -> bool:
    """Whether it names a month, whole or cut short to three letters or more.

    >>> is_month("April"), is_month("Okt"), is_month("déc"), is_month("Ma")
    (True, True, True, False)
    """
    return len(word) >= 3 and _month(word) != "0"


def check_date(value: str | date | None) -> str | None:
    """The date as ISO text, None for none.

    Raises:
        CannotRead: when it is no date.
    """
    if value is None or value == "":
        return None
    found = read_date(value)
    # Of a quarter one bound wants the first day, the other the last.
    if found is None or (isinstance(value, str) and _QUARTER.match(value.strip())):
        raise CannotRead(f"{value!r} is no date; write it as 2025-09-15, 2025-09 or 2025.")
    return found


def first_day(text: str | None) -> int:
    """The first day a date may mean, as a number that sorts; 0 for the undated.

    >>> first_day("2025-09"), first_day("2025-09-15"), first_day(None)
    (20250901, 20250915, 0)
    """
    if not text:
        return 0
    year, month, day = (*map(int, text.split("-")), 1, 1)[:3]
    return year * 10_000 + month * 100 + day


def file_day(modified: float) -> str:
    """The day of a time in seconds since 1970, as when a file was last changed."""
    return datetime.fromtimestamp(modified, UTC).date().isoformat()


def _with_a_name(text: str) -> str | None:
    """A date that names its month."""
    if found := _DAY_FIRST.match(text):
        return _joined(found[3], _month(found[2]), found[1])
    if found := _MONTH_FIRST.match(text):
        return _joined(found[3], _month(found[1]), found[2])
    return None


def _month_and_day(found: re.Match[str]) -> tuple[str, str]:
    first, mark, second = found[1], found[2], found[3]
    return (first, second) if mark != "." and int(second) > 12 else (second, first)


def _last_day(*parts: str) -> str:
    """Of a quarter, in either order."""
    year, quarter = sorted(parts, key=len, reverse=True)
    number = int(quarter) if quarter.isdigit() else "一二三四".index(quarter) + 1
    return f"{year}-{('03-31', '06-30', '09-30', '12-31')[number - 1]}"


def _month(name: str) -> str:
    """Its number, of a name that may be cut short; 0 of what is none."""
    short = name.casefold()
    meant = [n for n, names in enumerate(_MONTHS, 1) if f" {short}" in f" {names}"]
    return str(meant[0]) if len(meant) == 1 else "0"


def _joined(year: str, month: str | None, day: str | None) -> str | None:
    try:
        checked = date(int(year), int(month or 1), int(day or 1))
    except ValueError:
        return None
    return checked.isoformat()[: 10 if day else 7 if month else 4]
