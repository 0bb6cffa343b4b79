"""Tables of a document in any of the forms in which they are stored, as cells that know their row and
column."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from agent.offline.documents.sizes import has_commas
from agent.offline.documents.sum_rows import sums_in
from agent.offline.documents.units import CODES, NOT_GIVEN, Unit, is_number
from agent.offline.documents.words import lists
from agent.offline.orders import is_order
from agent.offline.prose import statements_in, without_struck

_RULE = re.compile(r"^\|?[\s:|-]+\|[\s:|-]*$")
_RECORD = re.compile(r"[^;:|]{1,60}:[^;]*(?:;[^;:|]{1,61}:[^;]*)+\Z")
"""Each character has one place in it, so that a long row is refused as fast as it is read."""
_REMARK = re.compile(r"\b(?:remarks?|notes?|comments?)\b|备注|说明", re.IGNORECASE)
_MARK = re.compile(r"\*\*|__|(?<!\w)[*_](?=\S)|(?<=\S)[*_](?!\w)|`|\\")
_FIELD = re.compile(r"[^\W\d][^;:|]{0,59}: ")
_DATA_NAME = re.compile(r"[a-z_][\w.]*: ")
"""How a data file names a field, which prose does not: `valid_from`, `term.end`."""
_TELLS = re.compile(
    rf"\d{{1,2}}:\d\d\Z|(?:{CODES}|[A-Z]{{0,2}}[$€£¥₹₩])\s?\d|\S+@\S+\Z|(?:https?:|www\.)\S+\Z"
)
"""A time of day, money with what it is for, and an address: what a row tells, not what names it."""
_BLANK = frozenset("-–—/")
_YEAR = re.compile(r"(?:19|20)\d\d")
_INNER = re.compile(r"\w\.\w")
"""A field of an object inside that of the row: `coldest.date`."""
_LEADER = r"\s*(?:\.{4,}|(?: \.){4,}|…{2,})\s*"
_LED = re.compile(_LEADER)
_GAP = re.compile(rf"\t+|{_LEADER}| {{2,}}|\u3000+")
_BEGINS = re.compile(r"(?:[A-Z]{2,3}\s?|\D?)\d")
_MOSTLY = 0.6
"""Share of the rows of a column from which on it is one of figures."""
_FEWEST_ALIGNED = 3
"""Lines, the header among them."""
_LONGEST_NAME = 40
"""Characters of what names a row, on average; longer is a remark on it."""
_MOST_FIELD, _LONGEST_LAST = 60, 100
"""Characters; longer pieces between semicolons are prose, and longer cells at the end of a line."""
_INDENT = re.compile(r" *")
_POINTED = re.compile(r"(?:\b[A-Z]|\d)\.\Z")
"""A name or a day that ends with a full stop: "Arnold L."."""


@dataclass
class Table:
    """Rows under named columns, with the headings and paragraph above."""

    columns: list[str]
    heading: str
    before: str
    entry: str = ""
    rows: list[tuple[int, int, dict[str, str]]] = field(
        default_factory=list[tuple[int, int, dict[str, str]]]
    )
    """Each with its span in the text."""
    is_named_by_row: bool = False
    """Whether each row says the names of its columns, as a data file has it."""

    @property
    def is_record(self) -> bool:
        """Whether it is no table, but what a document says of itself, field by field."""
        return self.is_named_by_row and len(self.rows) == 1 and not self.heading

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


@dataclass(frozen=True)
class Aligned:
    """A line of a table without marks."""

    cells: tuple[str, ...]
    """Empty where it is only the header."""
    columns: tuple[str, ...] = ()
    """The header, where the line begins a table."""


def aligned_rows(text: str) -> dict[int, Aligned]:
    r"""Rows whose cells stand below each other, told apart by two spaces or more, as plain text has
    them, or joined by dots to their figure: by each line's place.

    >>> aligned_rows("Call-out  By day\nin a town  38\non an alp  62\n")[17].cells
    ('in a town', '38')
    >>> aligned_rows("Pear tart ..... 4.60\n")[0]
    Aligned(cells=('Pear tart', '4.60'), columns=('item', ''))
    """
    found: dict[int, Aligned] = {}
    run: list[tuple[int, list[str], bool]] = []
    place, is_below = 0, False
    for line in [*text.splitlines(keepends=True), ""]:
        if len(run) == 1 and _is_above(text, run[0], line):
            run, is_below = [], True
        cells, is_led = _GAP.split(line.strip()), _LED.search(line.strip()) is not None
        if run and (len(cells) != len(run[0][1]) or is_led != run[0][2]):
            found |= _table_of(run, is_below)
            run, is_below = [], False
        is_marked = line.lstrip().startswith("|")
        if len(cells) > 1 and not is_marked and not any(map(_is_statement, cells)):
            run.append((place, cells, is_led))
        else:
            found |= _table_of(run, is_below)
            run, is_below = [], False
        place += len(line)
    return found


def _is_statement(cell: str) -> bool:
    return cell.endswith((".", "。")) and not _POINTED.search(cell)


def _is_above(text: str, first: tuple[int, list[str], bool], line: str) -> bool:
    """Whether a line says of what those indented below it are: `EARLY 06:00   Foreman: S. Korda`."""
    indent = len(_INDENT.match(text, first[0])[0])  # pyright: ignore[reportOptionalSubscript]
    is_below = bool(line.strip()) and len(line) - len(line.lstrip(" ")) > indent
    return is_below and any(re.search(r":(?:\s|\Z)", cell) for cell in first[1])


def _table_of(run: Sequence[tuple[int, list[str], bool]], is_below: bool) -> dict[int, Aligned]:
    """The lines of one; `is_below` a line that says what they are of."""
    if not run or any(len(cell) > _MOST_FIELD for _, of, _ in run for cell in of[:-1]):
        return {}
    if any(len(of[-1]) > _LONGEST_LAST for _, of, _ in run):
        return {}
    rows = {
        place: tuple(plain(cell) for cell in cells)
        for place, cells, _ in run
        if not all(set(cell) <= set("-=—_ ") for cell in cells)
    }
    first = run[0][0]
    if run[0][2]:
        heads = ("item", *(" " * i for i in range(len(run[0][1]) - 1)))
        return {
            place: Aligned(cells, heads if place == first else ()) for place, cells in rows.items()
        }
    if len(run) < _FEWEST_ALIGNED:
        return {}
    if is_below or _has_no_header([*rows.values()]):
        heads = ("item", *(" " * i for i in range(1, len(run[0][1]))))
        return {
            place: Aligned(cells, heads if place == first else ()) for place, cells in rows.items()
        }
    return {
        place: Aligned((), cells) if place == first else Aligned(cells)
        for place, cells in rows.items()
    }


def _has_no_header(rows: Sequence[tuple[str, ...]]) -> bool:
    """Whether the first line holds figures where those below it do: "Steam railway   8"."""
    first, *others = rows
    of_figures = [
        i
        for i in range(1, len(first))
        if sum(_BEGINS.match(row[i]) is not None for row in others) >= _MOSTLY * len(others)
    ]
    return bool(of_figures) and all(
        _BEGINS.match(first[i]) and not _YEAR.fullmatch(first[i]) for i in of_figures
    )


_UNNAMED = re.compile(r"\s*[^:;.!?。]{1,40}(?:; [^:;.!?。]{1,40}: [^:;]+){2,}\s*$")


def record_of(line: str) -> dict[str, str] | None:
    """`name: value; name: value` as a row of a table.

    >>> record_of("valid_from: 2024; note: Closed; ask the office. It is next door; fee: 3")
    {'valid_from': '2024', 'note': 'Closed; ask the office. It is next door', 'fee': '3'}
    >>> record_of("Revenue; 2023: 10; 2024: 20")
    {'item': 'Revenue', '2023': '10', '2024': '20'}
    """
    if _UNNAMED.match(line):  # below a blank corner the names of the rows have none
        line = f"item: {line.strip()}"
    is_strict = _RECORD.match(line) and not re.search(r"[.!?。]\s+\S", line)
    parts: list[str] = []
    for part in line.strip().split("; "):
        if parts and not is_strict and not _FIELD.match(part):
            parts[-1] += f"; {part}"
        else:
            parts.append(part)
    is_data = len(parts) > 2 and (
        _DATA_NAME.match(parts[0])
        or not re.search(r"[.!?。]\s+\S", line)
        and _FIELD.match(parts[0])
    )
    if not is_strict and not is_data:
        return None
    pairs = [part.partition(":") for part in parts]
    if any(
        re.search(r"\d\Z", name) and re.match(r"[0-5]\d(?!\d)", value) for name, _, value in pairs
    ):
        return None  # a time of day: "Sauna 15:00 to 20:30; ..."
    return {plain(name): plain(value) for name, colon, value in pairs if colon and value.strip()}


def goes_on(table: Table, record: dict[str, str]) -> bool:
    """Whether a record is one more row of a table."""
    return next(iter(record)) in table.columns and bool(set(record) & set(table.columns[:2]))


def cells_of(table: Table, number: int) -> Iterator[Unit]:
    """Every cell of a table; those that give an order to the reader are left out."""
    sums = sums_in(table.columns, [record for _, _, record in table.rows])
    for i, of_sum in sums.items():
        table.rows[i] = (*table.rows[i][:2], of_sum)
    names = _naming(table)
    figures = (v for _, _, of in table.rows for v in of.values() if is_number(v))
    has_comma = has_commas(figures)
    for i, (start, end, record) in enumerate(table.rows):
        for column in table.columns[i in sums :]:  # that a sum is called so answers nothing
            if column not in record:
                continue
            beside = {name: record.get(name, NOT_GIVEN) for name in names if name != column}
            labels = [label for label in beside.values() if label != NOT_GIVEN]
            label = " · ".join(labels)
            if is_order(f"{label} {column}: {record[column]}"):
                continue
            if table.is_record and len(said := statements_in(record[column])) > 1:
                yield from (Unit("sentence", start, end, one, column) for one in said)
                continue
            head = ", ".join(filter(str.strip, (label, column)))
            yield Unit(
                "cell",
                start,
                end,
                f"{head}: {record[column]}",
                table.heading,
                table.before,
                label,
                column,
                record[column],
                " ".join(names),
                number,
                i,
                is_sum=i in sums,
                entry=table.entry,
                has_comma=has_comma,
            )


def _naming(table: Table) -> list[str]:
    """The columns that name a row: the first, those of short words or dates, and that of the year
    where the first names several rows alike."""
    if table.is_record:
        return []
    given = {column: _given(table, column) for column in table.columns}
    first = given[table.columns[0]]
    is_repeated = len(set(first)) < len(first)
    found = [
        column
        for i, (column, values) in enumerate(given.items())
        if i == 0
        or is_repeated
        and _is_of_years(values)
        or not _is_of_figures(values)
        and not _REMARK.search(column)
        and not _INNER.search(column)
        and sum(map(len, values)) <= _LONGEST_NAME * len(values)
    ]
    alike = _said_alike(table, found[1:])
    is_matrix = len(alike) > 2 or alike == {*found[1:]}
    return [column for column in found if not (is_matrix and column in alike)]


def _said_alike(table: Table, columns: Sequence[str]) -> set[str]:
    """Those of which some row says the same in several: what holds in each, as "available" does in
    regions; a name is not said twice."""
    alike: set[str] = set()
    for _, _, record in table.rows:
        said = Counter(record.get(column, NOT_GIVEN) for column in columns)
        if len({*record.values()}) > 1:
            twice = {value for value, n in said.items() if n > 1} - {NOT_GIVEN}
            alike.update(column for column in columns if record.get(column) in twice)
    return alike


def _given(table: Table, column: str) -> list[str]:
    """What a column holds, but for its blanks and dashes."""
    held = (record.get(column, NOT_GIVEN) for _, _, record in table.rows)
    return [value for value in held if value != NOT_GIVEN and value not in _BLANK]


def _is_of_years(values: Sequence[str]) -> bool:
    """Whether a column says of which year each row is, as several rows of one thing have it."""
    return len(set(values)) > 1 and all(map(_YEAR.fullmatch, values))


def _is_of_figures(values: Sequence[str]) -> bool:
    said = lists()["yes"] | lists()["no"]
    figures = sum(
        1 for value in values if is_number(value) or _TELLS.match(value) or value.casefold() in said
    )
    return bool(values) and figures * 2 >= len(values)


def plain(text: str) -> str:
    """A text without Markdown's marks."""
    held = without_struck(text)
    return " ".join(_MARK.sub("", held if held.strip() else text).split())
