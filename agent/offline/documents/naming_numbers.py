"""Numbers of a table that name its rows, as those of invoices do, and so are neither added nor compared."""

import re
from collections.abc import Iterable, Sequence

from agent.offline.documents.columns import value_of
from agent.offline.documents.judged import Judged

_NUMBER = r"(?:number|num|no\.?|nr\.?)"
_OF_NAMES = re.compile(
    r"(?:.*[ _-])?ids?|.*[a-z]ID|no\.|nr\.?|#|sku|zip(?:[ _]code)?|postcode|phone|telephone|(?:.*[编序单票]|账|帐|房|电话)号码?"
    rf"|(?:.*[ _])?(?:invoice|order|account|customer|contract|phone|serial|ticket|article|item|part|reference|ref|po|receipt|case|room|member|membership|employee|project|vendor|supplier)[ _]{_NUMBER}",
    re.IGNORECASE,
)
"""Headers below which every number is a name."""
_OF_FIRST = re.compile(
    rf"{_NUMBER}|pos\.?|position|ref\.?|reference|line|row|item|invoice|order|ticket|receipt|case|po|bill|customer|account|contract|发票|订单",
    re.IGNORECASE,
)
"""Those below which whole numbers are names where they begin the row: further on "Order" or "No" may count."""
_YEAR = re.compile(r"(?:19|20)\d\d")
_FEWEST = 3
"""Rows of which the numbers run on."""


def without_naming_numbers(judged: Sequence[Judged]) -> list[Judged]:
    """All but the cells of columns of figures that name rows.

    Such a column is called so, or begins the rows with numbers that run on: 1, 2, 3.
    """
    columns: dict[tuple[str, int, str], list[Judged]] = {}
    for one in judged:
        if one.unit.kind == "cell":
            columns.setdefault(_column(one), []).append(one)
    naming = {key for key, cells in columns.items() if _is_naming(cells)}
    return [one for one in judged if one.unit.kind != "cell" or _column(one) not in naming]


def _column(one: Judged) -> tuple[str, int, str]:
    return one.source.document_id, one.unit.table, one.unit.column


def _is_naming(cells: Sequence[Judged]) -> bool:
    unit = cells[0].unit
    values = [one.unit.value.strip() for one in cells if not one.unit.is_blank]
    if _OF_NAMES.fullmatch(unit.column.strip()):
        return any(re.search(r"\d", value) for value in values)
    is_first = unit.keys == unit.column or unit.keys.startswith(f"{unit.column} ")
    if not is_first or not values or not all(map(str.isdecimal, values)):
        return False
    is_called = _OF_FIRST.fullmatch(unit.column.strip()) and len({*values}) == len(values)
    is_of_years = all(map(_YEAR.fullmatch, values))
    return (
        bool(is_called)
        or not is_of_years
        and _run_on(one for one in cells if not one.unit.is_blank)
    )


def _run_on(cells: Iterable[Judged]) -> bool:
    """Whether each number is the one after that of the row above."""
    in_order = sorted(cells, key=lambda one: one.unit.row)
    values = [int(value_of(one.unit.figure) or 0) for one in in_order]
    return len(values) >= _FEWEST and values == [*range(values[0], values[0] + len(values))]
