"""Tables as text: a Markdown table, or a paragraph a row that names its columns."""

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import compress

from knowledge.document import CannotRead
from knowledge.parse import forms, outlines
from knowledge.parse.headers import Row, with_one_header
from knowledge.parse.sheets import tables_in

NOT_GIVEN = "not given"
"""What is written for a blank cell, so that whoever looks it up is told so."""

_MOST_CELLS = 2_000_000


def as_markdown(rows: Sequence[Sequence[str | None]]) -> str:
    """A Markdown table, its first row the header, or its first two in one; empty where nothing is in it.

    None is a place that another cell covers: it stays blank. So does a blank first cell, unless a
    group's name above it holds on.

    >>> print(as_markdown([["Plan", "USD", "Seats"], ["Plus", "20", ""]]))
    | Plan | USD | Seats |
    | --- | --- | --- |
    | Plus | 20 | not given |
    """
    kept = [row for row in rows if any((cell or "").strip() for cell in row)]
    if not kept:
        return ""
    width = max(map(len, kept))
    squared = [[_in_cell(cell or "") for cell in row] for row in _squared(kept, width)]
    header, *records = with_one_header(squared)
    lines = [header, ["---"] * width]
    figures = outlines.figures_in(records)
    whole = outlines.completed(records, width)
    for row, cells in zip(kept[len(kept) - len(records) :], whole, strict=True):
        said = told(cells, header) if outlines.sum_in(cells, figures) is None else cells
        covered = {i for i, cell in enumerate(row) if cell is None}
        lines.append([cells[i] if i in covered else said[i] for i in range(width)])
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)


def as_lines(rows: Iterable[Row]) -> str:
    r"""A paragraph for each row of a table whose columns have no names.

    >>> as_lines([["Plus", "20"], ["Pro", ""]])
    'Plus; 20\n\nPro'
    """
    return "\n\n".join(filter(None, map(_unnamed, rows)))


def as_rows(rows: Iterable[Row], has_forms: bool = False) -> str:
    r"""A paragraph for each row: its cells with the names of their columns, so that it reads alone.

    Lines above the row that names the columns stay as they are, as a title over a table does. Below
    a blank row, or beside a blank column, another table may begin. With `has_forms`, two columns of
    labels and values are told as such.

    >>> as_rows([["Plan", "USD", "Seats"], ["Plus", "20", "1"], ["Pro", "200", ""]])
    'Plan: Plus; USD: 20; Seats: 1\n\nPlan: Pro; USD: 200; Seats: not given'
    """
    lines: list[str] = []
    for table in tables_in(_without_deserts([*_counted(rows)]), has_forms):
        lines += map(_unnamed, [*table.remarks, *forms.told(table.pairs)])
        lines += _told_by_names(table.records, table.names) or [_unnamed(table.names)]
        lines += map(_unnamed, table.notes)
    return "\n\n".join(filter(None, lines))


def _counted(rows: Iterable[Row]) -> Iterator[Row]:
    """The rows, of blank ones in a row the first: a million may lie above a stray cell."""
    cells = 0
    was_blank = False
    for row in rows:
        cells += len(row)
        if cells > _MOST_CELLS:
            raise CannotRead(f"the table has more than {_MOST_CELLS:,} cells")
        is_blank = not any(map(str.strip, row))
        if not (is_blank and was_blank):
            yield row
        was_blank = is_blank


def _without_deserts(rows: Sequence[Row]) -> Sequence[Row]:
    """The rows, of blank columns in a row the first: thousands may lie before a stray cell."""
    filled = {at for row in rows for at, cell in enumerate(row) if cell.strip()}
    width = max(map(len, rows), default=0)
    kept = [at in filled or at - 1 in filled or not at for at in range(width)]
    return rows if all(kept) else [[*compress(row, kept)] for row in rows]


def _unnamed(row: Row) -> str:
    """The row without names; a cell that ends with a colon is one itself."""
    return re.sub("(?<=[:：]);", "", "; ".join(filter(None, map(_flat, row))))


def _told_by_names(records: Sequence[Row], names: Row) -> list[str]:
    figures = outlines.figures_in(records)
    whole = outlines.completed(records, len(names))
    return [_named(row, names, outlines.sum_in(row, figures)) for row in whole]


def _named(row: Row, header: Row, label: int | None = None) -> str:
    """The row by its columns' names; a note about the table has none, nor has the label of a sum."""
    if not header or (len(header) > 1 and outlines.is_note(row)):
        return _unnamed(row)
    names = [*header, *[""] * (len(row) - len(header))]
    cells = [*map(_flat, row), *[""] * (len(header) - len(row))]
    if label:
        names[label] = ""
    pairs = zip(names, cells if label is not None else told(cells, names), strict=True)
    return "; ".join(f"{name}: {cell}" if name else cell for name, cell in pairs if cell)


def told(cells: Row, names: Row) -> list[str]:
    """The cells; where they fill most of the columns that have names, a blank one is told as well.

    Not the first ones: they go on with the row above it.
    """
    first = next((n for n, cell in enumerate(cells) if cell), 0)
    filled = sum(map(bool, cells))
    is_full = filled > 1 and filled * 2 >= sum(map(bool, names))
    return [
        cell or (NOT_GIVEN if n > first and is_full and name else "")
        for n, (name, cell) in enumerate(zip(names, cells, strict=True))
    ]


def _squared(rows: Sequence[Sequence[str | None]], width: int) -> Iterator[list[str | None]]:
    for row in rows:
        yield [*row, *[""] * (width - len(row))]


def _flat(cell: str) -> str:
    return " ".join(cell.split())


def _in_cell(cell: str) -> str:
    return _flat(cell).replace("|", "\\|")
