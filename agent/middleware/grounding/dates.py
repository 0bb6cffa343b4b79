"""Dates of a text in any notation, and whether one text's dates bear out another's."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache, lru_cache

from agent.quantities import find_quantities

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_MONTH = (
    r"(?:Jan(?:uary)?|Feb(?:ruary)?|Mar(?:ch)?|Apr(?:il)?|May|June?|July?|Aug(?:ust)?"
    r"|Sept?(?:ember)?|Oct(?:ober)?|Nov(?:ember)?|Dec(?:ember)?)\.?(?![A-Za-z])"
)
_YEAR = r"(?:19|20)\d\d"
_DIGITS = dict(zip("〇零一二三四五六七八九", "00123456789", strict=True))
_H = "[一二三四五六七八九十]"
_FORMS = (
    rf"(?<![\d.])(?P<y>{_YEAR})[-/.](?P<m>\d{{1,2}})[-/.](?P<d>\d{{1,2}})(?!\d)",
    rf"(?<![\d.])(?P<m>\d{{1,2}})/(?P<d>\d{{1,2}})/(?P<y>{_YEAR})(?!\d)",
    rf"(?<![\d.])(?P<d>\d{{1,2}})\.(?P<m>\d{{1,2}})\.(?P<y>{_YEAR})(?!\d)",
    rf"(?<![\d.-])(?P<y>{_YEAR})-(?P<m>0[1-9]|1[0-2])(?![\d-])",
    rf"(?P<y>{_YEAR})\s?年\s?(?:第?(?P<zq>[一二三四1-4])季度|(?P<zh>[上下])半年)",
    rf"(?P<y>{_YEAR})\s?年(?!代)(?:\s?(?P<m>\d{{1,2}})\s?月(?:\s?(?P<d>\d{{1,2}})\s?[日号])?)?",
    rf"(?P<zy>[一二][〇零九][〇零一二三四五六七八九]{{2}})年(?:(?P<zm>{_H}{{1,2}})月(?:(?P<zd>{_H}{{1,3}})[日号])?)?",
    r"(?<![\d.])(?P<m>\d{1,2})\s?月\s?(?P<d>\d{1,2})\s?[日号]",
    r"(?<![\d.个])(?P<m>\d{1,2})\s?月(?=份|底|初|中旬|[，。、）)\s]|$|[^\d付费均薪])(?<!个月)",
    rf"\b(?P<d>\d{{1,2}})(?:st|nd|rd|th)?(?:\s+of)?[ -](?P<mon>{_MONTH})(?:,?[ -](?P<y>{_YEAR}))?(?!\d)",
    rf"\b(?P<mon>{_MONTH})(?:\s+the)?\s(?P<d>\d{{1,2}})(?:st|nd|rd|th)?(?![\d.%])(?:,?\s(?P<y>{_YEAR})(?!\d))?",
    rf"\b(?P<mon>{_MONTH}),?[ -](?:of )?(?P<y>{_YEAR})(?!\d)",
    rf"\bQ(?P<q>[1-4])(?:\s|-|/)?(?:of |FY)?(?P<y>{_YEAR})?(?!\w)|(?<!\d)(?P<y2>{_YEAR})\s?Q(?P<q2>[1-4])(?!\w)",
    rf"\b(?P<oq>(?i:first|second|third|fourth))[ -]quarter(?:\s+(?:of\s+)?(?P<y>{_YEAR}))?",
    rf"\bH(?P<h>[12])(?:\s|-)?(?P<y>{_YEAR})|\b(?P<oh>(?i:first|second)) half(?:\s+of)?\s+(?P<y2>{_YEAR})",
    rf"(?:\b(?:in|since|until|by|from|of|early|mid|late|before|after|last|this|to)\s+|[(（])(?P<mon>{_MONTH})",
    rf"(?<![\d.,$€£¥＄#:])(?P<y>{_YEAR})(?![\d.]*\d|[,]\d{{3}}|s\b|\s?(?:%|万|亿|元|GB|GiB|MB|px|tokens|users|dollars|people|million|billion|[x×]\s?\d|个|张|帧|年代))",
    rf"\b(?P<loose>{_MONTH})",
)
_ORDINAL = {"first": 1, "second": 2, "third": 3, "fourth": 4, "一": 1, "二": 2, "三": 3, "四": 4}
_ORDINAL |= {"上": 1, "下": 2} | {str(n): n for n in range(1, 5)}


@dataclass(frozen=True)
class Day:
    """A date as precise as written."""

    start: int
    end: int
    year: int | None = None
    month: int | None = None
    day: int | None = None
    part: str = ""
    """`Q3` or `H1`."""
    is_loose: bool = False
    """A month by its bare name ("July and August 2025"): good as a source, too little as a claim."""


def find_dates(text: str) -> list[Day]:
    """Every date of a text; a year alone where it is no amount.

    >>> [(d.year, d.month, d.day) for d in find_dates("on 18 Aug 2025, 二〇二五年九月, in 2026")]
    [(2025, 8, 18), (2025, 9, None), (2026, None, None)]
    """
    return [day for day in _found(text) if not day.is_loose]


@lru_cache(maxsize=8192)
def _found(text: str) -> tuple[Day, ...]:
    taken: list[tuple[int, int]] = []
    found: list[Day] = []
    amounts = [(q.start, q.end) for q in find_quantities(text) if q.unit or len(q.text) != 4]
    for form in _forms():
        for match in form.finditer(text):
            start, end = match.span()
            busy = any(a < end and start < b for a, b in taken)
            if busy or any(a <= start and end <= b for a, b in amounts):
                continue
            if day := _day(match):
                taken.append((start, end))
                found.append(day)
    return tuple(sorted(found, key=lambda d: d.start))


def is_borne_out(asked: Day, texts: Iterable[str]) -> bool:
    """Whether the texts hold the date at the precision asked; a year may stand apart from its day."""
    held = [day for text in texts for day in _found(text)]
    if any(_holds(day, asked) for day in held):
        return True
    years = {day.year for day in held}
    return asked.year in years and any(day.year is None and _same_day(day, asked) for day in held)


def _holds(held: Day, asked: Day) -> bool:
    return (
        (asked.year is None or held.year == asked.year)
        and (not asked.part or held.part == asked.part)
        and _same_day(held, asked)
    )


def _same_day(held: Day, asked: Day) -> bool:
    month = asked.month is None or held.month == asked.month
    return month and (asked.day is None or held.day == asked.day)


@cache
def _forms() -> tuple[re.Pattern[str], ...]:
    """Compiled at first use; the most precise form first."""
    return tuple(re.compile(form) for form in _FORMS)


def _day(match: re.Match[str]) -> Day | None:
    got = {key: value for key, value in match.groupdict().items() if value}
    year = got.get("y") or got.get("y2") or "".join(_DIGITS[c] for c in got.get("zy", ""))
    month = _month(got)
    day = int(got["d"]) if "d" in got else _hanzi(got.get("zd"))
    if month is not None and not 1 <= month <= 12 and day and 1 <= day <= 12:
        month, day = day, month  # 15/9/2025
    if (month is not None and not 1 <= month <= 12) or (day is not None and not 1 <= day <= 31):
        return None
    start = match.start("mon") if set(got) == {"mon"} else match.start()
    return Day(
        start, match.end(), int(year) if year else None, month, day, _part(got), "loose" in got
    )


def _month(got: dict[str, str]) -> int | None:
    if "loose" in got:
        return _MONTHS.index(got["loose"][:3].lower()) + 1
    if "mon" in got:
        return _MONTHS.index(got["mon"][:3].lower()) + 1
    return int(got["m"]) if "m" in got else _hanzi(got.get("zm"))


def _part(got: dict[str, str]) -> str:
    for letter, keys in (("Q", ("q", "q2", "oq", "zq")), ("H", ("h", "oh", "zh"))):
        for key in keys:
            if key in got:
                return f"{letter}{_ORDINAL[got[key].lower()]}"
    return ""


def _hanzi(text: str | None) -> int | None:
    """十五 is 15, 二十 is 20."""
    if not text:
        return None
    tens, ten, ones = text.partition("十")
    if not ten:
        return int("".join(_DIGITS[c] for c in text))
    return 10 * int(_DIGITS.get(tens, "1")) + int(_DIGITS.get(ones, "0"))
