"""Tables of web pages made complete before they are read: what spans, and what is blank."""

import copy
from typing import Any

from knowledge.parse import outlines
from knowledge.parse.grids import NOT_GIVEN, told
from knowledge.parse.headers import is_header, of_a_pair
from knowledge.parse.unit_rows import with_units

_SHOWS = ".//*[not(self::br or self::p)]"
"""What a cell without words may show: a picture, a tick drawn by its class."""
_SHOWN = "…"
"""Stands for what a cell shows that has no words."""
_BLOCKS = ".//ul | .//ol | .//dl | .//pre | .//h1 | .//h2 | .//h3 | .//h4"
"""More than a line in a cell."""
_WIDEST = 1000
"""Columns that a cell may span, by the standard of HTML."""


def complete(tree: Any) -> None:
    """A cell that spans rows or columns stands in each place it covers, so that rows read alone.
    In tables with a header row so does a group's name over blank cells, and `not given` stands in
    other blank ones, as in those of other formats.

    A table with tables inside stays: it may only be there for its looks.
    """
    for table in [*tree.iter("table")]:
        _set_caption_above(table)
        if table.find(".//table") is None:
            rows = _unspanned(table)
            if _has_labels(rows) and not table.xpath(_BLOCKS):
                _list_labelled(table, rows)
                continue
            _unname(rows)
            if rows and _is_of_names(rows[0]):
                _join_names(rows)
                _join_units(rows)
                _tell_blanks(rows)
            elif rows and all(cell.tag == "td" for cell in rows[0]):
                _name_columns(rows)


def _has_labels(rows: list[list[Any]]) -> bool:
    """Whether it is an infobox: each row a label with its value, or a title over such rows."""
    kinds = {tuple(cell.tag for cell in row) for row in rows if row}
    return ("th", "td") in kinds and kinds <= {("th", "td"), ("th",), ("td",)}


def _list_labelled(table: Any, rows: list[list[Any]]) -> None:
    """Make paragraphs of its rows: its first one would be read as the columns' names."""
    for cells in filter(None, rows):
        words = [*filter(None, map(_in_a_line, cells))]
        if len(cells) == 2 and len(words) == 1 and not cells[1].xpath(_SHOWS):
            words.append(NOT_GIVEN)
        paragraph = table.makeelement("p")
        paragraph.text = ": ".join([*(one.rstrip(":： ") for one in words[:-1]), *words[-1:]])
        table.addprevious(paragraph)
    table.drop_tree()


def _in_a_line(cell: Any) -> str:
    for part in cell.iter("br", "p", "div"):
        part.tail = f" {part.tail or ''}"
    return flat(cell)


def _unname(rows: list[list[Any]]) -> None:
    """Rows whose first cell alone is a heading have their own names there: they name columns by
    their words only."""
    if rows and [cell.tag for cell in rows[0]][:2] == ["th", "td"]:
        for row in filter(None, rows):
            row[0].tag = "td"


def _set_caption_above(table: Any) -> None:
    """Inside it would be read as a first row."""
    for caption in table.findall("caption"):
        if table.getparent() is not None:
            caption.drop_tree()
            caption.tag, caption.tail = "p", None
            table.addprevious(caption)


def _is_of_names(row: list[Any]) -> bool:
    return all(cell.tag == "th" for cell in row)


def _join_names(rows: list[list[Any]]) -> None:
    """Of a row of groups and one of names under it make one."""
    if len(rows) < 2 or not _is_of_names(rows[1]):
        return
    _rename(rows, of_a_pair([[*map(flat, row)] for row in rows[:2]]))


def _join_units(rows: list[list[Any]]) -> None:
    """Of the names and a row below them that says in what each is measured make one."""
    _rename(rows, with_units([*map(flat, rows[0])], [[*map(flat, row)] for row in rows[1:]]))


def _rename(rows: list[list[Any]], names: list[str]) -> None:
    """Write these names, if there are any, into the first row in place of it and the second."""
    if names and len(rows[0]) == len(names):
        below = rows.pop(1)[0].getparent()
        below.getparent().remove(below)
        for cell, name in zip(rows[0], names, strict=True):
            cell.clear()
            cell.text = name


def _name_columns(rows: list[list[Any]]) -> None:
    """Make names of the first row where it reads so; of two columns it may be the first pair."""
    first, *below = ([*map(flat, row)] for row in rows)
    if len(first) > 2 and below and is_header(first, below):
        for cell in rows[0]:
            cell.tag = "th"


def _unspanned(table: Any) -> list[list[Any]]:
    """The cells of its rows, to which those that span others were added."""
    rows: list[list[Any]] = []
    below: dict[int, tuple[int, Any]] = {}
    section: Any = None
    for row in table.iter("tr"):
        if row.getparent() is not section:  # nothing spans beyond its head or body
            section, below = row.getparent(), {}
        own = [cell for cell in row if cell.tag in ("th", "td")]
        if len(own) > 1 or below:  # else a title over the rows below it
            own = _in_places(own, below)
            row[:] = own
        rows.append(own)
    return rows


def _in_places(own: list[Any], below: dict[int, tuple[int, Any]]) -> list[Any]:
    """A row's cells and those that reach into it from above, each in its place.

    `below` has by place what reaches into the next rows, and into how many.
    """
    cells: list[Any] = []
    for cell in own:
        _fill(cells, below)
        down, across = _span(cell, "rowspan"), _span(cell, "colspan")
        for copied in (cell, *(copy.deepcopy(cell) for _ in range(across - 1))):
            if down > 1:
                below[len(cells)] = (down - 1, cell)
            cells.append(copied)
    _fill(cells, below)
    return cells


def _fill(cells: list[Any], below: dict[int, tuple[int, Any]]) -> None:
    while (place := len(cells)) in below:
        left, cell = below.pop(place)
        if left > 1:
            below[place] = (left - 1, cell)
        cells.append(copy.deepcopy(cell))


def _span(cell: Any, name: str) -> int:
    """How many rows or columns it covers, taken off it."""
    given = cell.attrib.pop(name, "1").strip()
    return max(min(int(given), _WIDEST), 1) if given.isdecimal() else 1


def _tell_blanks(rows: list[list[Any]]) -> None:
    if not rows[0]:
        return
    names = [flat(cell) for cell in rows[0]]
    rows = [row for row in rows[1:] if len(row) == len(names)]
    own = [[flat(cell) or _SHOWN * bool(cell.xpath(_SHOWS)) for cell in row] for row in rows]
    figures = outlines.figures_in(own)
    whole = outlines.completed(own, len(names))
    for n, (row, mine, cells) in enumerate(zip(rows, own, whole, strict=True)):
        is_full = outlines.sum_in(cells, figures) is not None or (n == 0 and not cells[0])
        said = cells if is_full else told(cells, names)  # the first may go on with the header
        for cell, word, shown in zip(row, mine, said, strict=True):
            if shown and not word:
                cell.text = shown


def flat(cell: Any) -> str:
    """Its words on one line."""
    return " ".join(cell.text_content().split())
