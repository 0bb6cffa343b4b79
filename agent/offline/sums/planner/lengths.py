"""Lengths of time that are said without a number, and periods that look like lengths."""

import re
from collections.abc import Iterator
from decimal import Decimal

from agent.offline.sums.moments import NUMBERS
from agent.offline.sums.planner.term import Term
from agent.quantities import Quantity

_WHOLE = re.compile(
    rf"\b(?P<n>\d{{1,2}}|{'|'.join(NUMBERS)}) (?:full|whole|entire|straight|consecutive) (?P<unit>year|quarter|month|week)s?\b",
    re.IGNORECASE,
)
"""A length whose number and unit stand apart: "five full years"."""


def lengths_in(text: str) -> Iterator[Term]:
    """Lengths of time without a number: "after a year", "over half a year", "半年后"."""
    english = r"\b(?:after|within|in|over|for|(?:by|at) the end of)\s+(?P<half>half(?: of)? )?(?:an?|one|the)\s+(?:full |whole )?(?P<unit>year|month|quarter|week|day)(?!ly|s|\w)(?= from now|[,.?!;]|\s*$| (?:at|if|with|and|as|is|are|what)\b| \d)"
    chinese = r"(?P<zhalf>半)?(?P<none>一)?(?P<zunit>年|个月)(?=后|之后|以后)|(?P<zhalf2>半)年"
    for m in re.finditer(english, text, re.IGNORECASE):
        half = m["half"] is not None
        yield _length(
            m, "month" if half and m["unit"] == "year" else m["unit"].lower(), 6 if half else 1
        )
    for m in re.finditer(
        r"\b(?:an?|one) (?P<unit>year|month|quarter) (?:from (?:now|today)|hence|later|on|(?:has|have|is) (?:passed|gone by|over|up))\b",
        text,
        re.I,
    ):
        yield _length(m, m["unit"].lower(), 1)
    for m in _WHOLE.finditer(text):
        number = int(m["n"]) if m["n"].isdigit() else NUMBERS[m["n"].lower()]
        yield _length(m, m["unit"].lower(), number)
    for m in re.finditer(r"\b(?:in|by|of) year (\d{1,2})\b", text, re.IGNORECASE):
        yield _length(m, "year", int(m[1]))
    for m in re.finditer(chinese, text):
        half = m["zhalf"] or m["zhalf2"]
        if half or m["none"]:
            yield _length(m, "month" if half or m["zunit"] != "年" else "year", 6 if half else 1)


def is_year_named(q: Quantity, text: str) -> bool:
    """Whether it is the number of a year that `_lengths` reads: "in year 3"."""
    return q.unit is None and re.search(r"\byear\s*$", text[: q.start], re.IGNORECASE) is not None


def is_explained(q: Quantity, text: str) -> bool:
    """Whether it only says how long a named period is: "a year (365 days)", "a 30-day month"."""
    before, after = text[: q.start], text[q.end :]
    aside = re.search(r"(?:year|month|day|clock|年|月)\w*\s*[(（]\s*$", before, re.I) and re.match(
        r"\s*[)）]", after
    )
    return (q.unit or "") in ("days", "hours") and bool(
        aside or re.match(r"[- ]+month\b|[- ]+year\b", after, re.I)
    )


def _length(m: re.Match[str], unit: str, number: int) -> Term:
    return Term("amount", Decimal(number), str(number), {unit: 1}, m.start(), m.end(), m[0])


def is_period_asked(q: Quantity, text: str) -> bool:
    """Whether it is the period of what is asked, "一年多少钱", or one that is told in days behind it."""
    alone = q.value == 1 and re.fullmatch(r"一个?(?:年|月|天|周|季度?)", q.text) is not None
    return alone and re.match(r"\s*(?:后|之后|以后|内|以内)", text[q.end :]) is None
