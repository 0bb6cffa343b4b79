"""Rows longer than a passage, cut between their cells: each part with whose row it is."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from knowledge.ingestion.block import Block, Piece
from knowledge.ingestion.cells import Cell, name_of, of_record, of_table_row
from knowledge.ingestion.length import MOST_TOKENS, count_tokens, ended


def wide_rows(text: str, block: Block) -> Iterator[tuple[int, int, list[Cell]]]:
    """The lines that are rows longer than a passage, and all rows below a header that is; no cells
    where a line has no words, as the rule between them."""
    if block.kind not in {"table", "prose"}:
        return
    columns = [block.header[cell.start : cell.end] for cell in of_table_row(block.header)]
    has_wide_header = count_tokens(block.header) > MOST_TOKENS
    at = block.start
    for line in text[block.start : block.end].splitlines(keepends=True):
        if has_wide_header and "|" in line or count_tokens(line) > MOST_TOKENS:
            cells = of_table_row(line, columns) if block.kind == "table" else of_record(line)
            if len(cells) > 1:
                yield at, at + len(line), cells if re.search(r"\w", line) else []
        at += len(line)


def pieces_of(text: str, at: int, cells: list[Cell], room: int) -> Iterator[Piece]:
    """The cells of a row that begins at `at`, as many together as fit with what must be told above
    them."""
    line = text[at : at + cells[-1].end] if cells else ""
    is_header = all(line[cell.start : cell.end] == cell.column for cell in cells)
    if is_header:
        cells = [replace(cell, column="") for cell in cells]
    name, held, size, opens = "", list[Cell](), 0, False
    for cell in _short(line, cells):
        told = "" if cell.says_column else cell.column
        tokens = count_tokens(f"{line[cell.start : cell.end]} {told}") + 1
        if held and size + tokens > room:
            yield _of_cells(at, held, name, opens)
            name = "" if is_header else name_of(line, cells)
            held, size, room, opens = [], count_tokens(name), MOST_TOKENS, True
        held, size = [*held, cell], size + tokens
    if held:
        yield _of_cells(at, held, name, opens)


def _of_cells(at: int, cells: Sequence[Cell], name: str, opens: bool) -> Piece:
    columns = dict.fromkeys(cell.column for cell in cells if cell.column and not cell.says_column)
    lead = " › ".join(filter(None, [name, " | ".join(columns)]))
    start = at + cells[0].start if opens else at  # with the bar before the first
    return Piece(start, at + cells[-1].end, lead, opens)


def _short(line: str, cells: Iterable[Cell]) -> Iterator[Cell]:
    """The same, those that are too long by themselves in sentences."""
    for cell in cells:
        if count_tokens(line[cell.start : cell.end]) <= MOST_TOKENS // 2:
            yield cell
            continue
        for start, end in ended(line, cell.start, cell.end, is_of_lines=False):
            is_start = start == cell.start
            yield replace(cell, start=start, end=end, says_column=cell.says_column and is_start)
