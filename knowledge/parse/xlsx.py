"""Workbooks: each sheet under its name, a paragraph a row with the columns' names."""

import re
import zipfile
from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime, time, timedelta
from io import BytesIO
from itertools import chain, repeat, zip_longest
from typing import Any, NamedTuple

from knowledge.document import Parsed
from knowledge.parse import office
from knowledge.parse.figures import duration, figure
from knowledge.parse.grids import as_rows
from knowledge.parse.pages import join

_MERGED = re.compile(rb"<(?:\w+:)?mergeCell\s[^>]*?\bref=[\"']([A-Z]+\d+:[A-Z]+\d+)[\"']")
_UNCOMPUTED = re.compile(rb"(?:</f>|<f\b[^>]*/>)\s*(?:<v\s*/>|<v>\s*</v>|</c>)")


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
    book = _book(content, data_only=True)
    formulas: list[Any] = (
        _book(content, data_only=False).worksheets if _has_uncomputed(content) else []
    )
    texts: list[str] = []
    for sheet, written in zip_longest(book.worksheets, formulas):
        found = as_rows(_unmerged(_rows(sheet, written), _merged(content, sheet)), has_forms=True)
        texts.append(f"## {sheet.title}\n\n{found}" if found else "")
    text, pages = join(texts)
    return Parsed(text if any(texts) else "", office.about(content, book.properties), pages=pages)


def _book(content: bytes, data_only: bool) -> Any:
    from openpyxl.chartsheet.chartsheet import Chartsheet
    from openpyxl.reader.excel import ExcelReader

    class Reader(ExcelReader):
        def read_chartsheet(self, sheet: Any, rel: Any) -> None:
            # It keeps its place only: a chart that openpyxl cannot read would cost the whole book.
            book: Any = self.wb
            book._sheets.append(Chartsheet(parent=book, title=sheet.name))

    reader: Any = Reader(BytesIO(content), read_only=True, data_only=data_only)
    reader.read()
    for sheet in reader.wb.worksheets:
        sheet.reset_dimensions()  # a file may claim a million rows and have ten
    return reader.wb


def _has_uncomputed(content: bytes) -> bool:
    """Whether a program wrote formulas without their values, as those do that cannot compute."""
    with zipfile.ZipFile(BytesIO(content)) as parts:
        sheets = (name for name in parts.namelist() if name.startswith("xl/worksheets/"))
        return any(_UNCOMPUTED.search(parts.read(name)) for name in sheets)


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


def _rows(sheet: Any, formulas: Any) -> Iterator[list[str]]:
    written = formulas.iter_rows() if formulas is not None else repeat(())
    for row, behind in zip(sheet.iter_rows(), written, strict=False):
        cells = [
            _shown(cell) or _formula(of)
            for cell, of in zip(row, chain(behind, repeat(None)), strict=False)
        ]
        while cells and not cells[-1]:
            cells.pop()
        yield cells


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
    return str(value)
