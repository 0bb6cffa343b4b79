"""Times that are said by their distance from today: yesterday, last month, in the past 7 days; and
months or days without their year, which are the last ones before today."""

import re
from dataclasses import dataclass
from datetime import date, timedelta

from dateutil.relativedelta import relativedelta

_ENGLISH_NUMBERS = {"a": 1, "an": 1, "couple of": 2} | {
    word: number
    for number, word in enumerate("one two three four five six seven eight nine ten".split(), 1)
}
_NUMBERS = (
    _ENGLISH_NUMBERS | {"两": 2} | {sign: n for n, sign in enumerate("一二三四五六七八九十", 1)}
)
_FEW = ("few", "several", "几")
_A_FEW_DAYS, _A_FEW = 7, 3
"""What may be meant by a few, so that nothing is left out."""
_COUNT = "|".join((r"\d{1,3}", *_ENGLISH_NUMBERS, "few", "several"))
_WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_RECENT_DAYS = 30
"""How far back what is asked for as recent may lie."""
_ENGLISH = re.compile(
    r"(?<!\bbefore )(?<!\buntil )(?<!\btill )"
    r"\b(?:(?P<since>since|from|after|between|starting)\s+)?"
    r"(?:(?:in|over|during|within|on|of|at)\s+)?(?:the\s+(?:start|beginning)\s+of\s+)?"
    r"(?:(?P<the>the\s+)?"
    rf"(?:(?P<past>last|past|previous)\s+(?:(?P<n>{_COUNT})\s+)?(?P<unit>day|week|month|quarter|year)s?"
    rf"|(?P<back>{_COUNT})\s+(?P<of>day|week|month|quarter|year)s?\s+ago"
    r"|this\s+(?P<this>week|month|quarter|year)"
    r"|(?P<day>day before yesterday|yesterday|today|this morning)"
    r"|(?:(?:last|this)\s+)?(?P<weekday>(?:mon|tues|wednes|thurs|fri|satur|sun)day|weekend)"
    r"|(?P<recent>recently|lately|of late)))\b",
    re.IGNORECASE,
)
_CHINESE = re.compile(
    r"(?P<since>[自从])?"
    r"(?:(?P<past>过去|最近|近|前)的?(?P<n>\d{1,3}|[一二两三四五六七八九十几])个?(?P<unit>[天日周月年]|星期|礼拜|季度)"
    r"|(?P<back>\d{1,3}|[一二两三四五六七八九十几])个?(?P<of>[天日周月年]|星期|礼拜|季度)(?:以|之)?前"
    r"|(?P<last>上个?|去)(?P<named>周|月|星期|礼拜|季度?|年)(?![一二三四五六日天末])"
    r"|(?P<this>[这本]个?周|[这本]个?月|[这本]个?星期|[这本]个?季度?|[今本]年)(?![一二三四五六日天末])"
    r"|(?P<day>大?前天|昨[天日]|今[天日])"
    r"|上?个?(?:周|星期|礼拜)(?P<weekday>[一二三四五六日天末])"
    r"|(?P<recent>最近|近来|近期|近日))"
    r"(?P<onwards>(?:以|之)?(?:来|后)|起|至今|开始)?"
)
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_MONTH = (
    r"(?P<{0}>jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?"
    r"|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\b\.?"
)
_NTH = r"(?:st|nd|rd|th)?\b"
_YEARLESS = re.compile(
    r"\b(?:(?P<since>since|from|after|between|starting)|in|on|during|over|of)\s+"
    r"(?:the\s+)?(?:(?:start|beginning)\s+of\s+)?"
    rf"(?:(?P<day>\d{{1,2}}){_NTH}(?:\s+of)?\s+{_MONTH.format('month')}"
    rf"|{_MONTH.format('named')}(?:\s+(?P<nth>\d{{1,2}}){_NTH})?)"
    r"(?!,?\s*(?:of\s+)?\d)",
    re.IGNORECASE,
)
_YEARLESS_CHINESE = re.compile(
    r"(?P<since>[自从])?(?<![\d年])(?<!年 )(?P<month>1[0-2]|0?[1-9])月(?:份|(?P<day>\d{1,2})[日号])?"
    r"(?P<onwards>(?:以|之)?(?:来|后)|起|至今|开始)?"
)
_UNITS = {
    **{"天": "day", "日": "day", "周": "week", "星期": "week", "礼拜": "week", "月": "month"},
    **{"季": "quarter", "季度": "quarter", "年": "year"},
}
_LENGTHS = {
    "day": relativedelta(days=1),
    "week": relativedelta(weeks=1),
    "month": relativedelta(months=1),
    "quarter": relativedelta(months=3),
    "year": relativedelta(years=1),
}


@dataclass(frozen=True)
class Ago:
    """A time up to today, and where a text says so."""

    start: int
    end: int
    first: date
    last: date | None
    """None where it goes on."""
    is_yearless: bool = False
    """Whether it is a month or day named without its year."""


def time_ago(text: str, today: date) -> Ago | None:
    """The first such time that a text names.

    >>> time_ago("What changed since last month?", date(2026, 11, 30)).first.isoformat()
    '2026-10-01'
    >>> found = time_ago("Acme 上周有什么变化？", date(2026, 11, 30))
    >>> found.first.isoformat(), found.last.isoformat()
    ('2026-11-23', '2026-11-29')
    """
    found = _ENGLISH.search(text) or _CHINESE.search(text.replace("半年", "6月"))
    if found is None:
        return _yearless(text, today)
    said = {name: (value or "").lower() for name, value in found.groupdict().items()}
    first, last = _span(said, today)
    goes_on = bool(said["since"] or said.get("onwards")) or (last is not None and last >= today)
    return Ago(found.start(), found.end(), first, None if goes_on else last)


def _yearless(text: str, today: date) -> Ago | None:
    """The last month or day of that name that has begun."""
    found = _YEARLESS.search(text) or _YEARLESS_CHINESE.search(text)
    if found is None:
        return None
    said = {name: value or "" for name, value in found.groupdict().items()}
    month, day = said["month"] or said["named"], said["day"] or said.get("nth")
    number = int(month) if month.isdigit() else _MONTHS.index(month[:3].lower()) + 1
    try:
        first = _last_before(today, number, int(day or 1))
    except ValueError:  # there is no such day
        return None
    last = first if day else first + _LENGTHS["month"] - timedelta(days=1)
    goes_on = bool(said["since"] or said.get("onwards")) or last >= today
    return Ago(found.start(), found.end(), first, None if goes_on else last, is_yearless=True)


def _last_before(today: date, month: int, day: int) -> date:
    year = today.year if (month, day) <= (today.month, today.day) else today.year - 1
    return date(year, month, day)


def _span(said: dict[str, str], today: date) -> tuple[date, date | None]:
    """First and last day; none where it lasts."""
    if said["recent"]:
        return today - timedelta(days=_RECENT_DAYS), None
    if said["day"]:
        day = today - timedelta(days=_days_back(said["day"]))
        return day, day
    if said["weekday"]:
        return _weekday(said["weekday"], today)
    if said["this"]:
        return _first_of(_unit(said["this"].lstrip("这本今个")), today), None
    if said["back"]:
        unit = _unit(said["of"])
        return _whole(unit, today - _number(said["back"], unit) * _LENGTHS[unit])
    unit = _unit(said.get("named") or said["unit"])
    is_calendar = said.get("last") or (said["past"] == "last" and not said["n"] and not said["the"])
    if is_calendar and unit != "day":
        return _whole(unit, today - _LENGTHS[unit])
    return today - _number(said["n"] or "a", unit) * _LENGTHS[unit], None


def _days_back(day: str) -> int:
    if day in ("today", "this morning") or day[0] == "今":
        return 0
    return {"前天": 2, "大前天": 3, "day before yesterday": 2}.get(day, 1)


def _weekday(name: str, today: date) -> tuple[date, date]:
    """The last one before today; of a weekend both days."""
    if name in ("weekend", "末"):
        first = today - timedelta(days=(today.weekday() - 5) % 7 or 7)
        return first, first + timedelta(days=1)
    number = "一二三四五六日天".find(name)
    number = min(number, 6) if number >= 0 else _WEEKDAYS.index(name[:3])
    day = today - timedelta(days=(today.weekday() - number) % 7 or 7)
    return day, day


def _whole(unit: str, day: date) -> tuple[date, date]:
    """The whole day, week, month, quarter or year in which a day lies."""
    first = _first_of(unit, day)
    return first, first + _LENGTHS[unit] - timedelta(days=1)


def _first_of(unit: str, day: date) -> date:
    if unit == "week":
        return day - timedelta(days=day.weekday())
    if unit == "quarter":
        return date(day.year, (day.month - 1) // 3 * 3 + 1, 1)
    return day if unit == "day" else day.replace(day=1, month=1 if unit == "year" else day.month)


def _number(said: str, unit: str) -> int:
    if said in _FEW:
        return _A_FEW_DAYS if unit == "day" else _A_FEW
    return int(said) if said.isdigit() else _NUMBERS[said]


def _unit(said: str) -> str:
    return _UNITS.get(said, said)
