"""Tables of a document in any of the forms in which they are stored, as cells that know their row and
column."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from agent.offline.documents.units import NOT_GIVEN, Unit, is_number
from agent.offline.documents.words import lists
from agent.offline.orders import is_order

_RULE = re.compile(r"^\|?[\s:|-]+\|[\s:|-]*$")
_RECORD = re.compile(r"[^;:|]{1,60}: ?[^;]*(?:; ?[^;:|]{1,60}: ?[^;]*)+\Z")
_MARK = re.compile(r"\*\*|__|(?<!\w)[*_](?=\S)|(?<=\S)[*_](?!\w)|`|\\")
_GAP = re.compile(r"\t+| {2,}|\u3000+")
_FEWEST_ALIGNED = 3
"""Lines, the header among them."""
_MOST_FIELD = 60
"""Characters; longer pieces between semicolons are prose."""


@dataclass
class Table:
    """Rows under named columns, with the heading and paragraph above."""

    columns: list[str]
    heading: str
    before: str
    rows: list[tuple[int, int, dict[str, str]]] = field(
        default_factory=list[tuple[int, int, dict[str, str]]]
    )
    """Each with its span in the text."""

    def add(self, start: int, end: int, record: dict[str, str]) -> None:
        """One more row, perhaps with columns that those before it lack."""
        self.columns += [name for name in record if name not in self.columns]
        self.rows.append((start, end, record))


def is_rule(line: str) -> bool:
    """Whether a line only rules a Markdown table off."""
    return _RULE.match(line) is not None


def row_of(line: str) -> list[str]:
    """The cells of a Markdown row."""
    return [plain(cell) for cell in re.split(r"(?<!\\)\|", line.strip().strip("|"))]


def fields_of(line: str) -> list[str]:
    """The cells of a row that is written `one; two; three`, as a table whose header is of figures
    is stored."""
    parts = line.strip().split("; ")
    bare = len(parts) > 2 and not any(":" in part or part.endswith(".") for part in parts)
    return [plain(part) for part in parts] if bare and max(map(len, parts)) <= _MOST_FIELD else []


def aligned_rows(text: str) -> dict[int, tuple[list[str], bool]]:
    r"""Rows whose cells stand below each other, told apart by two spaces or more, as plain text has
    them: for each line's place its cells, and whether it is the header.

    >>> aligned_rows("Call-out  By day\nin a town  38\non an alp  62\n")[17]
    (['in a town', '38'], False)
    """
    found: dict[int, tuple[list[str], bool]] = {}
    run: list[tuple[int, list[str]]] = []
    place = 0
    for line in [*text.splitlines(keepends=True), ""]:
        cells = _GAP.split(line.strip())
        if run and len(cells) != len(run[0][1]):
            found |= _table_of(run)
            run = []
        if len(cells) > 1 and not any(cell.endswith((".", "。")) for cell in cells):
            run.append((place, cells))
        else:
            found |= _table_of(run)
            run = []
        place += len(line)
    return found


def _table_of(run: Sequence[tuple[int, list[str]]]) -> dict[int, tuple[list[str], bool]]:
    if len(run) < _FEWEST_ALIGNED or any(len(cell) > _MOST_FIELD for _, of in run for cell in of):
        return {}
    return {
        place: ([plain(cell) for cell in cells], place == run[0][0])
        for place, cells in run
        if not all(set(cell) <= set("-=—_ ") for cell in cells)
    }


def record_of(line: str) -> dict[str, str] | None:
    """`name: value; name: value` as a row of a table."""
    if not _RECORD.match(line) or re.search(r"[.!?。]\s+\S", line):
        return None
    pairs = [part.partition(":") for part in line.split("; ")]
    return {plain(name): plain(value) for name, colon, value in pairs if colon and value.strip()}


def goes_on(table: Table, record: dict[str, str]) -> bool:
    """Whether a record is one more row of a table."""
    return next(iter(record)) in table.columns and bool(set(record) & set(table.columns[:2]))


def cells_of(table: Table, number: int) -> Iterator[Unit]:
    """Every cell of a table; those that give an order to the reader are left out."""
    names = _naming(table)
    for i, (start, end, record) in enumerate(table.rows):
        for column in table.columns:
            if column not in record:
                continue
            beside = {name: record.get(name, NOT_GIVEN) for name in names if name != column}
            labels = [label for label in beside.values() if label != NOT_GIVEN]
            label = " · ".join(labels)
            if is_order(f"{label} {column}: {record[column]}"):
                continue
            yield Unit(
                "cell",
                start,
                end,
                f"{label}, {column}: {record[column]}" if label else f"{column}: {record[column]}",
                table.heading,
                table.before,
                label,
                column,
                record[column],
                " ".join(names),
                number,
                i,
            )


def _naming(table: Table) -> list[str]:
    """The columns that name a row: the first, and those of words or dates."""
    return [
        column
        for i, column in enumerate(table.columns)
        if i == 0 or not _is_of_figures(_given(table, column))
    ]


def _given(table: Table, column: str) -> list[str]:
    """What a column holds, but for its blanks."""
    held = (record.get(column, NOT_GIVEN) for _, _, record in table.rows)
    return [value for value in held if value != NOT_GIVEN]


def _is_of_figures(values: Sequence[str]) -> bool:
    said = lists()["yes"] | lists()["no"]
    figures = sum(
        1
        for value in values
        if is_number(value) or re.match(r"\d{1,2}:\d\d\Z", value) or value.casefold() in said
    )
    return bool(values) and figures * 2 >= len(values)


def plain(text: str) -> str:
    """A text without Markdown's marks."""
    return " ".join(_MARK.sub("", text).split())
