"""What could be reckoned from tables: two figures of a row, parts and totals of a column, rows that a question
names, the same figure in two documents."""

import itertools
import re
from calendar import month_name
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from agent.offline.documents import periods as times
from agent.offline.documents.asked import Asked
from agent.offline.documents.columns import adds_up, is_figure, is_total, unit_of
from agent.offline.documents.judged import Judged
from agent.offline.documents.over_time import are_of_other_times, newest, of_one_kind
from agent.offline.documents.reckonings import (
    Reckoning,
    amount,
    bare,
    column_name,
    own_periods,
    periods_of,
    row_name,
    value,
)
from agent.offline.documents.sides import are_apart, set_apart
from agent.offline.documents.sizes import value_of
from agent.offline.documents.words import lists, stems

_MOST_TABLES, _MOST_ROWS, _MOST_NAMED, _FEW_ROWS, _FEWEST = 8, 40, 6, 3, 3
_MONTHS = [month.casefold() for month in month_name[1:]]
_JOINS = frozenset("to until till through – — -".split())
_BETWEEN = re.compile(r"\bbetween\b", re.IGNORECASE)
_MOST_BETWEEN = 4
"""Words from the first row's name to the last one's."""
_OVER_TIME = ("change", "difference", "sum", "ratio")
_OF_SEVERAL = ("sum", "mean")


@dataclass(frozen=True)
class Table:
    """The figures of one table."""

    rows: tuple[tuple[Judged, ...], ...]
    columns: tuple[tuple[Judged, ...], ...]
    totals: frozenset[int]
    """The rows that are the sum of others."""

    def is_whole(self, one: Judged) -> bool:
        """Whether a cell is of such a row."""
        return one.unit.row in self.totals


def of_tables(asked: Asked, judged: Sequence[Judged]) -> Iterator[Reckoning]:
    """All sums over the tables that hold the likeliest cells."""
    tables = _tables(judged)
    for table in tables:
        yield from _of_rows(table)
        yield from _of_columns(asked, table)
    yield from _over_documents(asked, tables)


def _tables(judged: Sequence[Judged]) -> list[Table]:
    grouped: dict[tuple[str, int], list[Judged]] = {}
    for one in judged:
        if is_figure(one) and value_of(one.unit.figure) is not None:
            grouped.setdefault((one.source.document_id, one.unit.table), []).append(one)
    best = sorted(grouped.values(), key=lambda cells: -max(one.score for one in cells))
    return [_table(cells) for cells in best[:_MOST_TABLES]]


def _table(cells: Sequence[Judged]) -> Table:
    cells = sorted(cells, key=lambda one: (one.unit.row, one.unit.start))
    by_row = itertools.groupby(cells, key=lambda one: one.unit.row)
    rows = [tuple(of) for _, of in by_row][:_MOST_ROWS]
    columns: dict[str, list[Judged]] = {}
    for one in itertools.chain.from_iterable(rows):
        columns.setdefault(one.unit.column, []).append(one)
    named = {one.unit.row for one in cells if is_total(one, ())}
    added = {
        row[0].unit.row
        for row in rows
        if all(adds_up(one, columns[one.unit.column]) for one in row)
    }
    return Table(tuple(rows), tuple(map(tuple, columns.values())), frozenset(named or added))


def _of_rows(table: Table) -> Iterator[Reckoning]:
    """Two figures of one row: of two years, or of two measures; and stretches of its years."""
    for row in table.rows:
        yield from _of_years_across(row)
        yield from _across(row, is_whole=table.is_whole(row[0]))
        for a, b in itertools.combinations(row, 2):
            mine, its = own_periods(a), own_periods(b)
            if bare(a.unit.column) == bare(b.unit.column) and mine and its and mine != its:
                a, b = (b, a) if mine > its else (a, b)
                of = f"from {column_name(a)} to {column_name(b)}"
                spans = (*own_periods(a)[:1], *own_periods(b)[:1])
                for operation in _OVER_TIME:
                    yield Reckoning(operation, (value(a), value(b)), (a, b), "row", row_name(a), of, spans, table.is_whole(a))  # fmt: skip
            elif ("%" in unit_of(a.unit)) == ("%" in unit_of(b.unit)):
                yield from _of_measures(a, b, is_whole=table.is_whole(a))


def _across(row: Sequence[Judged], *, is_whole: bool) -> Iterator[Reckoning]:
    """All figures of a row, where its columns are not years and none is the sum of the others."""
    held = [one for one in row if not times.periods_in(one.unit.column) or bare(one.unit.column)]
    held = [one for one in held if "%" not in unit_of(one.unit) and not is_total_column(one)]
    if len(held) < 2:
        return
    spans = periods_of(held[0])
    for operation in _OF_SEVERAL:
        yield Reckoning(operation, tuple(map(value, held)), tuple(held), "across", row_name(held[0]), "all columns", spans, is_whole)  # fmt: skip


def is_total_column(one: Judged) -> bool:
    """Whether a column is named as the sum of others."""
    return bool({"total", "sum", "all", "overall"} & set(bare(one.unit.column))) or any(
        word in one.unit.column for word in ("合计", "总计", "总数")
    )


def _of_years_across(row: Sequence[Judged]) -> Iterator[Reckoning]:
    """Sums and means over three years or more that stand side by side in a row."""
    by_name: dict[tuple[str, ...], list[Judged]] = {}
    for one in row:
        if own_periods(one):
            by_name.setdefault(bare(one.unit.column), []).append(one)
    for some in by_name.values():
        of = sorted(some, key=own_periods)
        for first, last in itertools.combinations(range(len(of)), 2):
            held = of[first : last + 1]
            if len({own_periods(one) for one in held}) != len(held) or len(held) < _FEWEST:
                continue
            spans = (*own_periods(held[0])[:1], *own_periods(held[-1])[:1])
            name = f"from {column_name(held[0])} to {column_name(held[-1])}"
            for operation in _OF_SEVERAL:
                yield Reckoning(operation, tuple(map(value, held)), tuple(held), "stretch", row_name(held[0]), name, spans)  # fmt: skip


def _of_measures(a: Judged, b: Judged, *, is_whole: bool) -> Iterator[Reckoning]:
    small, large = sorted((a, b), key=amount)
    spans = tuple(dict.fromkeys((*periods_of(a), *periods_of(b))))
    row = row_name(a)
    units = {unit_of(one.unit) for one in (a, b)} - {""}
    for operation, first, last, of in (
        ("difference", small, large, f"{column_name(large)} less {column_name(small)}"),
        ("sum", small, large, f"{column_name(small)} and {column_name(large)}"),
        ("change", a, b, f"from {column_name(a)} to {column_name(b)}"),
        ("share", a, b, f"{column_name(a)} of {column_name(b)}"),
        ("share", b, a, f"{column_name(b)} of {column_name(a)}"),
        ("ratio", a, b, f"{column_name(b)} per {column_name(a)}"),
        ("ratio", b, a, f"{column_name(a)} per {column_name(b)}"),
    ):
        if len(units) > 1 and operation != "ratio":
            continue  # euros are no part of kilowatt-hours
        yield Reckoning(operation, (value(first), value(last)), (first, last), "beside", row, of, spans, is_whole)  # fmt: skip


def _of_columns(asked: Asked, table: Table) -> Iterator[Reckoning]:
    for column in table.columns:
        rows = [one for one in column if not table.is_whole(one)]
        totals = [one for one in column if table.is_whole(one)]
        if len(column) < 2:
            continue
        if all(times.periods_in(one.unit.label) and not bare(one.unit.label) for one in rows):
            yield from _of_years(rows)
        elif len(rows) > 1:
            yield from _of_all(rows, totals)
            yield from _of_named(asked, rows)
            for same in _over_years(rows):
                yield from _of_years(same)


def _of_all(rows: Sequence[Judged], totals: Sequence[Judged]) -> Iterator[Reckoning]:
    """All rows of a column, and each as a part of them."""
    name, spans = column_name(rows[0]), periods_of(rows[0])
    for operation in _OF_SEVERAL:
        yield Reckoning(operation, tuple(map(value, rows)), tuple(rows), "all", "all rows", name, spans)  # fmt: skip
    is_whole = len(totals) == 1
    whole = amount(totals[0]) if is_whole else sum(map(amount, rows), Decimal(0))
    for one in rows if whole else ():
        told = (one, *(totals if is_whole else (other for other in rows if other is not one)))
        values = (value(one), str(whole))
        yield Reckoning("share", values, told, "part", f"{row_name(one)} of all", name, spans, is_whole)  # fmt: skip
        if is_whole:
            yield Reckoning("difference", values, told, "part", f"all but {row_name(one)}", name, spans, is_whole)  # fmt: skip


def _over_years(rows: Sequence[Judged]) -> Iterator[list[Judged]]:
    """The rows of each thing, where every one is of another year."""
    by_name: dict[tuple[str, ...], list[Judged]] = {}
    for one in rows:
        by_name.setdefault(stems(times.without_periods(one.unit.label)), []).append(one)
    for same in by_name.values():
        years = [own_periods(one)[:1] for one in same]
        if len(same) > 1 and all(years) and len(set(years)) == len(years):
            yield sorted(same, key=own_periods)


def _of_years(rows: Sequence[Judged]) -> Iterator[Reckoning]:
    """A column whose rows are years: two of them, and stretches of them."""
    if not rows:
        return
    name = column_name(rows[0])
    for a, b in itertools.combinations(sorted(rows, key=own_periods), 2):
        spans = (*own_periods(a)[:1], *own_periods(b)[:1])
        of = f"from {row_name(a)} to {row_name(b)}"
        for operation in _OVER_TIME:
            yield Reckoning(operation, (value(a), value(b)), (a, b), "row", of, name, spans)
    for first, last in itertools.combinations(range(len(rows)), 2):
        yield from _stretch(rows[first : last + 1], name)


def _stretch(held: Sequence[Judged], name: str) -> Iterator[Reckoning]:
    of = f"from {row_name(held[0])} to {row_name(held[-1])}"
    spans = tuple(dict.fromkeys((*periods_of(held[0])[:1], *periods_of(held[-1])[:1])))
    for operation in _OF_SEVERAL:
        yield Reckoning(operation, tuple(map(value, held)), tuple(held), "stretch", of, name, spans)


def _of_named(asked: Asked, rows: Sequence[Judged]) -> Iterator[Reckoning]:
    """Rows that the question names: two of them, those between, and all of them."""
    words = frozenset(stems(asked.whole))
    shared = frozenset.intersection(*(frozenset(bare(one.unit.label)) for one in rows))
    named = [one for one in rows if _is_named(one, words, shared)]
    most = sorted(named, key=lambda one: -len(words & set(bare(one.unit.label))))[:_MOST_NAMED]
    most = [one for one in named if one in most]
    name, spans = column_name(rows[0]), periods_of(rows[0])
    for a, b in itertools.combinations(rows if len(rows) <= _FEW_ROWS else most, 2):
        small, large = sorted((a, b), key=amount)
        for operation, first, last, of in (
            ("difference", small, large, f"{row_name(large)} less {row_name(small)}"),
            ("ratio", small, large, f"{row_name(large)} to {row_name(small)}"),
            ("change", a, b, f"from {row_name(a)} to {row_name(b)}"),
            ("share", a, b, f"{row_name(a)} of {row_name(b)}"),
            ("share", b, a, f"{row_name(b)} of {row_name(a)}"),
        ):
            yield Reckoning(operation, (value(first), value(last)), (first, last), "rows", of, name, spans)  # fmt: skip
    for period in asked.periods:
        dated = [one for one in rows if period in times.periods_in(one.unit.label)]
        if 1 < len(dated) < len(rows):
            for operation in _OF_SEVERAL:
                yield Reckoning(operation, tuple(map(value, dated)), tuple(dated), "dated", f"all rows of {period}", name, (period,))  # fmt: skip
    if 1 < len(named) < len(rows):
        of = " and ".join(map(row_name, named))
        for operation in _OF_SEVERAL:
            yield Reckoning(operation, tuple(map(value, named)), tuple(named), "named", of, name, spans)  # fmt: skip
    if len(named) == 2 and _are_ends(asked, *named):
        first, last = (rows.index(one) for one in named)
        if last - first > 1:
            yield from _stretch(rows[first : last + 1], name)


def _is_named(one: Judged, words: frozenset[str], shared: frozenset[str]) -> bool:
    """Whether a question has a word of its row that not all rows have, or its month in short or in full."""
    own = [s for s in bare(one.unit.label) if s not in shared and s not in lists()["idle"]]
    return any(s in words for s in own) or bool(_months(own) & _months(words))


def _months(words: Collection[str]) -> set[str]:
    """The months among words, those of a quarter among them."""
    return {
        month
        for at, month in enumerate(_MONTHS)
        if not {month, month[:3], f"q{at // 3 + 1}"}.isdisjoint(words)
    }


def _are_ends(asked: Asked, first: Judged, last: Judged) -> bool:
    """Whether a question names two rows as the first and the last of a stretch: "from May to August"."""
    said = [(stems(word) or (word,))[0] for word in re.findall(r"\w+|[–—-]", asked.text)]
    joins = _JOINS | {"and"} if _BETWEEN.search(asked.text) else _JOINS
    marks = [[i for i, word in enumerate(said) if word in bare(one.unit.label) or _months([word]) & _months(bare(one.unit.label))] for one in (first, last)]  # fmt: skip
    return any(
        0 < b - a <= _MOST_BETWEEN and not joins.isdisjoint(said[a + 1 : b])
        for a, b in itertools.product(*marks)
    )


def _over_documents(asked: Asked, tables: Sequence[Table]) -> Iterator[Reckoning]:
    """The same figure in two documents of one kind, or in two tables of one document, the earlier first; or of the
    two things asked."""
    two = set_apart(asked)
    alike: dict[tuple[str, ...], list[tuple[Judged, bool]]] = {}
    for table in tables:
        for one in itertools.chain.from_iterable(table.rows):
            key = (*bare(one.unit.label), "|", *bare(one.unit.column))
            alike.setdefault(key, []).append((one, table.is_whole(one)))
    for some in alike.values():
        cells = [one for one, _ in some]
        for (a, is_whole), (b, _) in itertools.combinations(some, 2):
            if two is not None and are_apart(a, b, two):
                if all(newest(asked, one, cells) is one for one in (a, b)):
                    a, b = sorted((a, b), key=amount)
                    yield from _of_two_documents(a, b, (), is_whole=is_whole)
            elif (of_one_kind(a, b) or are_of_other_times(a, b)) and not (
                len(asked.periods) > 1 and _is_of_one_period(a, b)
            ):
                a, b = (b, a) if periods_of(a) > periods_of(b) else (a, b)
                spans = (*periods_of(a)[:1], *periods_of(b)[:1])
                yield from _of_two_documents(a, b, spans, is_whole=is_whole)


def _is_of_one_period(a: Judged, b: Judged) -> bool:
    """Whether two cells name the same period: told twice, no change from one to another."""
    named = [times.periods_in(f"{one.unit.label} {one.unit.column}") for one in (a, b)]
    return bool(named[0]) and named[0] == named[1]


def _of_two_documents(
    a: Judged, b: Judged, spans: tuple[str, ...], *, is_whole: bool
) -> Iterator[Reckoning]:
    names = [one.source.title for one in (a, b)]
    if names[0] == names[1]:
        names = [one.unit.heading for one in (a, b)]
    of = f"{column_name(a)}, {names[0]} and {names[1]}"
    for operation in _OVER_TIME:
        yield Reckoning(operation, (value(a), value(b)), (a, b), "documents", row_name(a), of, spans, is_whole)  # fmt: skip
