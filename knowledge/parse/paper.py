"""Pages of a PDF: their lines and tables, and what goes over from one page to the next."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import partial
from itertools import compress, pairwise
from typing import Any

from knowledge.parse import columns, hyphens, margins, marked, raised, ruled
from knowledge.parse.columns import Box
from knowledge.parse.drawn_forms import as_form
from knowledge.parse.grids import as_markdown
from knowledge.parse.headers import has_own_names, names_over
from knowledge.parse.margins import Line, Mark
from knowledge.parse.pages import PAGE_NUMBER

Thing = dict[str, Any]
"""A character or line of a page, as pdfplumber describes it."""
_SPACING = {"x_tolerance_ratio": 0.15}
"""Relative to the letters' size: a fixed gap joins the words of small print."""
_APART = 3
"""Points by which the same column may stand elsewhere on the next page."""


@dataclass
class Table:
    """Rows of cells, None where another cell covers one, and where the columns begin and end."""

    rows: list[list[str | None]]
    edges: list[int]

    @property
    def cells(self) -> list[list[str]]:
        """The rows in words."""
        return [[" ".join((cell or "").split()) for cell in row] for row in self.rows]


@dataclass
class Page:
    """What stands on it from top to bottom: lines first and last, and between two tables."""

    blocks: list[list[Line] | Table]
    head: list[Line] = field(default_factory=list[Line])
    foot: list[Line] = field(default_factory=list[Line])

    @property
    def tables(self) -> list[Table]:
        """In their order."""
        return [block for block in self.blocks if isinstance(block, Table)]

    def lines(self, at: int) -> list[Line]:
        """Those of the first or last block."""
        block = self.blocks[at]
        return block if isinstance(block, list) else []


def read(page: Any) -> Page:
    """A page of pdfplumber, each table in its place, one column of text after the other."""
    raised.write_out(page)
    marked.part(page)
    drawn = [*filter(_is_table, page.find_tables())]
    words = page.filter(_outside([table.bbox for table in drawn]))
    parts = columns.in_order(words, [table.bbox for table in drawn])
    blocks: list[list[Line] | Table] = [[]]
    for box in parts:
        part = words.filter(partial(_is_inside, box=box)) if len(parts) > 1 else words
        _read_part(part, [table for table in drawn if _has(box, table.bbox)], blocks)
    return Page(blocks)


def _read_part(part: Any, drawn: Sequence[Any], blocks: list[list[Line] | Table]) -> None:
    """Its lines go on with the last block, its tables follow, each with a block of lines below."""
    underlined = [*filter(_is_table, ruled.tables_in(part))]
    words = part.filter(_outside([table.bbox for table in underlined])) if underlined else part
    tables: list[Any] = sorted([*drawn, *underlined], key=lambda table: table.bbox[1])
    top = float("-inf")
    for table in tables:
        _add(blocks, _lines(words.filter(_between(top, table.bbox[1]))))
        for found in _apart(table):
            blocks += [found, []]
        top = table.bbox[1]
    _add(blocks, _lines(words.filter(_between(top, float("inf"))) if tables else words))


def _apart(table: Any) -> Iterator[Table]:
    """The tables in one of pdfplumber, which takes two for one where they touch: of several rows each,
    and no border between columns goes on."""
    rows: list[list[str | None]] = table.extract(**_SPACING)
    borders = [[at for at, cell in enumerate(row) if at and cell is not None] for row in rows]
    cuts = [n for n in range(2, len(rows) - 1) if _touch(*borders[n - 2 : n + 2])]
    for start, end in pairwise([0, *cuts, len(rows)]):
        cells = [cell for row in table.rows[start:end] for cell in row.cells if cell]
        kept = [
            any(cell is not None for cell in column)
            for column in zip(*rows[start:end], strict=True)
        ]
        own = [[*compress(row, kept)] for row in rows[start:end]]
        yield Table(own, sorted({round(side) for cell in cells for side in (cell[0], cell[2])}))


def _touch(*borders: list[int]) -> bool:
    """Whether another table begins with the third of these rows."""
    above, last, first, below = borders
    return above == last != [] != first == below and not {*last} & {*first}


def _add(blocks: list[list[Line] | Table], lines: list[Line]) -> None:
    last = blocks[-1]
    blocks[-1] = [*last, *lines] if isinstance(last, list) else last


def as_texts(pages: Sequence[Page]) -> list[str]:
    """What each page says. Of lines that run along on most pages the first is told, a table that
    goes on has the names of its columns on every page, and words parted by a line's end are whole."""
    _set_margins_aside(pages)
    _name_what_goes_on(pages)
    whole = partial(hyphens.mended, words=hyphens.known(_pieces(pages)))
    return [_as_text(page, whole) for page in pages]


def _set_margins_aside(pages: Sequence[Page]) -> None:
    marks = margins.running([[*page.lines(0), *page.lines(-1)] for page in pages])
    told: set[Mark | None] = set()
    for page in pages:
        head, page.blocks[0], foot = margins.parted(page.lines(0), marks)
        if page.tables:
            page.blocks[0] = [*page.lines(0), *foot]  # it ends above a table, not at the foot
            _, page.blocks[-1], foot = margins.parted(page.lines(-1), marks)
        page.head = [line for line in head if line.mark not in told]
        page.foot = [line for line in foot if line.mark not in told]
        told |= {line.mark for line in (*head, *foot)}


def _name_what_goes_on(pages: Sequence[Page]) -> None:
    above: Table | None = None
    for page in pages:
        tables = page.tables
        if above and tables and _is_blank(page.lines(0)):
            _go_on(above, tables[0])
        above = tables[-1] if tables and _is_blank(page.lines(-1)) else None


def _go_on(above: Table, table: Table) -> None:
    names = names_over(above.cells)
    if not names or not _are_alike(above.edges, table.edges) or as_form(above.rows):
        return
    if table.cells[: len(names)] != names and not has_own_names(table.cells, names[-1]):
        table.rows[:0] = above.rows[: len(names)]


def _are_alike(edges: Sequence[int], others: Sequence[int]) -> bool:
    pairs = zip(edges, others, strict=False)
    return len(edges) == len(others) and all(abs(one - other) <= _APART for one, other in pairs)


def _is_blank(lines: Iterable[Line]) -> bool:
    return all(PAGE_NUMBER.fullmatch(line.text.strip()) for line in lines)


def _pieces(pages: Iterable[Page]) -> Iterator[str]:
    for page in pages:
        for block in page.blocks:
            if isinstance(block, Table):
                yield from (cell for row in block.rows for cell in row if cell)
            else:
                yield _joined(block)


def _as_text(page: Page, whole: Callable[[str], str]) -> str:
    parts: list[str] = []
    for block in (page.head, *page.blocks, page.foot):
        if isinstance(block, Table):
            rows = [[cell and whole(cell) for cell in row] for row in block.rows]
            parts.append(as_form(rows) or as_markdown(rows))
        else:
            parts.append(whole(_joined(block)))
    return "\n\n".join(part for part in parts if part.strip())


def _joined(lines: Iterable[Line]) -> str:
    return "\n".join(line.text for line in lines)


def _lines(page: Any) -> list[Line]:
    found: list[Thing] = page.extract_text_lines(**_SPACING)
    return [margins.line_of(line, float(page.height), page.page_number) for line in found]


def _between(top: float, bottom: float) -> Callable[[Thing], bool]:
    return lambda thing: top <= thing["top"] < bottom


def _outside(boxes: Sequence[Box]) -> Callable[[Thing], bool]:
    return lambda thing: not any(_is_inside(thing, box) for box in boxes)


def _has(box: Box, other: Box) -> bool:
    sides = {"x0": other[0], "x1": other[2], "top": other[1], "bottom": other[3]}
    return _is_inside(sides, box)


def _is_inside(thing: Thing, box: Box) -> bool:
    x, y = (thing["x0"] + thing["x1"]) / 2, (thing["top"] + thing["bottom"]) / 2
    return box[0] <= x <= box[2] and box[1] <= y <= box[3]


def _is_table(table: Any) -> bool:
    """Frames and boxes around text are drawn with the same lines as tables."""
    rows = table.extract()
    filled = sum(bool(cell and cell.strip()) for row in rows for cell in row)
    return len(rows) > 1 and max(map(len, rows)) > 1 and filled > 2
