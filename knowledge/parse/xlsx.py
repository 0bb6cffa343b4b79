"""Workbooks: each sheet under its name, a paragraph a row with the columns' names."""

import re
from collections.abc import Iterator
from datetime import date, datetime, time
from io import BytesIO
from typing import Any

from knowledge.document import Parsed
from knowledge.parse import office
from knowledge.parse.grids import as_rows
from knowledge.parse.pages import join

_LOCALE = re.compile(r"\[\$([^\]-]*)(?:-[^\]]*)?\]")
_CURRENCY = re.compile(r"[$€£¥]|US\$|CNY|USD")


def parse(content: bytes) -> Parsed:
    """The sheets as last computed, figures as they are shown: with percent sign and currency."""
    import openpyxl

    book = openpyxl.load_workbook(BytesIO(content), read_only=True, data_only=True)
    texts: list[str] = []
    for sheet in book.worksheets:
        sheet.reset_dimensions()  # a file may claim a million rows and have ten
        found = as_rows(_rows(sheet))
        texts.append(f"## {sheet.title}\n\n{found}" if found else "")
    text, pages = join(texts)
    return Parsed(text if any(texts) else "", office.about(content, book.properties), pages=pages)


def _rows(sheet: Any) -> Iterator[list[str]]:
    for row in sheet.iter_rows():
        cells = [_shown(cell) for cell in row]
        while cells and not cells[-1]:
            cells.pop()
        yield cells


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
        return _figure(value, str(cell.number_format or ""))
    return str(value)


def _figure(value: float, form: str) -> str:
    """A number in the notation of its cell.

    >>> _figure(0.2, "0%"), _figure(20.0, '"$"#,##0.00'), _figure(7, "[$¥-804]0")
    ('20%', '$20', '¥7')
    """
    if "%" in form:
        return f"{_plain(round(value * 100, 10))}%"
    found = _CURRENCY.search(_LOCALE.sub(r"\1", form))
    return f"{found[0] if found else ''}{_plain(value)}"


def _plain(value: float) -> str:
    is_whole = isinstance(value, int) or value.is_integer()
    return str(int(value)) if is_whole else repr(value)
