"""Which row of a table names its columns; where it is in doubt, none does."""

import re
import tomllib
from collections import Counter
from collections.abc import Sequence
from functools import cache
from importlib import resources

Row = Sequence[str]

_FIGURE = re.compile(r"[-+$€£¥]?[\d.,]+\s*%?")
_YEAR = re.compile(r"(?:19|20)\d\d")


def header_at(rows: Sequence[Row]) -> int | None:
    """The place of the header among the first rows; what stands above it are remarks.

    It is as wide as most rows are, or else the first row of several cells.

    >>> header_at([["Prices"], ["Source:", "Acme"], ["Plan", "USD"], ["Plus", "20"]])
    2
    """
    widths = [max((i for i, cell in enumerate(row, 1) if cell.strip()), default=0) for row in rows]
    usual = Counter(widths).most_common(1)[0][0] if rows else 0
    places = [i for i, row in enumerate(rows) if not _is_remark(row, usual)]
    as_wide = [i for i in places if widths[i] >= usual]
    for i in (*as_wide[:1], *places[:1]):
        if is_header(rows[i], rows[i + 1 :]):
            return i
    return None


def is_header(row: Row, below: Sequence[Row] = ()) -> bool:
    """Words and years, each once or one of them above figures; another figure makes it a record,
    unless its first cell is blank or says what the first column holds.

    >>> is_header(["Plan", "USD"]), is_header(["Plus", "20"]), is_header(["Model", "4090", "5090"])
    (True, False, True)
    """
    filled = [cell.strip() for cell in row if cell.strip()]
    figures = list(filter(_FIGURE.fullmatch, filled))
    is_distinct = len(set(filled)) == len(filled)
    if not all(map(_YEAR.fullmatch, figures)):
        first = row[0].strip().casefold()
        return is_distinct and (not first or first.removesuffix("s") in _names())
    has_names = len(filled) > 1 and is_distinct and len(figures) < len(filled)
    return has_names or _stands_over_figures(row, below)


def numbered(header: Row) -> list[str]:
    """Its names, a repeated one with its number.

    >>> numbered(["Plan", "Price", "Price"])
    ['Plan', 'Price', 'Price (2)']
    """
    seen = Counter[str]()
    names: list[str] = []
    for cell in header:
        seen[cell] += 1
        names.append(f"{cell} ({seen[cell]})" if cell and seen[cell] > 1 else cell)
    return names


def _is_remark(row: Row, usual: int) -> bool:
    """A title over the table, or a line about it such as `Source: | Acme`."""
    filled = [cell.strip() for cell in row if cell.strip()]
    is_named = [cell.endswith((":", "：")) for cell in filled] == [True, False]
    return is_named or len(filled) < min(2, usual)


def _stands_over_figures(row: Row, below: Sequence[Row]) -> bool:
    """Whether a column has a word here and mostly figures below."""
    for i, cell in enumerate(row):
        values = [one[i].strip() for one in below if i < len(one) and one[i].strip()]
        count = sum(1 for value in values if _FIGURE.fullmatch(value))
        if cell.strip() and not _FIGURE.fullmatch(cell.strip()) and count * 2 > len(values):
            return True
    return False


@cache
def _names() -> frozenset[str]:
    text = resources.files("knowledge.parse").joinpath("headers.toml").read_text("utf-8")
    return frozenset(tomllib.loads(text)["names"])
