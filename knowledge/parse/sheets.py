"""What a sheet holds: tables below each other or side by side, forms, and notes beneath a table."""

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import chain, groupby, islice
from typing import NamedTuple

from knowledge.parse.forms import is_form, labelled
from knowledge.parse.headers import (
    FIRST,
    Header,
    Row,
    begins_another,
    header_in,
    is_value,
    names_a_first_column,
)

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
        if header and has_forms and is_form(block, header):
            yield table
            form = [labelled(row) for row in block[header.at :]]
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
            table.notes.append(labelled(row))
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


def _is_filled(row: Row) -> bool:
    return any(cell.strip() for cell in row)
