"""What a sheet holds: tables below each other or side by side, forms, and notes beneath a table."""

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import chain, groupby, islice, takewhile
from typing import NamedTuple

from knowledge.parse.column_names import is_column_name
from knowledge.parse.forms import goes_on, is_form, is_repeated, labelled
from knowledge.parse.headers import (
    FIRST,
    Header,
    Row,
    begins_another,
    header_in,
    is_named_so,
    is_value,
    names_a_first_column,
    names_of,
)

_WORD = re.compile(r"[㐀-鿿]|[^\W㐀-鿿]+")


class Table(NamedTuple):
    """Records with the names of their columns, of which there may be none; lines above and below.

    A form has pairs above these: labels with their values.
    """

    remarks: Sequence[Row]
    names: Sequence[str]
    records: list[Row]
    notes: list[Row]
    pairs: list[Row]


def tables_in(rows: Sequence[Row], has_forms: bool = False) -> Iterator[Table]:
    """The tables of a sheet, whose blocks of rows stand apart from each other.

    A block without a header of its own goes on with the table above it. With `has_forms`, two
    columns of labels and values are a form, not a table.
    """
    for part in _side_by_side(rows):
        blocks = [[*block] for is_filled, block in groupby(part, _is_filled) if is_filled]
        for table in _below_each_other(blocks, has_forms):
            yield from _parted(table)


def _below_each_other(blocks: Sequence[Sequence[Row]], has_forms: bool) -> Iterator[Table]:
    first = header_in([*islice(chain.from_iterable(blocks), FIRST)])
    table = Table([], [], [], [], [])
    place = 0
    for n, block in enumerate(blocks):
        own = header_in(block)
        header = own if own and _begins(block, own, table) else None
        if not header and first and place <= first.at < place + len(block):
            header = Header(first.at - place, first.below - place, first.names)
        place += len(block)
        if has_forms and not table.records and goes_on(table.pairs, block, own):
            table.pairs.extend(block)
        elif header and has_forms and (is_form(block, header) or _comes_again(blocks[n : n + 2])):
            yield table
            start = header.at - (header.at > 0 and _is_alone(block[header.at - 1]))
            table = Table(block[:start], [], [], [], [*block[start:]])
        elif header:
            yield table
            table = Table(block[: header.at], header.names, [*block[header.below :]], [], [])
        else:
            _go_on(table, block)
    yield table


def _begins(block: Sequence[Row], header: Header, above: Table) -> bool:
    """Whether its header begins another table, were it only the same one again."""
    is_again = is_named_so(block[header.at : header.below], above.names)
    return bool(above.pairs) or is_again or begins_another(block, header, above.names)


def _comes_again(blocks: Sequence[Sequence[Row]]) -> bool:
    return len(blocks) > 1 and is_repeated(*blocks)


def _parted(table: Table) -> Iterator[Table]:
    """The table, and those that begin among its records: under its own header again, or under a
    title and names of their own."""
    held = table._replace(records=[], notes=[])
    at = 0
    while at < len(table.records):
        if header := _inner_header(table.records, at, held.names):
            titles = [*takewhile(_is_alone, reversed(held.records))][::-1]
            del held.records[len(held.records) - len(titles) :]
            yield held
            held = Table(titles, header.names, [], [], [])
            at = header.below
        else:
            held.records.append(table.records[at])
            at += 1
    yield held._replace(notes=table.notes)


def _inner_header(rows: Sequence[Row], at: int, names: Sequence[str]) -> Header | None:
    """The header that begins in this row."""
    if sum(map(bool, names)) < 2:
        return None
    for below in (at + 1, at + 2):
        if is_named_so(rows[at:below], names):
            return Header(at, below, names_of(rows[at:below]))
    titled = at > 0 and _is_alone(rows[at - 1]) and not _is_alone(rows[at])
    if not titled or not all(map(is_column_name, filter(None, rows[at]))):
        return None
    block = rows[at - 1 : at + FIRST]
    own = header_in(block)
    is_own = own and own.at == 1 and begins_another(block, own, names)
    return Header(at, at - 1 + own.below, own.names) if own and is_own else None


def _is_alone(row: Row) -> bool:
    """A cell alone, as a title over a table is."""
    return sum(bool(cell.strip()) for cell in row) == 1


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
