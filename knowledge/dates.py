"""Dates as precise as known (`2025`, `2025-09`, `2025-09-15`), out of what people write."""

import re
from datetime import UTC, date, datetime

from knowledge.document import CannotRead

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_ISO = re.compile(r"(\d{4})(?:[-/.](\d{1,2})(?:[-/.](\d{1,2}))?)?(?:[T ]\d{1,2}:\d{2}.*)?Z?$")
_CHINESE = re.compile(r"(\d{4})\s*年(?:\s*(\d{1,2})\s*月(?:\s*(\d{1,2})\s*[日号])?)?$")
_DAY_FIRST = re.compile(r"(?:(\d{1,2})(?:st|nd|rd|th)?\s+)?([A-Za-z]{3,9})\.?,?\s+(\d{4})$")
_MONTH_FIRST = re.compile(r"([A-Za-z]{3,9})\.?\s+(\d{1,2})(?:st|nd|rd|th)?,?\s+(\d{4})$")


def read_date(value: object) -> str | None:
    """A date in any common notation as ISO text, no more precise than given; None if it is none.

    >>> read_date("15 Sept 2025"), read_date("2025年9月"), read_date("2025-09-15T08:00:00Z")
    ('2025-09-15', '2025-09', '2025-09-15')
    """
    if isinstance(value, datetime):
        return value.date().isoformat()
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, int) and not isinstance(value, bool):
        value = str(value)
    if not isinstance(value, str):
        return None
    text = value.strip()
    if found := _ISO.match(text) or _CHINESE.match(text):
        return _joined(*found.groups())
    if found := _DAY_FIRST.match(text):
        return _joined(found[3], _month(found[2]), found[1])
    if found := _MONTH_FIRST.match(text):
        return _joined(found[3], _month(found[1]), found[2])
    return None


def check_date(value: str | date | None) -> str | None:
    """The date as ISO text, None for none.

    Raises:
        CannotRead: when it is no date.
    """
    if value is None or value == "":
        return None
    found = read_date(value)
    if found is None:
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
    """The day a file was last changed."""
    return datetime.fromtimestamp(modified, UTC).date().isoformat()


def _month(name: str) -> str | None:
    short = name[:3].lower()
    return str(_MONTHS.index(short) + 1) if short in _MONTHS else "0"


def _joined(year: str, month: str | None, day: str | None) -> str | None:
    try:
        checked = date(int(year), int(month or 1), int(day or 1))
    except ValueError:
        return None
    return checked.isoformat()[: 10 if day else 7 if month else 4]
