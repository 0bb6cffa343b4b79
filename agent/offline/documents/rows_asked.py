"""Sums over rows of a table that a question names or picks, and which sums are left where it does."""

import itertools
from collections.abc import Collection, Iterator, Mapping, Sequence
from decimal import Decimal

from agent.offline.documents.asked import Asked
from agent.offline.documents.columns import is_figure, is_total
from agent.offline.documents.judged import Judged
from agent.offline.documents.periods import is_same, periods_in
from agent.offline.documents.picked import Picked, tables
from agent.offline.documents.reckonings import (
    Reckoning,
    amount,
    bare,
    column_name,
    periods_of,
    row_name,
    value,
)
from agent.offline.documents.sizes import value_of

_OF_TWO = ("change", "difference")
_MOST_COLUMNS = 5
"""Columns of figures that are set against each other."""


def of_rows_picked(some: Sequence[Picked]) -> Iterator[Reckoning]:
    """The figures of each column over the rows that are picked together."""
    for one in some:
        columns: dict[str, list[Judged]] = {}
        for cell in (cell for row in one.rows.values() for cell in row):
            if is_figure(cell) and value_of(cell.unit.figure) is not None:
                columns.setdefault(cell.unit.column, []).append(cell)
        for held in columns.values():
            values, of = tuple(map(value, held)), column_name(held[0])
            for operation in ("sum", "mean") if len(held) > 1 else ():
                yield Reckoning(operation, values, tuple(held), "named", one.name, of, periods_of(held[0]))  # fmt: skip


def of_groups(
    asked: Asked, some: Sequence[Picked], judged: Sequence[Judged]
) -> Iterator[Reckoning]:
    """The figures of each column added up over the rows of each of two times asked, and set against each
    other; over the rows that are picked one column's against another's, and against the whole column."""
    for cells in tables(judged):
        columns = _columns([one for one in cells if not is_total(one, ())])
        if len(asked.periods) == len(_OF_TWO):
            for held in columns.values():
                yield from _of_times(asked.periods, held)
    for one in some:
        first = next(iter(one.rows.values()))[0]
        columns = _columns([cell for row in one.rows.values() for cell in row])
        columns = {name: held for name, held in columns.items() if len(held) > 1}
        for a, b in itertools.combinations([*columns.values()][:_MOST_COLUMNS], 2):
            if len(a) == len(b):
                yield from _of_sums(a, b, one.name, "columns", ())
        for name, held in columns.items():
            rest = [
                cell
                for cell in judged
                if is_figure(cell)
                and cell.unit.column == name
                and (cell.source.document_id, cell.unit.table)
                == (first.source.document_id, first.unit.table)
                and not is_total(cell, ())
                and value_of(cell.unit.figure) is not None
            ]
            if len(rest) > len(held) and (whole := _total(rest)):
                values = (str(_total(held)), str(whole))
                yield Reckoning("share", values, tuple(held), "part", f"{one.name} of all", column_name(held[0]), periods_of(held[0]))  # fmt: skip


def _columns(cells: Sequence[Judged]) -> dict[str, list[Judged]]:
    found: dict[str, list[Judged]] = {}
    for cell in cells:
        if is_figure(cell) and value_of(cell.unit.figure) is not None:
            found.setdefault(cell.unit.column, []).append(cell)
    return found


def _of_times(periods: Sequence[str], column: Sequence[Judged]) -> Iterator[Reckoning]:
    of = [[one for one in column if any(is_same(p, held) for held in periods_in(one.unit.label))] for p in periods]  # fmt: skip
    if list(map(len, of)) == [1, 1]:  # one row a year, called by something else as well
        (a,), (b,) = sorted(of, key=lambda rows: periods_of(rows[0]))
        name = f"from {row_name(a)} to {row_name(b)}"
        for operation in (*_OF_TWO, "sum", "ratio"):
            yield Reckoning(operation, (value(a), value(b)), (a, b), "row", name, column_name(a), tuple(sorted(periods)))  # fmt: skip
    elif min(map(len, of)) > 1:
        yield from _of_sums(of[0], of[1], "all rows", "groups", (periods[0], periods[1]))


def _of_sums(
    a: Sequence[Judged], b: Sequence[Judged], rows: str, form: str, spans: tuple[str, ...]
) -> Iterator[Reckoning]:
    if spans and spans[0] > spans[1]:
        a, b, spans = b, a, (spans[1], spans[0])
    first, last = _total(a), _total(b)
    names = dict.fromkeys((column_name(a[0]), column_name(b[0])))
    for operation in _OF_TWO if spans else (*_OF_TWO, "share", "ratio"):
        for one, other in ((first, last),) if spans else ((first, last), (last, first)):
            if one:
                yield Reckoning(operation, (str(one), str(other)), (*a, *b), form, rows, " and ".join(names), spans)  # fmt: skip


def _total(cells: Sequence[Judged]) -> Decimal:
    return sum(map(amount, cells), Decimal(0))


def of_rows_asked(
    asked: Asked, found: Sequence[Reckoning], some: Sequence[Picked]
) -> list[Reckoning]:
    """Without the sums of a whole column some of whose rows are named, without the two ends alone of a stretch that
    is, without those over other rows than are picked, and without those of one thing that is not named where all of them
    can be added up for each time."""
    rows = {
        (cells[0].source.document_id, cells[0].unit.table): one.rows.keys()
        for one in some
        for cells in [*one.rows.values()][:1]
    }
    kept = [one for one in _of_rows_named(found) if _is_of(rows, one)]
    whole = {_column(one) for one in kept if one.form == "groups"}
    return [
        one
        for one in kept
        if one.form != "row" or _column(one) not in whole or _is_named(asked, one)
    ]


def _is_named(asked: Asked, one: Reckoning) -> bool:
    words = {word for word, _ in asked.weights}
    return any(words & set(bare(part.unit.label)) for part in one.parts)


def _of_rows_named(found: Sequence[Reckoning]) -> list[Reckoning]:
    wider = {"stretch": ("all", "named"), "named": ("all",)}
    left_out = {(form, *_column(one)) for one in found for form in wider.get(one.form, ())}
    return [one for one in found if (one.form, *_column(one)) not in left_out]


def _column(one: Reckoning) -> tuple[str, str, str, int]:
    return one.operation, one.columns, one.parts[0].source.document_id, one.parts[0].unit.table


def _is_of(rows: Mapping[tuple[str, int], Collection[int]], one: Reckoning) -> bool:
    parts = one.parts[:1] if one.form == "part" else one.parts
    return all(
        part.unit.kind != "cell"
        or part.unit.row in rows.get((part.source.document_id, part.unit.table), (part.unit.row,))
        for part in parts
    )
