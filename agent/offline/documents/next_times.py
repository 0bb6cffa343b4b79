"""The day or month after, or before, the one that a question names: "And the day after?"."""

import re
from calendar import day_name, month_name
from datetime import date, timedelta

_MONTHS = [*month_name][1:]
_NAMES = "|".join(_MONTHS)
_DAY = re.compile(
    rf"(?:\b(?P<weekday>{'|'.join(day_name)}),? )?\b(?P<day>\d{{1,2}}) (?P<month>{_NAMES})\b(?: (?P<year>(?:19|20)\d\d)\b)?"
)
_MONTH = re.compile(
    rf"(?<!\d )\b(?P<month>{_NAMES})\b(?! \d{{1,2}}\b)(?: (?P<year>(?:19|20)\d\d)\b)?"
)
_WEEKDAY = re.compile(rf"\b(?:{'|'.join(day_name)})\b")
_COMMON_YEAR = 2025


def next_day(question: str, step: int) -> str:
    """The question for the day so many days on; empty where it does not name one day.

    >>> next_day("Who is on call on Saturday 31 May?", 1), next_day("Who drives on Sunday?", 1)
    ('Who is on call on Sunday 1 June?', 'Who drives on Monday?')
    """
    days, weekdays = [*_DAY.finditer(question)], [*_WEEKDAY.finditer(question)]
    if len(days) == 1:
        found = days[0]
        try:
            day = date(int(found["year"] or _COMMON_YEAR), _MONTHS.index(found["month"]) + 1, int(found["day"]))  # fmt: skip
        except ValueError:
            return ""
        day += timedelta(days=step)
        weekday = f"{_other_weekday(found['weekday'], step)} " if found["weekday"] else ""
        year = f" {day.year}" if found["year"] else ""
        said = f"{weekday}{day.day} {_MONTHS[day.month - 1]}{year}"
    elif not days and len(weekdays) == 1:
        found = weekdays[0]
        said = _other_weekday(found[0], step)
    else:
        return ""
    return f"{question[: found.start()]}{said}{question[found.end() :]}"


def next_month(question: str, step: int) -> str:
    """The question for the month so many months on; empty where it does not name one month.

    >>> next_month("How many guests came in December 2024?", 1)
    'How many guests came in January 2025?'
    """
    months = [*_MONTH.finditer(question)]
    if len(months) != 1:
        return ""
    found = months[0]
    years, month = divmod(_MONTHS.index(found["month"]) + step, len(_MONTHS))
    year = f" {int(found['year']) + years}" if found["year"] else ""
    return f"{question[: found.start()]}{_MONTHS[month]}{year}{question[found.end() :]}"


def _other_weekday(name: str, step: int) -> str:
    return day_name[([*day_name].index(name) + step) % len(day_name)]
