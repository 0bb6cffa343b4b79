"""Which rows of a table name its columns; where figures leave it in doubt, none does.

A first row of several words over words does: nothing tells a record from names there, and most
tables begin with names.
"""

import re
import tomllib
from collections import Counter
from collections.abc import Sequence
from functools import cache
from importlib import resources
from itertools import zip_longest
from typing import NamedTuple

from knowledge.parse.column_names import is_column_name
from knowledge.parse.unit_rows import with_units

Row = Sequence[str]

_FIGURE = re.compile(r"[-+$€£¥]?[\d.,]+\s*%?")
_VALUE = re.compile(r"(?:[-+~≈<>≤≥]|(?:[A-Z]{0,2}[$€£¥₹]|USD|EUR|GBP|CNY|RMB))?\s*\d.*")
"""A figure, or one with its unit: "24 GB", "$20 per seat"."""
_YEAR = re.compile(r"(?:19|20)\d\d")
FIRST = 30
"""Among so many rows a header is looked for."""


class Header(NamedTuple):
    """The rows from `at` on, up to the first one `below`, that name the columns of those below."""

    at: int
    below: int
    names: list[str]


def header_in(rows: Sequence[Row]) -> Header | None:
    """The header among the first rows; what stands above it are remarks.

    It is as wide as most rows are, or else the first row of several cells.

    >>> header_in([["Prices"], ["Source:", "Acme"], ["Plan", "USD"], ["Plus", "20"]])
    Header(at=2, below=3, names=['Plan', 'USD'])
    """
    rows = rows[:FIRST]
    usual = _usual_width(rows)
    places = [i for i, row in enumerate(rows) if not _is_remark(row, usual)]
    as_wide = [i for i in places if _width(rows[i]) >= usual]
    for i in (*as_wide[:1], *places[:1]):
        for at in (i - 1, i):
            if at in places and (names := _of_two_rows(rows[at : at + 2], rows[at + 2 :])):
                return _measured(Header(at, at + 2, names), rows)
        if is_header(rows[i], rows[i + 1 :]):
            return _measured(Header(i, i + 1, _numbered([*map(_flat, rows[i])])), rows)
    return None


def with_one_header(rows: Sequence[Row]) -> list[Row]:
    """The rows, of whose first ones one is made where they name the columns together."""
    names = _of_two_rows(rows[:2], rows[2:])
    rows = [names, *rows[2:]] if names else [*rows]
    measured = with_units(rows[0], rows[1:]) if rows else []
    return [measured, *rows[2:]] if measured else rows


def names_over(rows: Sequence[Row]) -> Sequence[Row]:
    """The first rows of a table, where they name its columns."""
    is_pair = bool(_of_two_rows(rows[:2], rows[2:]))
    if not is_pair and not (rows and is_header(rows[0], rows[1:])):
        return []
    below = 1 + is_pair
    return rows[: below + bool(with_units(rows[0], rows[below:]))]


def has_own_names(rows: Sequence[Row], above: Row) -> bool:
    """Whether these rows below a table with such names begin another one."""
    header = header_in(rows)
    return header is not None and begins_another(rows, header, above)


def begins_another(block: Sequence[Row], own: Header, above: Row) -> bool:
    """Whether its header begins another table, and is no record of words in the one above: it has a
    title over it, the usual name of a first column, or more columns."""
    if not _stands_over_figures(own.names, block[own.below :]):
        return False
    has_title = own.at > 0 and all(_is_remark(row, 2) for row in block[: own.at])
    is_wider = 0 < len(above) < _usual_width(block)
    return has_title or is_wider or names_a_first_column(own.names)


def is_named_so(rows: Sequence[Row], names: Sequence[str]) -> bool:
    """Whether these rows, of which there is one or two, hold the names of such columns again: the
    first one, and beside it others of these, years, or what columns are called."""
    known = [name.casefold() for name in names]
    firsts = {_flat(row[0]).casefold() for row in rows if row}
    if not known or known[0] not in firsts:  # most rows are no header: this is told fast
        return False
    own = [name.casefold() for name in names_of(rows)]
    if not own or own[0] != known[0] or (not own[0] and own != known):
        return False
    return all(
        not one or one in known or _YEAR.fullmatch(one) or is_column_name(one) for one in own[1:]
    )


def names_of(rows: Sequence[Row]) -> list[str]:
    """The names that one row or two hold."""
    return of_a_pair(rows) if len(rows) > 1 else _numbered([*map(_flat, *rows)])


def is_header(row: Row, below: Sequence[Row] = ()) -> bool:
    """Words and years, each once or one of them above figures; another figure makes it a record,
    unless its first cell is blank or says what the first column holds.

    >>> is_header(["Plan", "USD"]), is_header(["Plus", "20"]), is_header(["Model", "4090", "5090"])
    (True, False, True)
    """
    filled = [cell.strip() for cell in row if cell.strip()]
    figures = list(filter(_FIGURE.fullmatch, filled))
    is_distinct = len(set(filled)) == len(filled)
    if figures and is_distinct and (not row[0].strip() or names_a_first_column(row)):
        return True
    if not _is_without_values(row) or _is_in_the_units_of(row, below):
        return False
    has_names = len(filled) > 1 and is_distinct and len(figures) < len(filled)
    is_alone = len(filled) == len(row) == 1 and names_a_first_column(row)
    return has_names or is_alone or _stands_over_figures(row, below)


def is_value(cell: str) -> bool:
    """A figure, or one with its unit."""
    return bool(_VALUE.fullmatch(cell.strip()))


def unit(cell: str) -> str:
    """What stands around the figures of a value.

    >>> unit("$20 per seat"), unit("20"), unit("RTX 4090")
    ('$ per seat', '', '')
    """
    is_value = _VALUE.fullmatch(cell.strip()) and not _FIGURE.fullmatch(cell.strip())
    return _flat(re.sub(r"\d[\d.,]*", "", cell)) if is_value else ""


def names_a_first_column(row: Row) -> bool:
    """Whether the first of these names is the usual one of a first column."""
    return row[0].strip().casefold().removesuffix("s") in _first_names()


def _measured(header: Header, rows: Sequence[Row]) -> Header:
    """The header with the units of a row below it, where there is such a row."""
    names = with_units(header.names, rows[header.below :])
    return Header(header.at, header.below + 1, names) if names else header


def _numbered(header: Row) -> list[str]:
    """Its names, a repeated one with its number.

    >>> _numbered(["Plan", "Price", "Price"])
    ['Plan', 'Price', 'Price (2)']
    """
    seen = Counter[str]()
    names: list[str] = []
    for cell in header:
        seen[cell] += 1
        names.append(f"{cell} ({seen[cell]})" if cell and seen[cell] > 1 else cell)
    return names


def _of_two_rows(rows: Sequence[Row], below: Sequence[Row]) -> list[str]:
    """The names that two rows make together; none where they stand over no figures."""
    names = of_a_pair(rows)
    is_above = names and _is_without_values(rows[1]) and _stands_over_figures(names, below)
    return names if is_above else []


def of_a_pair(rows: Sequence[Row]) -> list[str]:
    """The names that a row of groups and the row under it make together; none where they are no
    such pair. A group stands over its first column, or repeated over each.

    >>> of_a_pair([["", "2024", "", "2025", ""], ["", "H1", "H2", "H1", "H2"]])
    ['', '2024 H1', '2024 H2', '2025 H1', '2025 H2']
    """
    firsts = [row[0].strip() for row in rows if row]
    if len(firsts) < 2 or (firsts[0] and firsts[1] not in ("", firsts[0])):
        return []
    names: list[str] = []
    sizes = Counter[str]()
    group = ""
    for over, own in zip_longest(*(map(_flat, row) for row in rows), fillvalue=""):
        group = over or (group if len(names) > 1 else "")  # the first column is no group
        is_inside = own not in ("", group) and group != ""
        sizes[group] += is_inside
        names.append(f"{group} {own}" if is_inside else own or over)
    filled = [*filter(None, names)]
    is_pair = max(sizes.values()) > 1 and len(set(filled)) == len(filled)
    return names if is_pair else []


def _is_remark(row: Row, usual: int) -> bool:
    """A title over the table, or a line about it such as `Source: | Acme`."""
    filled = [cell.strip() for cell in row if cell.strip()]
    is_named = [cell.endswith((":", "：")) for cell in filled] == [True, False]
    is_year = usual == _width(row) == 2 and len(filled) == 1 and bool(_YEAR.fullmatch(filled[0]))
    return is_named or (len(filled) < min(2, usual) and not is_year)


def _flat(cell: str) -> str:
    return " ".join(cell.split())


def _usual_width(rows: Sequence[Row]) -> int:
    """Of the rows of a table, where there is one: the titles and notes about it may outnumber them.

    Pairs of words among lines may as well be labels with their values.
    """
    several = [row for row in rows if _count(row) > 1]
    is_wide = len(several) > 1 and max(map(_count, several)) > 2
    is_table = is_wide or _stands_over_figures(several[0] if several else [], several[1:])
    widths = Counter(map(_width, several if is_table else rows))
    return widths.most_common(1)[0][0] if widths else 0


def _count(row: Row) -> int:
    return sum(bool(cell.strip()) for cell in row)


def _width(row: Row) -> int:
    return max((i for i, cell in enumerate(row, 1) if cell.strip()), default=0)


def _is_without_values(row: Row) -> bool:
    """Whether its only figures are years."""
    return all(map(_YEAR.fullmatch, filter(_FIGURE.fullmatch, map(str.strip, row))))


def _stands_over_figures(row: Row, below: Sequence[Row]) -> bool:
    """Whether a column has a word here and mostly figures below."""
    for i, cell in enumerate(row):
        values = [one[i].strip() for one in below if i < len(one) and one[i].strip()]
        count = sum(1 for value in values if _VALUE.fullmatch(value))
        if cell.strip() and not _FIGURE.fullmatch(cell.strip()) and count * 2 > len(values):
            return True
    return False


def _is_in_the_units_of(row: Row, below: Sequence[Row]) -> bool:
    """Whether it is one of the records below, by a unit that most of them have in that column."""
    if not row[0].strip() or names_a_first_column(row):
        return False
    for i, cell in enumerate(row):
        values = [one[i].strip() for one in below if i < len(one) and one[i].strip()]
        if own := unit(cell):
            same = sum(1 for value in values if unit(value) == own)
            if same * 2 > len(values):
                return True
    return False


@cache
def _first_names() -> frozenset[str]:
    text = resources.files("knowledge.parse").joinpath("headers.toml").read_text("utf-8")
    return frozenset(tomllib.loads(text)["names"])
