"""Comma- or tab-separated values: a paragraph a row, with the columns' names."""

import csv
import re
from io import StringIO

from knowledge.document import CannotRead, Parsed
from knowledge.parse.grids import as_rows
from knowledge.parse.headers import is_header
from knowledge.parse.text import decode

_DELIMITERS = ",;\t|"
_LONGEST_CELL = 1_000_000
_FIRST_ROWS = 20
_REMARK = re.compile(r"#+\s+[^\W\d]")
_SAID = re.compile(r'"?sep=(.)"?[ \t,;]*\n', re.I)
"""The first line by which Excel is told what parts the columns."""


def parse(content: bytes) -> Parsed:
    """The rows; which character parts them is told from the first lines."""
    text = decode(content)
    said = _SAID.match(text)
    remarks, text = _parted(text[said.end() :] if said else text)
    csv.field_size_limit(_LONGEST_CELL)
    try:
        mark = said[1] if said else _delimiter(text)
        rows, below = _apart([*csv.reader(StringIO(text), delimiter=mark)], mark)
        found = as_rows(rows, has_forms=True)
    except csv.Error as error:
        raise CannotRead(f"its rows cannot be read ({error})") from None
    if not found:
        raise CannotRead("there is no text in it")
    return Parsed("\n\n".join([*remarks, found, *below]))


def _parted(text: str) -> tuple[list[str], str]:
    """The remarks above the table, lines that begin with #, and the rest; a header may begin so,
    too."""
    lines = text.split("\n")
    count = next((i for i, line in enumerate(lines) if not line.lstrip().startswith("#")), 0)
    rest = "\n".join(lines[count:])
    if not count or not rest.strip():
        return [], text
    remarks = [line.strip().lstrip("#").strip() for line in lines[:count]]
    mark = _delimiter(rest)
    is_named = is_header(lines[count].split(mark))
    if not is_named and remarks[-1].count(mark) == lines[count].count(mark) > 0:
        return [one for one in remarks[:-1] if one], f"{remarks[-1]}\n{rest}"
    return [one for one in remarks if one], rest


def _apart(rows: list[list[str]], mark: str) -> tuple[list[list[str]], list[str]]:
    """The rows, and the remarks among and below them: lines that begin with # and have fewer cells than the header,
    or commas as a sentence has them."""
    width = max((len(row) for row in rows[:_FIRST_ROWS]), default=0)
    is_spaced = any(cell.startswith(" ") for row in rows[:1] for cell in row[1:])
    kept: list[list[str]] = []
    remarks: list[str] = []
    for at, row in enumerate(rows):
        cells = _until_blank(row)
        is_said = not is_spaced and any(cell.startswith(" ") for cell in row[1:])
        is_short = len(cells) < max(width, 2)
        if at and cells and _REMARK.match(cells[0]) and (is_short or is_said):
            remarks.append(f"{mark} ".join(cells).lstrip("#").strip())
        else:
            kept.append(row)
    return kept, remarks


def _until_blank(row: list[str]) -> list[str]:
    """Its cells without the blank ones at its end: one blank between others makes no remark of a row."""
    cells = [cell.strip() for cell in row]
    while cells and not cells[-1]:
        cells.pop()
    return cells


def _delimiter(text: str) -> str:
    """The one that parts the first lines into the same number of columns, and the most."""
    lines = [line for line in text[:20_000].split("\n")[:20] if line.strip()]

    def columns(mark: str) -> tuple[bool, int, int]:
        counts = [len(row) for row in csv.reader(lines, delimiter=mark)]
        return 1 < min(counts) == max(counts), min(counts), counts[0]

    return max(_DELIMITERS, key=columns)
