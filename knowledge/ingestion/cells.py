"""The cells of one row: where a row that is longer than a passage may be cut, and whose row it is."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

_NAME = r"[^;:：|]{1,60}?[:：](?:\s|(?<=：))"
_BETWEEN = re.compile(rf"; (?={_NAME})")
_NAMED = re.compile(_NAME)
_SENTENCE = re.compile(r"[.!?]\s|[。！？]")
_LEAST_NAMED = 3
"""Cells with a name; a sentence may hold a semicolon and colons, too."""
_LONGEST_FIRST = 60
"""Characters of a first cell without a name, as below a blank corner."""
_BAR = re.compile(r"(?<!\\)\|")
_MOST_NAMING = 3
"""Cells that say whose row it is, where the first ones are figures."""
_LONGEST_NAME = 120


@dataclass(frozen=True)
class Cell:
    """One cell of a line: `line[start:end]`."""

    start: int
    end: int
    column: str = ""
    says_column: bool = False
    """The name of its column stands in it."""


def of_record(line: str) -> list[Cell]:
    """The cells of `name: value; name: value`; none where the line is no such row."""
    borders = [found.start() for found in _BETWEEN.finditer(line)]
    starts = [len(line) - len(line.lstrip()), *(at + len("; ") for at in borders)]
    cells = [_named(line, *one) for one in zip(starts, [*borders, len(line.rstrip())], strict=True)]
    return cells if _is_row(line, cells) else []


def of_table_row(line: str, columns: Sequence[str] = ()) -> list[Cell]:
    """The cells of a row that is written with bars, by the columns' names."""
    bars = [found.start() for found in _BAR.finditer(line)]
    spans = list(zip([0, *(at + 1 for at in bars)], [*bars, len(line)], strict=True))
    if spans and not line[slice(*spans[0])].strip():
        del spans[0]
    if spans and not line[slice(*spans[-1])].strip():
        del spans[-1]
    names = [*columns, *[""] * (len(spans) - len(columns))]
    return [Cell(*_stripped(line, *span), name) for span, name in zip(spans, names, strict=False)]


def name_of(line: str, cells: Sequence[Cell]) -> str:
    """Whose row it is: its first cell, and what is beside it up to the first that is words.

    >>> line = "No.: 7; Country: Chad; Y1990: 5"
    >>> name_of(line, of_record(line))
    'No.: 7; Country: Chad'
    """
    told: list[str] = []
    for cell in cells[:_MOST_NAMING]:
        said = line[cell.start : cell.end]
        is_bare = cell.says_column or not cell.column
        told.append(said if is_bare else f"{cell.column}: {said}")
        value = said[len(cell.column) :] if cell.says_column else said
        if re.search(r"[^\W\d_]", value):
            break
    else:
        told = told[:1]
    name = "; ".join(told)
    return name if len(name) <= _LONGEST_NAME else name[:_LONGEST_NAME].rpartition(" ")[0] + " …"


def _is_row(line: str, cells: Sequence[Cell]) -> bool:
    """Whether these are cells, each by the name of its own column, and not parts of sentences."""
    told = [line[cell.start : cell.end] for cell in cells]
    plain = [not _SENTENCE.search(one) for one in told]
    names = [cell.column for cell in cells if cell.column]
    is_named = len({*names}) >= _LEAST_NAMED and len({*names}) * 2 > len(names)
    opens = plain[0] and (cells[0].says_column or len(told[0]) <= _LONGEST_FIRST)
    return is_named and opens and sum(plain) * 2 >= len(plain)


def _named(line: str, start: int, end: int) -> Cell:
    found = _NAMED.match(line, start, end)
    return Cell(start, end, found[0].strip().rstrip(":：") if found else "", bool(found))


def _stripped(line: str, start: int, end: int) -> tuple[int, int]:
    part = line[start:end]
    if not part.strip():
        return start, start
    return start + len(part) - len(part.lstrip()), start + len(part.rstrip())
