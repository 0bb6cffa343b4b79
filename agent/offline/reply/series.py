"""Amounts of a series that say their unit once: "345 million, Qianwen 166, Yuanbao about 57"."""

import re

_SCALE = r"(?:thousand|million|billion|trillion)"
_UNIT = r"(?:(?:US |Hong Kong )?dollars|yuan)"
_FIRST = re.compile(rf"(?<![\w.,-])\d[\d,.]* (?P<unit>{_SCALE}(?: {_UNIT})?)\b")
_FURTHER = re.compile(
    r"(?P<before>(?:\)| in [A-Z][a-z]+(?: 20\d\d)?|[a-z]|\d),? (?:and )?"
    r"(?:[A-Z][\w.+-]*(?: [A-Z][\w.+-]*)? )?(?:about )?)"
    r"(?P<number>\d{1,3}(?:\.\d+)?)(?=\s\((?:Q[1-4]|H[12]|20\d\d)|\s+in [A-Z][a-z]+\b|[,;](?!\d)|\.?$)"
)
"""A bare number after a comma, a name or a period, with nothing that it counts behind it."""


def in_full(text: str) -> str:
    """The text with the scale and currency of a series' first amount said of each.

    >>> in_full("Spent: 36.6 billion yuan (Q4 2024), 27.5 (Q1 2025), 19.1 (Q2)")
    'Spent: 36.6 billion yuan (Q4 2024), 27.5 billion yuan (Q1 2025), 19.1 billion yuan (Q2)'
    >>> in_full("Monthly users: Acme 345 million, Bolt 166, Core about 57")
    'Monthly users: Acme 345 million, Bolt 166 million, Core about 57 million'
    >>> in_full("Revenue 5.7 billion dollars, up 8%, margin 40%, 3 firms")
    'Revenue 5.7 billion dollars, up 8%, margin 40%, 3 firms'
    """
    first = _FIRST.search(text)
    if first is None:
        return text
    start, unit = first.end(), first["unit"]
    if _FIRST.search(text, start):  # several units: which one a bare number takes is not sure
        return text
    return text[:start] + _FURTHER.sub(rf"\g<before>\g<number> {unit}", text[start:])
