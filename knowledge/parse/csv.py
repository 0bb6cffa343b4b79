"""Comma- or tab-separated values: a paragraph a row, with the columns' names."""

import csv
from io import StringIO

from knowledge.document import CannotRead, Parsed
from knowledge.parse.grids import as_rows
from knowledge.parse.text import decode

_DELIMITERS = ",;\t|"
_LONGEST_CELL = 1_000_000


def parse(content: bytes) -> Parsed:
    """The rows; which character parts them is told from the first lines."""
    text = decode(content)
    csv.field_size_limit(_LONGEST_CELL)
    try:
        found = as_rows(csv.reader(StringIO(text), delimiter=_delimiter(text)))
    except csv.Error as error:
        raise CannotRead(f"its rows cannot be read ({error})") from None
    if not found:
        raise CannotRead("there is no text in it")
    return Parsed(found)


def _delimiter(text: str) -> str:
    """The one that parts the first lines into the same number of columns, and the most."""
    lines = [line for line in text[:20_000].split("\n")[:20] if line.strip()]

    def columns(mark: str) -> tuple[bool, int, int]:
        counts = [len(row) for row in csv.reader(lines, delimiter=mark)]
        return 1 < min(counts) == max(counts), min(counts), counts[0]

    return max(_DELIMITERS, key=columns)
