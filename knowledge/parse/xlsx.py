"""Workbooks: each sheet under its name, a paragraph a row with the columns' names."""

import re
import zipfile
from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime, time, timedelta
from io import BytesIO
from itertools import chain, repeat, zip_longest
from typing import Any, NamedTuple, cast

from knowledge.document import Parsed
from knowledge.parse import office, scripts, symbols
from knowledge.parse.figures import duration, figure
from knowledge.parse.grids import as_rows
from knowledge.parse.pages import join
from knowledge.parse.scripts import Place

_MERGED = re.compile(rb"<(?:\w+:)?mergeCell\s[^>]*?\bref=[\"']([A-Z]+\d+:[A-Z]+\d+)[\"']")
_IN_PARTS = re.compile(rb"<(?:\w+:)?r>")
_TEXTS = ("xl/worksheets/", "xl/sharedStrings")
_UNCOMPUTED = re.compile(rb"(?:</f>|<f\b[^>]*/>)\s*(?:<v\s*/>|<v>\s*</v>|</c>)")

_PLACES: dict[str | None, Place] = {"superscript": 1, "subscript": -1}


class _Area(NamedTuple):
    top: int
    bottom: int
    left: int
    right: int


def parse(content: bytes) -> Parsed:
    """The sheets as last computed, figures with the percent sign, currency and unit of their cell.

    A formula that was never computed stands as it is written. A merged cell's text stands in each
    place it covers, so that rows read alone.
    """
    has_looks = _has(content, _IN_PARTS)
    book = _book(content, True, has_looks)
    formulas: list[Any] = _book(content, False).worksheets if _has(content, _UNCOMPUTED) else []
    texts: list[str] = []
    for sheet, written in zip_longest(book.worksheets, formulas):
        rows = _rows(sheet, written, has_looks)
        found = as_rows(_unmerged(rows, _merged(content, sheet)), has_forms=True)
        texts.append(f"## {sheet.title}\n\n{found}" if found else "")
    text, pages = join(texts)
    return Parsed(text if any(texts) else "", office.about(content, book.properties), pages=pages)


def _book(content: bytes, data_only: bool, has_looks: bool = False) -> Any:
    from openpyxl.chartsheet.chartsheet import Chartsheet
    from openpyxl.reader.excel import ExcelReader

    class Reader(ExcelReader):
        def read_chartsheet(self, sheet: Any, rel: Any) -> None:
            # It keeps its place only: a chart that openpyxl cannot read would cost the whole book.
            book: Any = self.wb
            book._sheets.append(Chartsheet(parent=book, title=sheet.name))

    reader: Any = Reader(BytesIO(content), read_only=True, data_only=data_only, rich_text=has_looks)
    reader.read()
    for sheet in reader.wb.worksheets:
        sheet.reset_dimensions()  # a file may claim a million rows and have ten
    return reader.wb


def _has(content: bytes, pattern: re.Pattern[bytes]) -> bool:
    """Whether it is in a sheet or among the texts: formulas without their values, as programs write
    them that cannot compute, or texts of several parts, which take twice as long to read."""
    with zipfile.ZipFile(BytesIO(content)) as parts:
        names = (name for name in parts.namelist() if name.startswith(_TEXTS))
        return any(pattern.search(parts.read(name)) for name in names)


def _merged(content: bytes, sheet: Any) -> list[_Area]:
    """The sheet's merged areas, topmost first: openpyxl does not tell of them where it reads row by
    row, and to read all at once takes fifty times the file's size."""
    from openpyxl.utils import range_boundaries

    with zipfile.ZipFile(BytesIO(content)) as parts:
        written = parts.read(sheet._worksheet_path)
    areas: list[Any] = [range_boundaries(one.decode()) for one in _MERGED.findall(written)]
    return sorted(_Area(top, bottom, left, right) for left, top, right, bottom in areas)


def _unmerged(rows: Iterable[list[str]], areas: Sequence[_Area]) -> Iterator[list[str]]:
    """The rows with what their merged cells say in each place that these cover."""
    waiting = deque(areas)
    said: dict[_Area, str] = {}
    for number, row in enumerate(rows, 1):
        said = {area: text for area, text in said.items() if area.bottom >= number}
        while waiting and waiting[0].top <= number:
            area = waiting.popleft()
            said[area] = next(iter(row[area.left - 1 : area.right]), "")
        yield _spread(row, said) if any(row) else row


def _spread(row: list[str], said: dict[_Area, str]) -> list[str]:
    """One such row; a title that is merged over all that its row holds stands once."""
    spread = [*row, *[""] * (max((area.right for area in said), default=0) - len(row))]
    for area, text in said.items():
        if text:
            spread[area.left - 1 : area.right] = [text] * (area.right - area.left + 1)
    is_title = any(not any([*spread[: area.left - 1], *spread[area.right :]]) for area in said)
    return row if is_title else spread


def _rows(sheet: Any, formulas: Any, has_looks: bool) -> Iterator[list[str]]:
    cells = _cells(sheet) if has_looks else sheet.iter_rows()
    written = formulas.iter_rows() if formulas is not None else repeat(())
    for row, behind in zip(cells, written, strict=False):
        shown = [
            _shown(cell) or _formula(of)
            for cell, of in zip(row, chain(behind, repeat(None)), strict=False)
        ]
        while shown and not shown[-1]:
            shown.pop()
        yield shown


def _cells(sheet: Any) -> Iterator[Sequence[Any]]:
    """As `iter_rows` gives them, which passes over how the parts of some cells look."""
    from openpyxl.cell.read_only import EMPTY_CELL, ReadOnlyCell
    from openpyxl.worksheet._reader import WorkSheetParser

    book = sheet.parent
    formats = (book._date_formats, book._timedelta_formats)
    with sheet._get_source() as source:
        strings: Any = sheet._shared_strings
        parser = WorkSheetParser(source, strings, book.data_only, book.epoch, *formats, True)
        reached = 0
        for number, cells in parser.parse():
            yield from repeat((), number - reached - 1)
            reached = number
            row: list[Any] = [EMPTY_CELL] * max((cell["column"] for cell in cells), default=0)
            for cell in cells:
                row[cell["column"] - 1] = ReadOnlyCell(sheet, **cell)
            yield row


def _formula(cell: Any) -> str:
    value = cell.value if cell is not None else None
    text = getattr(value, "text", value)  # of a formula for several cells
    return text if isinstance(text, str) and text.startswith("=") else ""


def _shown(cell: Any) -> str:
    value = cell.value
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, datetime):
        is_day = value.time() == time()
        return value.date().isoformat() if is_day else value.isoformat(" ", "minutes")
    if isinstance(value, (date, time)):
        return value.isoformat()
    if isinstance(value, timedelta):
        return duration(value, str(cell.number_format))
    if isinstance(value, (int, float)):
        return figure(value, str(cell.number_format or ""))
    font = cell.font.name if cell.font is not None else None
    if isinstance(value, list):
        return _in_line(cast(list[Any], value), font)
    return symbols.meant(str(value), font)


def _in_line(parts: Sequence[Any], font: str | None) -> str:
    """A text of parts, those with a look of their own as openpyxl's blocks."""
    looks = [getattr(part, "font", None) for part in parts]
    fonts = [look.rFont or font if look else font for look in looks]
    places: list[Place] = [_PLACES.get(look.vertAlign if look else None, 0) for look in looks]
    texts = [symbols.meant(str(part), own) for part, own in zip(parts, fonts, strict=True)]
    return "".join(scripts.in_line(zip(texts, places, strict=True)))
