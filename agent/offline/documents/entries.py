"""The entries of a change log or of minutes: which heading says of what day or version the text below
it is, though further headings stand between."""

import re
from functools import lru_cache

from knowledge.dates import first_day, read_date
from knowledge.language.question import named_days

_VERSION = re.compile(
    r"\W*(?:(?:version|release|ver\.?|版本)\s*)?v?(\d+(?:\.\d+){1,3})(?:\s*版)?\W*\Z", re.IGNORECASE
)
"""A heading that is a version and nothing else: "2.1 Fees" is a section of a text."""
_TO_COME = re.compile(
    r"\W*(?:unreleased|upcoming|(?:the )?next (?:release|version)|coming (?:soon|next)|planned"
    r"|roadmap|not yet released|未发布|待发布|即将(?:发布|推出)|计划中)\b.{0,30}\Z",
    re.IGNORECASE,
)
_NUMERIC = re.compile(r"(?<![\d.])\d{1,4}[./-]\d{1,2}[./-]\d{1,4}(?![\d.])")
_LOWEST = 7
"""Below all levels of Markdown: a line in capitals."""


class Headings:
    """The headings that stand above a place in a text, each below one of a higher level."""

    def __init__(self) -> None:
        self._open: list[tuple[int, str]] = []

    def read(self, text: str, level: int = _LOWEST) -> None:
        """One more heading."""
        self._open = [one for one in self._open if one[0] < level] + [(level, text)]

    @property
    def entry(self) -> str:
        """The nearest that names a day or a version, or says that it is to come; or none."""
        return next((text for _, text in reversed(self._open) if _is_entry(text)), "")


@lru_cache(maxsize=1 << 12)
def day_in(heading: str) -> str:
    """The day, or the first one of the month, that a heading names last.

    >>> day_in("[2.1.0] - 2025-06-01"), day_in("June 2025"), day_in("v3 (24.12.2025)"), day_in("Fees")
    ('2025-06-01', '2025-06-01', '2025-12-24', '')
    """
    read = [read_date(found) for found in _NUMERIC.findall(heading)]
    days = [first_day(date) for date in read if date and len(date) == 10]
    first = max([*days, *(first for first, _ in named_days(heading))], default=0)
    return f"{first // 10000}-{first // 100 % 100:02}-{first % 100:02}" if first else ""


def version_in(heading: str) -> tuple[int, ...]:
    """The version that a heading is, as numbers that sort.

    >>> version_in("v2.10.0"), version_in("[2.9]"), version_in("2.1 Fees")
    ((2, 10, 0), (2, 9), ())
    """
    found = _VERSION.match(heading)
    return tuple(map(int, found[1].split("."))) if found else ()


def is_to_come(heading: str) -> bool:
    """Whether what stands below it does not hold yet.

    >>> is_to_come("[Unreleased]"), is_to_come("Planned maintenance of 2025-06-01")
    (True, False)
    """
    return _TO_COME.match(heading) is not None and not day_in(heading)


def _is_entry(heading: str) -> bool:
    return bool(day_in(heading) or version_in(heading) or is_to_come(heading))
