"""Times told by an earlier one: "the quarter after that", "a year earlier", "and in April?"."""

import re
from collections.abc import Sequence

from agent.offline.request import Request
from agent.offline.times import MONTH_NAMES, find_times

_UNITS = {"month": 1, "quarter": 3, "half": 6, "year": 12, "月": 1, "季度": 3, "季": 3, "年": 12}
_UNIT = r"(?P<{0}>month|quarter|half|year)"
_SHIFTS = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        rf"\b(?:in |for )?the {_UNIT.format('unit')} (?:right )?(?P<way>after|before|following|prior)"
        r"(?: (?:that|this|it)(?: one)?)?\b(?! \w*\d)",
        rf"\b(?:in |for )?the (?P<way>next|following|subsequent|previous|prior|preceding) "
        rf"{_UNIT.format('unit')}\b",
        rf"\b(?:the )?(?:same \w+ )?(?:one|a) {_UNIT.format('unit')} (?P<way>later|earlier|before|after)\b"
        r"(?! (?!that\b)\w)",
        r"(?P<way>下|上|前|后|次)一?个?(?P<unit>季度?|月|年)(?!度)",
    )
)
_BACK = re.compile(r"before|prior|previous|preceding|earlier|上|前", re.IGNORECASE)
_BARE_MONTH = re.compile(
    r"(?:\b(?:in|by|for|of|to|at the end of|end of)\s+|(?:and|what about|how about)\s+|^)"
    rf"(?P<month>{'|'.join(MONTH_NAMES)})\b(?!\s*(?:\d|quarter))"
    r"|(?<![\d年])(?P<zh>1[0-2]|[1-9])月(?!\d)(?!活)",
    re.IGNORECASE,
)
_LONGEST = 60
"""Characters of a question that can be a mere change of time."""


def dated(text: str, earlier: Sequence[Request]) -> str:
    """The text with such a time written out, where an earlier request names the one it is told by.

    >>> dated("and the quarter after that", [Request("fact", "", dates=("2025-06",), spans=("2025-04/2025-06",))])
    'and the September quarter 2025'
    """
    last = next((r for r in reversed(earlier) if r.dates), None)
    if last is None or len(text) > _LONGEST or find_times(text):
        return text
    for pattern in _SHIFTS:
        if said := pattern.search(text):
            return text[: said.start()] + _moved(last, said) + text[said.end() :]
    return _with_year(text, last)


def _moved(last: Request, said: re.Match[str]) -> str:
    """The period that lies one such unit from the last one named."""
    unit, length = _UNITS[said["unit"].lower()], _months(last)
    year, month = int(last.dates[-1][:4]), int(last.dates[-1][5:7] or 12)
    months = year * 12 + month - 1 + (-unit if _BACK.search(said["way"]) else unit)
    if unit == 3 and length == 1:  # the quarter that the month falls into
        months += 2 - months % 3
        length = 3
    is_chinese = said.re is _SHIFTS[-1]
    # a year on from a quarter is that quarter of the next year
    return _written(months // 12, months % 12 + 1, min(length, unit), is_chinese)


def _months(last: Request) -> int:
    if last.spans:
        first, _, end = last.spans[-1].partition("/")
        return (int(end[:4]) - int(first[:4])) * 12 + int(end[5:7]) - int(first[5:7]) + 1
    return 12 if len(last.dates[-1]) == 4 else 1


def _written(year: int, month: int, months: int, is_chinese: bool) -> str:
    if months == 12:
        return f"{year}年" if is_chinese else f"in {year}"
    if months == 3:
        name = MONTH_NAMES[month - 1].capitalize()
        return f"{year}年第{(month + 2) // 3}季度" if is_chinese else f"the {name} quarter {year}"
    if months == 6:
        half = 1 if month <= 6 else 2
        return f"{year}年{'上' if half == 1 else '下'}半年" if is_chinese else f"H{half} {year}"
    return (
        f"{year}年{month}月" if is_chinese else f"in {MONTH_NAMES[month - 1].capitalize()} {year}"
    )


def _with_year(text: str, last: Request) -> str:
    """A month named without its year is one of the year last spoken of."""
    said = _BARE_MONTH.search(text)
    if said is None:
        return text
    year = last.dates[-1][:4]
    if said["zh"]:
        return f"{text[: said.start()]}{year}年{text[said.start() :]}"
    return f"{text[: said.end()]} {year}{text[said.end() :]}"
