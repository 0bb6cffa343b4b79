"""Workbooks: each sheet under its name, a paragraph a row with the columns' names."""

import re
import zipfile
from collections.abc import Iterator
from datetime import date, datetime, time
from io import BytesIO
from itertools import chain, repeat, zip_longest
from typing import Any

from knowledge.document import Parsed
from knowledge.parse import office
from knowledge.parse.figures import figure
from knowledge.parse.grids import as_rows
from knowledge.parse.pages import join

_UNCOMPUTED = re.compile(rb"(?:</f>|<f\b[^>]*/>)\s*(?:<v\s*/>|<v>\s*</v>|</c>)")


def parse(content: bytes) -> Parsed:
    """The sheets as last computed, figures as they are shown: with percent sign and currency.

    A formula that was never computed stands as it is written.
    """
    book = _book(content, data_only=True)
    formulas: list[Any] = (
        _book(content, data_only=False).worksheets if _has_uncomputed(content) else []
    )
    texts: list[str] = []
    for sheet, written in zip_longest(book.worksheets, formulas):
        found = as_rows(_rows(sheet, written))
        texts.append(f"## {sheet.title}\n\n{found}" if found else "")
    text, pages = join(texts)
    return Parsed(text if any(texts) else "", office.about(content, book.properties), pages=pages)


def _book(content: bytes, data_only: bool) -> Any:
    import openpyxl

    book = openpyxl.load_workbook(BytesIO(content), read_only=True, data_only=data_only)
    for sheet in book.worksheets:
        sheet.reset_dimensions()  # a file may claim a million rows and have ten
    return book


def _has_uncomputed(content: bytes) -> bool:
    """Whether a program wrote formulas without their values, as those do that cannot compute."""
    with zipfile.ZipFile(BytesIO(content)) as parts:
        sheets = (name for name in parts.namelist() if name.startswith("xl/worksheets/"))
        return any(_UNCOMPUTED.search(parts.read(name)) for name in sheets)


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
    if isinstance(value, (int, float)):
        return figure(value, str(cell.number_format or ""))
    return str(value)
