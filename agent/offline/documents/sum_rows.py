"""Rows of a table that sum up those above them, as bills have them at their foot: their label may
stand in any column, or over several."""

from collections.abc import Collection, Iterator, Sequence

from agent.offline.documents.units import NOT_GIVEN, is_number
from knowledge.parse.outlines import says_sum

Record = dict[str, str]


def sums_in(columns: Sequence[str], records: Sequence[Record]) -> dict[int, Record]:
    """Such rows by their number, each with its label in the first column and its figures in theirs.

    >>> sums_in(["Item", "Qty", "USD"], [
    ...     {"Item": "Lamp", "Qty": "2", "USD": "10"},
    ...     {"Item": "VAT", "Qty": "VAT", "USD": "2"},
    ...     {"Item": "not given", "Qty": "To pay", "USD": "12"},
    ... ])
    {1: {'Item': 'VAT', 'USD': '2'}, 2: {'Item': 'To pay', 'USD': '12'}}
    """
    rows = [[_held(record, column) for column in columns] for record in records]
    most = max((sum(map(bool, row)) for row in rows), default=0)
    whole = [n for n, row in enumerate(rows) if sum(map(bool, row)) == most and len({*row}) == most]
    figures = {*_columns_of_figures([rows[n] for n in whole])}
    found: dict[int, Record] = {}
    for n, row in enumerate(rows):
        if n not in whole and _is_sum(row, figures, is_last=n > max(whole, default=n)):
            label = next(filter(None, row))
            values = {of: cell for of, cell in zip(columns, row, strict=True) if is_number(cell)}
            found[n] = {columns[0]: label, **values}
    return found


def _held(record: Record, column: str) -> str:
    held = record.get(column, "")
    return "" if held == NOT_GIVEN else held


def _columns_of_figures(rows: Sequence[Sequence[str]]) -> Iterator[int]:
    """Those that mostly hold figures."""
    for at, cells in enumerate(zip(*rows, strict=True)):
        if 2 * sum(map(is_number, cells)) > len(cells):
            yield at


def _is_sum(row: Sequence[str], figures: Collection[int], *, is_last: bool) -> bool:
    """Whether it is a label and figures: a label where the other rows have a figure, or one that
    says so without a name before it or below all of them."""
    filled = [at for at, cell in enumerate(row) if cell]
    label = [at for at in filled if row[at] == row[filled[0]]]
    values = filled[len(label) :]
    if not values or is_number(row[filled[0]]) or not all(is_number(row[at]) for at in values):
        return False
    is_over_figures = any(at in figures for at in label)
    return is_over_figures or ((label[0] > 0 or is_last) and says_sum(row[label[0]]))
