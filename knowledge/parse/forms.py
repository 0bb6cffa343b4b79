"""Forms: labels with their values, in two columns without names."""

import re
from collections.abc import Iterable, Sequence
from itertools import pairwise

from knowledge.parse.column_names import is_column_name
from knowledge.parse.headers import FIRST, Header, Row, is_value, unit

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
    is_pair = bool(_kind(rows[0][1]))
    values = [value.strip() for _, value in rows[0 if is_pair else 1 :]]
    kinds = {_kind(value) for value in values} - {""}
    is_mixed = len(kinds) > 1 or (kinds == {_A_DAY} and any(map(_NUMBER.fullmatch, values)))
    if not is_mixed or any(is_value(label) for label, _ in rows) or is_column_name(rows[0][1]):
        return False
    fields = sum(is_column_name(label) for label, _ in rows[1:])
    return 2 * fields >= len(rows) - 1 or not _WORDS.fullmatch(rows[0][1].strip())


def is_repeated(block: Sequence[Row], below: Sequence[Row]) -> bool:
    """Whether the block below has the same labels for other values, which are not only figures: the
    first row of both is a pair, too."""
    pairs, others = _pairs(block), _pairs(below)
    labels = [label for label, _ in pairs]
    if len(labels) < 2 or labels != [label for label, _ in others] or pairs[0] == others[0]:
        return False
    is_of_figures = not _kind(pairs[0][1]) and all(is_value(value) for _, value in pairs[1:])
    is_table = is_of_figures or is_column_name(pairs[0][1])
    return not is_table and all(_count(row) < 3 for row in (*block, *below))


def goes_on(pairs: Sequence[Row], block: Sequence[Row], header: Header | None) -> bool:
    """Whether a block below a form is pairs as well: with its labels again, of several kinds, or
    else without names of columns above them."""
    own = _pairs(block)
    if not pairs or not own or any(_count(row) > 2 for row in block):
        return False
    if own[0][0] in {label for label, _ in _pairs(pairs[:FIRST])}:
        return True
    return header is None or is_form(block, header) or not is_column_name(own[0][1])


def told(pairs: Sequence[Row]) -> list[Row]:
    """Each label with its value; where the labels come again, as of several things of one sort, all
    of a thing in one row, so that it reads alone."""
    starts = _starts(pairs)
    if len(starts) < 2:
        return [*map(labelled, pairs)]
    things = [pairs[a:b] for a, b in pairwise([*starts, len(pairs)])]
    rows = [[": ".join(_flat(row)) for row in thing] for thing in things]
    return [*map(labelled, pairs[: starts[0]]), *rows]


def _starts(pairs: Sequence[Row]) -> list[int]:
    """Where each of several things begins: with its first label, or the line right above it."""
    labels = [label for label, _ in _pairs(pairs)]
    if not labels:
        return []
    again = [n for n, row in enumerate(pairs) if _count(row) == 2 and _flat(row)[0] == labels[0]]
    if len(again) < 2 or len({*labels}) * 2 > len(labels) + 1:
        return []
    has_lines = all(n and _count(pairs[n - 1]) == 1 for n in again)
    return [n - 1 for n in again] if has_lines else again


def _pairs(rows: Iterable[Row]) -> list[tuple[str, str]]:
    return [(label, value) for row in map(_flat, rows) if len(row) == 2 for label, value in [row]]


def _flat(row: Row) -> list[str]:
    return [" ".join(cell.split()) for cell in row if cell.strip()]


def _count(row: Row) -> int:
    return sum(bool(cell.strip()) for cell in row)


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
    filled = _flat(row)
    if len(filled) != 2 or filled[0].endswith((":", "：")):
        return filled
    return [f"{filled[0]}:", filled[1]]
