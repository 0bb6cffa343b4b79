"""Tables as text: a Markdown table, or a paragraph a row that names its columns."""

import re
from collections.abc import Iterable, Sequence

from knowledge.document import CannotRead

Row = Sequence[str]

NOT_GIVEN = "not given"
"""What is written for a blank cell, so that whoever looks it up is told so."""

_MOST_CELLS = 2_000_000


def as_markdown(rows: Sequence[Row]) -> str:
    """A Markdown table, its first row the header; empty where nothing is in it.

    >>> print(as_markdown([["Plan", "USD"], ["Plus", "20"]]))
    | Plan | USD |
    | --- | --- |
    | Plus | 20 |
    """
    filled = [[_in_cell(cell) for cell in row] for row in rows if any(cell.strip() for cell in row)]
    if not filled:
        return ""
    width = max(map(len, filled))
    lines = ["| " + " | ".join([*row, *[""] * (width - len(row))]) + " |" for row in filled]
    lines.insert(1, "| " + " | ".join(["---"] * width) + " |")
    return "\n".join(lines)


def as_rows(rows: Iterable[Row]) -> str:
    r"""A paragraph for each row: its cells with the names of their columns, so that it reads alone.

    The first row names the columns if all its cells are words or years; lines before it that fill one
    cell only, as a title over a table does, stay as they are.

    >>> as_rows([["Plan", "USD", "Seats"], ["Plus", "20", "1"], ["Pro", "200", ""]])
    'Plan: Plus; USD: 20; Seats: 1\n\nPlan: Pro; USD: 200; Seats: not given'
    """
    header: Row | None = None
    lines: list[str] = []
    cells = 0
    for row in rows:
        cells += len(row)
        if cells > _MOST_CELLS:
            raise CannotRead(f"the table has more than {_MOST_CELLS:,} cells")
        filled = [cell for cell in row if cell.strip()]
        if not filled:
            continue
        if header is None and len(filled) > 1:
            header = row if _is_header(filled) else []
            if header:
                continue
        lines.append(_named(row, header or []))
    if header and not lines:
        lines.append("; ".join(_flat(cell) for cell in header if cell.strip()))
    return "\n\n".join(lines)


def _is_header(cells: Row) -> bool:
    """Words and years, each once; another figure means that the first row is a record already."""
    figures = [cell for cell in cells if re.fullmatch(r"[-+$€£¥]?[\d.,]+\s*%?", cell.strip())]
    years = all(re.fullmatch(r"(?:19|20)\d\d", cell.strip()) for cell in figures)
    return len(set(cells)) == len(cells) and years and len(figures) < len(cells)


def _named(row: Row, header: Row) -> str:
    """The row by its columns' names; where it fills most of them, a blank one is told as well."""
    names = [*map(_flat, header), *[""] * (len(row) - len(header))]
    cells = [*map(_flat, row), *[""] * (len(header) - len(row))]
    filled = sum(map(bool, cells))
    is_full = filled > 1 and filled * 2 >= sum(map(bool, names))
    told = [
        cell or (NOT_GIVEN if is_full and name else "")
        for name, cell in zip(names, cells, strict=True)
    ]
    pairs = zip(names, told, strict=True)
    return "; ".join(f"{name}: {cell}" if name else cell for name, cell in pairs if cell)


def _flat(cell: str) -> str:
    return " ".join(cell.split())


def _in_cell(cell: str) -> str:
    return _flat(cell).replace("|", "\\|")
