"""What a sheet holds: tables below each other or side by side, forms, and notes beneath a table."""

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import chain, groupby, islice
from typing import NamedTuple

from knowledge.parse.headers import (
    FIRST,
    Header,
    Row,
    begins_another,
    header_in,
    is_value,
    names_a_first_column,
    unit,
)

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
_WORD = re.compile(r"[㐀-鿿]|[^\W㐀-鿿]+")


class Table(NamedTuple):
    """Records with the names of their columns, of which there may be none; lines above and below."""

    remarks: Sequence[Row]
    names: Sequence[str]
    records: list[Row]
    notes: list[Row]


def tables_in(rows: Sequence[Row], has_forms: bool = False) -> Iterator[Table]:
    """The tables of a sheet, whose blocks of rows stand apart from each other.

    A block without a header of its own goes on with the table above it. With `has_forms`, two
    columns of labels and values are a form, not a table.
    """
    for part in _side_by_side(rows):
        blocks = [[*block] for is_filled, block in groupby(part, _is_filled) if is_filled]
        yield from _below_each_other(blocks, has_forms)


def _below_each_other(blocks: Sequence[Sequence[Row]], has_forms: bool) -> Iterator[Table]:
    first = header_in([*islice(chain.from_iterable(blocks), FIRST)])
    table = Table([], [], [], [])
    place = 0
    for block in blocks:
        header = header_in(block)
        if not header or not begins_another(block, header, table.names):
            is_here = first is not None and place <= first.at < place + len(block)
            header = (
                first and is_here and Header(first.at - place, first.below - place, first.names)
            )
        place += len(block)
        if header and has_forms and _is_form(block, header):
            yield table
            form = [_labelled(row) for row in block[header.at :]]
            table = Table([*block[: header.at], *form], [], [], [])
        elif header:
            yield table
            table = Table(block[: header.at], header.names, [*block[header.below :]], [])
        else:
            _go_on(table, block)
    yield table


def _side_by_side(rows: Sequence[Row]) -> list[Sequence[Row]]:
    """The parts of a sheet that a blank column sets apart, where each is a table of its own."""
    width = max(map(len, rows), default=0)
    for at in range(1, width - 1):
        if not any(row[at].strip() for row in rows if at < len(row)) and _are_apart(rows, at):
            return [[row[:at] for row in rows], *_side_by_side([row[at + 1 :] for row in rows])]
    return [rows]


def _are_apart(rows: Sequence[Row], at: int) -> bool:
    """Whether tables stand to both sides, and nothing joins their rows: the right one is named as a
    first column is, or longer or shorter than the left."""
    left, right = _header_of(row[:at] for row in rows), _header_of(row[at + 1 :] for row in rows)
    if not left or not right:
        return False
    return names_a_first_column(right.names) or any(
        _is_filled(row[:at]) != _is_filled(row[at + 1 :]) for row in rows
    )


def _header_of(rows: Iterable[Row]) -> Header | None:
    """The header of a table with words in its first column, by which its records are known."""
    some = [*islice(filter(_is_filled, rows), FIRST)]
    header = header_in(some)
    if header is None or sum(map(bool, header.names)) < 2:
        return None
    firsts = [row[0].strip() for row in some[header.below :]]
    is_named = names_a_first_column(header.names) or not any(map(is_value, firsts))
    return header if any(firsts) and is_named else None


def _go_on(table: Table, block: Sequence[Row]) -> None:
    """Rows below a blank one: records of the table above, but for notes about it."""
    records = [*table.records]
    for row in block:
        if records and _is_note(row, table.names, records):
            table.notes.append(_labelled(row))
        else:
            table.records.append(row)


def _is_note(row: Row, names: Sequence[str], records: Sequence[Row]) -> bool:
    """A sentence, of more words than the records' names have; or a word with its label, where the
    records have figures."""
    filled = [cell for cell in row if cell.strip()]
    if not names or [*row[: len(filled)]] != filled:
        return False
    if len(filled) == 1 < len(names):
        usual = max(len(_WORD.findall(record[0])) for record in records if record)
        return len(_WORD.findall(filled[0])) > max(2, usual)
    if len(filled) == 2 < len(names) and not is_value(filled[1]):
        values = [record[1] for record in records if record[1:2] and record[1].strip()]
        return bool(values) and all(map(is_value, values))
    return False


def _is_form(block: Sequence[Row], header: Header) -> bool:
    """Two columns whose second one holds values of several kinds: days, money, lengths; or a day
    and other figures."""
    rows = [[cell for cell in row if cell.strip()] for row in block[header.at :]]
    if header.below - header.at > 1 or any(len(row) != 2 for row in rows):
        return False
    values = [value.strip() for _, value in rows[1:]]
    kinds = {_kind(value) for value in values} - {""}
    is_mixed = len(kinds) > 1 or (kinds == {_A_DAY} and any(map(_NUMBER.fullmatch, values)))
    return is_mixed and not any(is_value(label) for label, _ in rows)


def _kind(value: str) -> str:
    """What its figures count: the first word beside them, or what it measures; nothing where they
    stand alone.

    >>> _kind("24 GB VRAM"), _kind("$20 per seat"), _kind("20"), _kind("1.1.2025"), _kind("3 seats")
    ('bytes', 'money', '', 'day', 'seats')
    """
    if _DAY.fullmatch(value.strip()):
        return _A_DAY
    found = unit(value)
    if _MONEY.search(found):
        return "money"
    word = found.partition(" ")[0]
    return next((kind for kind, units in _UNITS.items() if units.fullmatch(word)), word)


def _labelled(row: Row) -> Row:
    """Of two cells the first as the label of the second."""
    filled = [" ".join(cell.split()) for cell in row if cell.strip()]
    if len(filled) != 2 or filled[0].endswith((":", "：")):
        return filled
    return [f"{filled[0]}:", filled[1]]


def _is_filled(row: Row) -> bool:
    return any(cell.strip() for cell in row)
