"""Tables written as an outline, where a group is named once: its name stands in each of its rows,
so that they read alone. Rows that sum up the others belong to no group."""

import re
import tomllib
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import cache
from importlib import resources
from itertools import chain, pairwise
from math import isclose
from typing import NamedTuple

from knowledge.parse.headers import Row, is_value

_DAY_OR_YEAR = re.compile(r"(?:19|20)\d\d(?:[-./]\d+)*|\d{1,2}[./]\d{1,2}[./]\d+")
_NOTE = re.compile(r"[*†‡※(（].*|.*[:：](?:\s|(?<=：)).*|.*[.。]")
"""A cell that stands alone and tells of the table."""
_WORD = re.compile(r"[^\W\d_]+")


class _Part(NamedTuple):
    """A row with a name and those without below it; `named` are the rows from the last such part
    on, each with its own name."""

    head: Row
    below: Sequence[Row]
    named: Sequence[Row]


def completed(records: Sequence[Row], width: int) -> list[Row]:
    """The records; whose first columns are blank below a group's name, with that name.

    Of several groups another one than the last must have such rows: below the last one a bill has
    its shipping and taxes.

    >>> completed([["Acme", "Basic", "10"], ["", "Pro", "20"], ["Bolt", "Basic", "12"]], 3)[1]
    ['Acme', 'Pro', '20']
    """
    starts = [n for n, row in enumerate(records) if _leading(row) == 0 and not is_note(row)]
    if width < 2 or not starts or len(starts) == len(records):
        return [*records]
    figures = figures_in(records)
    if any(_goes_on(row, width, figures) for row in records[: starts[0]]):
        return [*records]  # the names stand beside the middle of their groups
    parts = [*_parts(records, starts)]
    inner = [
        row
        for part in parts[:-1]
        for row in part.below
        if _goes_on(row, width, figures) and not _is_sum(row, part.named)
    ]
    if len(parts) > 1 and not inner:
        return [*records]
    has_bare = any(map(_is_bare, inner))

    def is_own(row: Row) -> bool:
        is_known = has_bare or not _is_bare(row)
        is_bill = not inner and says_sum(row[_leading(row)])
        return _goes_on(row, width, figures) and is_known and not is_bill

    groups = (_of_group(part, is_own) for part in parts)
    return [*records[: starts[0]], *chain.from_iterable(groups)]


def figures_in(records: Iterable[Row]) -> set[int]:
    """The columns that mostly hold figures in rows with a name."""
    named = [row for row in records if _leading(row) == 0]
    width = max(map(len, named), default=0)
    values = {at: [row[at] for row in named if row[at : at + 1] and row[at]] for at in range(width)}
    return {at for at, cells in values.items() if 2 * sum(map(is_value, cells)) > len(cells)}


def sum_in(row: Row, figures: set[int]) -> int | None:
    """Where the label of a row stands that sums up others: the only word, before their figures. In
    its column stand figures otherwise, or it says so, or it stands apart from its only one."""
    filled = [at for at, cell in enumerate(row) if cell.strip()]
    are_values = [is_value(row[at]) for at in filled]
    if len(filled) < 2 or are_values[0] or not all(are_values[1:]):
        return None
    label, *values = filled
    is_label = label in figures or (values[0] > label + 1 and len(values) == 1)
    is_sum = says_sum(row[label]) if label else _is_called_sum(row[label])
    return label if (label and is_label) or is_sum else None


def is_note(row: Row) -> bool:
    """Whether its only cell tells of the table."""
    filled = [" ".join(cell.split()) for cell in row if cell.strip()]
    return len(filled) == 1 and bool(_NOTE.fullmatch(filled[0]))


def _parts(records: Sequence[Row], starts: Sequence[int]) -> Iterator[_Part]:
    named: list[Row] = []
    for start, end in pairwise([*starts, len(records)]):
        named.append(records[start])
        if end - start == 1:
            yield _Part(records[start], [], [])
        else:
            yield _Part(records[start], records[start + 1 : end], named)
            named = []


def _of_group(part: _Part, is_own: Callable[[Row], bool]) -> list[Row]:
    """The rows of a group up to their sum, with its name."""
    held = part.head
    group, whole = [held], [held]
    is_open = not _is_called_sum(held[0])
    for row in part.below:
        is_sum = _is_sum(row, part.named)
        is_open = is_open and not is_sum
        is_inside = is_open and is_own(row)
        if is_inside or (is_sum and _sums(row, group)):
            row = [*held[: _leading(row)], *row[_leading(row) :]]
        if is_inside:
            held = row
            group.append(row)
        whole.append(row)
    return whole


def _goes_on(row: Row, width: int, figures: set[int]) -> bool:
    """Whether it fills most of the columns but the first ones, the next one with what it is of."""
    count = _leading(row)
    rest = [cell for cell in row[count:width] if cell.strip()]
    if not 0 < count < width or 2 * len(rest) <= width - count or is_note(row):
        return False
    return is_value(row[count]) or count not in figures


def _is_bare(row: Row) -> bool:
    """Whether it has figures alone, and no day by which it is known."""
    filled = [cell.strip() for cell in row if cell.strip()]
    return all(map(is_value, filled)) and not (filled and _DAY_OR_YEAR.fullmatch(filled[0]))


def _is_sum(row: Row, named: Sequence[Row]) -> bool:
    """Whether it is called a sum, or is one of rows that have their own names."""
    return _is_called_sum(row[_leading(row)]) or _sums(row, named)


def _sums(row: Row, above: Sequence[Row]) -> bool:
    """Whether each of its figures is the sum of those above it."""
    if len(above) < 2:
        return False
    values = [(at, _number(cell)) for at, cell in enumerate(row) if is_value(cell)]
    return any(value for _, value in values) and all(
        isclose(value, sum(_number(one[at]) for one in above if at < len(one)))
        for at, value in values
    )


def _number(cell: str) -> float:
    found = re.sub(r"[^\d.-]", "", cell)
    return float(found) if re.fullmatch(r"-?\d+(\.\d+)?", found) else 0.0


def _is_called_sum(label: str) -> bool:
    """Whether its first word or its last one is a name of sums."""
    words = _WORD.findall(label.casefold())
    return not _names()[0].isdisjoint([*words[:1], *words[-1:]])


def says_sum(label: str) -> bool:
    """Whether rows are called so that sum up others, or stand beside these in bills.

    >>> says_sum("Grand total"), says_sum("VAT 20%"), says_sum("Tax advice")
    (True, True, False)
    """
    words = {*_WORD.findall(label.casefold())}
    return _is_called_sum(label) or (bool(words) and words <= _names()[1])


def _leading(row: Row) -> int:
    """How many blank cells it begins with."""
    return next((at for at, cell in enumerate(row) if cell.strip()), len(row))


@cache
def _names() -> tuple[frozenset[str], frozenset[str]]:
    text = resources.files("knowledge.parse").joinpath("outlines.toml").read_text("utf-8")
    return frozenset(tomllib.loads(text)["sums"]), frozenset(tomllib.loads(text)["beside"])
