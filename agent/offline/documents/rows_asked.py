"""Sums over rows of a table that a question names or picks, and which sums are left where it does."""

from collections.abc import Collection, Iterator, Mapping, Sequence

from agent.offline.documents.columns import is_figure
from agent.offline.documents.judged import Judged
from agent.offline.documents.picked import Picked
from agent.offline.documents.reckonings import Reckoning, column_name, periods_of, value
from agent.offline.documents.sizes import value_of


def of_rows_picked(some: Sequence[Picked]) -> Iterator[Reckoning]:
    """The figures of each column over the rows that are picked together."""
    for one in some:
        columns: dict[str, list[Judged]] = {}
        for cell in (cell for row in one.rows.values() for cell in row):
            if is_figure(cell) and value_of(cell.unit.value) is not None:
                columns.setdefault(cell.unit.column, []).append(cell)
        for held in columns.values():
            values, of = tuple(map(value, held)), column_name(held[0])
            for operation in ("sum", "mean") if len(held) > 1 else ():
                yield Reckoning(operation, values, tuple(held), "named", one.name, of, periods_of(held[0]))  # fmt: skip


def of_rows_asked(found: Sequence[Reckoning], some: Sequence[Picked]) -> list[Reckoning]:
    """Without the sums of a whole column some of whose rows are named, without the two ends alone of a stretch that
    is, and without those over other rows than are picked."""
    rows = {
        (cells[0].source.document_id, cells[0].unit.table): one.rows.keys()
        for one in some
        for cells in [*one.rows.values()][:1]
    }
    return [one for one in _of_rows_named(found) if _is_of(rows, one)]


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
