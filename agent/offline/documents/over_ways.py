"""What a question may ask of rows that it picks: to list, to count or to reckon with them."""

import itertools
import re
from collections.abc import Iterator, Sequence
from decimal import Decimal

from agent.offline.documents.asked import Asked
from agent.offline.documents.columns import is_figure
from agent.offline.documents.judged import Judged
from agent.offline.documents.picked import are_called, name_of
from agent.offline.documents.reckonings import (
    ROWS,
    Reckoning,
    amount,
    column_name,
    periods_of,
    value,
)
from agent.offline.documents.sizes import value_of
from agent.offline.documents.ways import Way
from agent.offline.documents.worded import held_in
from agent.offline.documents.words import stems

_HALF = 0.5
_LIKELY = 0.08
"""Chance by the tagger from which on an answer of a kind is looked for."""
_MOST_LISTED, _MOST_COUNTED = 30, 200
_MOST_COLUMNS, _MOST_PAIRED = 5, 6
_PERSON = re.compile(r"(?:(?:Dr|Mr|Ms|Mrs|Prof|Father|Sister)\.? )?[A-Z][\w.'’-]*(?: (?:van|von|de|der|al|og|Og|ap))?(?: [A-Z][\w'’-]+){1,2}")  # fmt: skip


def of_ways(asked: Asked, found: Sequence[Way]) -> Iterator[Reckoning]:
    """Lists, counts and sums over each way's rows."""
    lists, counts = asks_for(asked, "list"), asks_for(asked, "count")
    of_one, of_two = asks_for(asked, "sum", "mean"), asks_for(asked, "share", "ratio", "difference", "change", "product", "rest")  # fmt: skip
    of_kind = _of_kind(asked, found)
    whole = {way.table: _figures(way) for way in found if not way.of}
    told: set[tuple[str, int]] = set()
    for way in found:
        rows = [*way.rows.values()]
        is_of_it = way.table in of_kind and _is_spoken_of(asked, way)
        if lists and is_of_it and len(rows) <= _MOST_LISTED:
            yield from _listed(asked, way)
        if way.table not in told and _tells_number(asked, way):
            told.add(way.table)  # likelier than to count what is picked less well
        counts_them = (counts or of_two) and is_of_it and _are_counted(asked, way)
        if counts_them and len(rows) <= _MOST_COUNTED and way.table not in told:
            yield from _counted(way, is_of_all=of_two)
        columns = _figures(way)
        if of_one and way.of and len(rows) > 1:
            for held in columns:
                for operation in ("sum", "mean"):
                    yield _made(way, operation, tuple(map(value, held)), held, column_name(held[0]))
        if of_two:
            yield from _of_two(way, columns)
            if way.of and len(way.rows) > 1:
                yield from _of_whole(way, columns, whole.get(way.table, ()))


def _of_kind(asked: Asked, found: Sequence[Way]) -> set[tuple[str, int]]:
    """The tables of the kind of thing that is listed or counted; all where none is called by it."""
    tables = {way.table: way for way in found if not way.of}
    told = asked.spoken
    shares = {
        table: told.share("rows", dict.fromkeys(way.above | _said_in(way), 1.0)) if told else None
        for table, way in tables.items()
    }
    kept = {table for table, share in shares.items() if share is None or share >= _HALF}
    return kept or {*tables}


def _is_spoken_of(asked: Asked, way: Way) -> bool:
    """Whether, where all rows are listed or counted, they hold what the question names, or are called by it."""
    told = asked.spoken
    if told is None or way.of:
        return told is not None
    held = dict.fromkeys(way.above | _said_in(way), 1.0)
    shares = (told.share(part, held) for part in ("rows", "filter", "item"))
    return all(share is None or share >= _HALF for share in shares)


def _are_counted(asked: Asked, way: Way) -> bool:
    """Whether rows or what stands above them name the kind of thing counted; those that it alone picks are of that
    kind: a valve, not a valve's price."""
    told = asked.spoken
    kind = {asked.counted} | (told.likely("rows") if told else frozenset[str]())
    said = way.above | frozenset[str]().union(*(held_in(one.unit.value) for row in way.rows.values() for one in row))  # fmt: skip
    if asked.counted and asked.counted not in said:
        return False
    only = (one.words for one in way.of if one.kind == "value" and one.words <= kind)
    return all(are_called(words, way.rows) for words in only)


def _tells_number(asked: Asked, way: Way) -> bool:
    """Whether a column of figures that picks none of the rows is called by what the question counts."""
    first = next(iter(way.rows.values()))
    of_rows = next(
        (one.unit.column for one in first if first[0].unit.keys.startswith(one.unit.column)), ""
    )
    said = {word for word, _ in asked.weights} - way.words - set(stems(of_rows.replace("_", " ")))
    figures = [one for one in first if is_figure(one) and one.unit.column not in way.columns]
    name = first[0].unit.keys
    if len(way.rows) == 1 and figures and way.of and all(name.startswith(c) for c in way.columns):
        return True  # the visitors of August, not how many months are August
    return any(
        said & set(stems(one.unit.column.replace("_", " ")))
        and not one.unit.keys.startswith(one.unit.column)
        for one in figures
    )


def _said_in(way: Way) -> frozenset[str]:
    """Stems of the first row's cells that are no figures: the "valve" of a table of valves."""
    first = next(iter(way.rows.values()))
    return frozenset(stem for one in first if not is_figure(one) for stem in stems(one.unit.value))


def asks_for(asked: Asked, *kinds: str) -> bool:
    """Whether an answer of one of the kinds may be asked."""
    if asked.spoken is None:
        said = {"list": asked.is_list, "count": asked.counts}
        return any(said.get(kind, bool(asked.operation)) for kind in kinds)
    return sum(asked.spoken.kinds.get(kind, 0.0) for kind in kinds) >= _LIKELY


def _made(
    way: Way, operation: str, values: tuple[str, ...], parts: Sequence[Judged], columns: str
) -> Reckoning:
    return Reckoning(operation, values, tuple(parts), "picked", way.name, columns, periods_of(parts[0]), way=way)  # fmt: skip


def _listed(asked: Asked, way: Way) -> Iterator[Reckoning]:
    """What names the rows, or their cells below a header that is asked."""
    rows = [*way.rows.values()]
    said = set(stems(asked.text))
    names = tuple(name_of(row) for row in rows)
    options = {names[0].unit.column: names}
    for first in rows[0]:
        column = first.unit.column
        cells = tuple(one for row in rows for one in row if one.unit.column == column and not one.unit.is_blank)  # fmt: skip
        if column in way.columns:
            continue  # that is what picks them
        is_asked = said & set(stems(column.replace("_", " "))) or column in first.unit.keys
        if cells and (is_asked or (asked.kind == "person" and are_people(cells))):
            options.setdefault(column, cells)
    for column, cells in [*options.items()][:_MOST_COLUMNS]:
        yield _made(way, "list", (), cells, column.replace("_", " "))


def are_people(cells: Sequence[Judged]) -> bool:
    """Whether most cells hold a name as people have it: two words or three with capitals."""
    return 2 * sum(1 for one in cells if _PERSON.fullmatch(one.unit.value.strip())) > len(cells)


def _counted(way: Way, *, is_of_all: bool) -> Iterator[Reckoning]:
    names = tuple(name_of(row) for row in way.rows.values())
    values = tuple(one.unit.value for one in names)
    yield _made(way, "count", values, names, column_name(names[0]))
    if is_of_all and way.of:
        yield _made(way, "share", (str(len(names)), str(way.size)), names, ROWS)


def _figures(way: Way) -> list[list[Judged]]:
    columns: dict[str, list[Judged]] = {}
    for row in way.rows.values():
        for one in row:
            if is_figure(one) and value_of(one.unit.figure) is not None:
                columns.setdefault(one.unit.column, []).append(one)
    return [*columns.values()]


def _of_whole(
    way: Way, columns: Sequence[Sequence[Judged]], whole: Sequence[Sequence[Judged]]
) -> Iterator[Reckoning]:
    """What share the rows together have of each whole column."""
    all_rows = {of[0].unit.column: of for of in whole}
    for some in columns:
        column = some[0].unit.column
        first, last = (sum(map(amount, of), Decimal(0)) for of in (some, all_rows.get(column, ())))
        if 0 < first < last:
            told = (*some, *(one for one in all_rows[column] if one not in some))
            yield _made(way, "share", (str(first), str(last)), told, column_name(some[0]))


def _of_two(way: Way, columns: Sequence[Sequence[Judged]]) -> Iterator[Reckoning]:
    """One column's sum against another's, and what two come to row by row."""
    for a, b in itertools.combinations(columns[:_MOST_PAIRED], 2):
        if [one.unit.row for one in a] != [one.unit.row for one in b]:
            continue  # one of them is blank somewhere
        names = f"{column_name(a[0])} and {column_name(b[0])}"
        first, last = (str(sum(map(amount, some), Decimal(0))) for some in (a, b))
        for operation in ("share", "ratio"):
            if Decimal(first) and Decimal(last):
                yield _made(way, operation, (first, last), (*a, *b), names)
                yield _made(way, operation, (last, first), (*b, *a), names)
        if len(a) > 1:
            small, large = sorted((first, last), key=Decimal)
            yield _made(way, "difference", (small, large), (*a, *b), names)
        else:
            yield _made(way, "product", (first, last), (*a, *b), names)
