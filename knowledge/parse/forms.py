"""Forms: labels with their values, in two columns without names."""

import re
from collections.abc import Sequence

from knowledge.parse.column_names import is_column_name
from knowledge.parse.headers import Header, Row, is_value, unit

_MONEY = re.compile(r"[$€£¥₹]|\b(?:USD|EUR|GBP|CNY|RMB)\b")
_DAY = re.compile(
    r"(?:\d{4}([-./])\d{1,2}\1\d{1,2}|\d{1,2}([-./])\d{1,2}\2\d{4})(?:[T ]\d\d?:\d\d.*)?"
    r"|\d{4}年\d+月\d+日"
)
_A_DAY = "day"
_NUMBER = re.compile(r"(?!(?:19|20)\d\d$)\d[\d.,]*")
"""Not a year, which may stand among days."""
_UNITS = {
    "bytes": re.compile(r"[KMGTP]?i?B|bytes?", re.I),
    "mass": re.compile(r"[kmµ]?g|t|lbs?|oz"),
    "length": re.compile(r"[kcmnµ]?m|in|ft|miles?"),
    "time": re.compile(r"[mnµ]?s|h|(?:sec(?:ond)?|min(?:ute)?|hour|hr|day|week|month|year)s?"),
    "power": re.compile(r"[kM]?W"),
}
"""Of one kind: a column may hold both 500 MB and 2 TB."""
_WORDS = re.compile(r"[^\W\d_]+(?:[ -][^\W\d_]+){0,2}")
"""As columns are named."""


def is_form(block: Sequence[Row], header: Header) -> bool:
    """Two columns whose second one holds values of several kinds: days, money, lengths; or a day
    and other figures. Its first row is a pair as well, and no names over them."""
    rows = [[cell for cell in row if cell.strip()] for row in block[header.at :]]
    if header.below - header.at > 1 or any(len(row) != 2 for row in rows):
        return False
    values = [value.strip() for _, value in rows[1:]]
    kinds = {_kind(value) for value in values} - {""}
    is_mixed = len(kinds) > 1 or (kinds == {_A_DAY} and any(map(_NUMBER.fullmatch, values)))
    if not is_mixed or any(is_value(label) for label, _ in rows) or is_column_name(rows[0][1]):
        return False
    fields = sum(is_column_name(label) for label, _ in rows[1:])
    return 2 * fields >= len(values) or not _WORDS.fullmatch(rows[0][1].strip())


def _kind(value: str) -> str:
    """What its figures count: the first word beside them, or what it measures; nothing where they
    stand alone.

    >>> _kind("24 GB VRAM"), _kind("$20 per seat"), _kind("$20"), _kind("20"), _kind("1.1.2025"), _kind("3 seats")
    ('bytes', 'money', 'money', '', 'day', 'seats')
    """
    if _DAY.fullmatch(value.strip()):
        return _A_DAY
    if is_value(value) and _MONEY.search(value):
        return "money"
    word = unit(value).partition(" ")[0]
    return next((kind for kind, units in _UNITS.items() if units.fullmatch(word)), word)


def labelled(row: Row) -> Row:
    """Of two cells the first as the label of the second."""
    filled = [" ".join(cell.split()) for cell in row if cell.strip()]
    if len(filled) != 2 or filled[0].endswith((":", "：")):
        return filled
    return [f"{filled[0]}:", filled[1]]
