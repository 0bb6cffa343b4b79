"""PDF: the words of every page, tables as Markdown, and where each page begins."""

import re
import unicodedata
from collections.abc import Callable, Sequence
from dataclasses import replace
from io import BytesIO
from typing import Any

from knowledge.dates import read_date
from knowledge.document import About, CannotRead, Parsed
from knowledge.language.tongue import code_of
from knowledge.parse.grids import as_markdown
from knowledge.parse.pages import join, title_of

_MOST_PAGES = 5000
_RADICALS = {
    code: plain
    for code in (*range(0x2E80, 0x2EF4), *range(0x2F00, 0x2FD6))
    if (plain := unicodedata.normalize("NFKC", chr(code))) != chr(code)
}
"""Fonts often map a character that is a radical as well to the radical, which nobody searches for."""
_DAY = re.compile(r"(?:D:)?(\d{4})(\d{2})?(\d{2})?")

Thing = dict[str, Any]
"""A character or line of a page, as pdfplumber describes it."""
Box = tuple[float, float, float, float]
"""Left, top, right, bottom, in points."""


def parse(content: bytes) -> Parsed:
    """The pages' texts, in reading order as far as the file keeps it."""
    import pdfplumber
    from pdfminer.pdfdocument import PDFPasswordIncorrect
    from pdfplumber.utils.exceptions import PdfminerException

    try:
        with pdfplumber.open(BytesIO(content)) as opened:
            document: Any = opened  # its own types are partly unknown
            if len(document.pages) > _MOST_PAGES:
                raise CannotRead(f"it has more than {_MOST_PAGES:,} pages")
            texts: list[str] = []
            for page in document.pages:
                texts.append(_text(page).translate(_RADICALS))
                page.close()  # else it keeps every character of every page
            about = replace(_about(document.metadata), language=_language(document.doc.catalog))
    except PdfminerException as error:
        inner = error.args[0] if error.args else error
        if isinstance(inner, MemoryError):
            raise inner from None
        if isinstance(inner, PDFPasswordIncorrect):
            raise CannotRead("it is locked with a password") from None
        raise CannotRead(f"the PDF is damaged or cut off ({type(inner).__name__})") from None
    if not any(text.strip() for text in texts):
        raise CannotRead("its pages hold no text, only pictures; run text recognition on it first")
    text, pages = join(texts)
    return Parsed(text, about, pages=pages)


def _text(page: Any) -> str:
    """A page from top to bottom, each table in its place."""
    tables: list[Any] = sorted(
        filter(_is_table, page.find_tables()), key=lambda table: table.bbox[1]
    )
    boxes = [table.bbox for table in tables]
    words = page.filter(_outside(boxes))
    parts: list[str] = []
    top = float("-inf")
    for table in tables:
        rows: list[list[str | None]] = table.extract()
        parts.append(_words(words.filter(_between(top, table.bbox[1]))))
        parts.append(as_markdown(rows))
        top = table.bbox[1]
    parts.append(_words(words.filter(_between(top, float("inf"))) if tables else words))
    return "\n\n".join(part for part in parts if part.strip())


def _words(page: Any) -> str:
    # Relative to the letters' size: a fixed gap joins the words of small print.
    return page.extract_text(x_tolerance_ratio=0.15) or ""


def _between(top: float, bottom: float) -> Callable[[Thing], bool]:
    return lambda thing: top <= thing["top"] < bottom


def _outside(boxes: Sequence[Box]) -> Callable[[Thing], bool]:
    return lambda thing: not any(_is_inside(thing, box) for box in boxes)


def _is_inside(thing: Thing, box: Box) -> bool:
    x, y = (thing["x0"] + thing["x1"]) / 2, (thing["top"] + thing["bottom"]) / 2
    return box[0] <= x <= box[2] and box[1] <= y <= box[3]


def _is_table(table: Any) -> bool:
    """Frames and boxes around text are drawn with the same lines as tables."""
    rows = table.extract()
    filled = sum(bool(cell and cell.strip()) for row in rows for cell in row)
    return len(rows) > 1 and max(map(len, rows)) > 1 and filled > 2


def _about(metadata: dict[str, Any]) -> About:
    days = [_day(metadata.get(name)) for name in ("ModDate", "CreationDate")]
    about = About(title=_title(metadata.get("Title")), date=days[0] or days[1])
    return about.dated_by("document metadata")


def _language(catalog: dict[str, Any]) -> str | None:
    from pdfminer.pdftypes import resolve1
    from pdfminer.utils import decode_text

    said = resolve1(catalog.get("Lang"))
    return code_of(decode_text(said)) if isinstance(said, bytes) else None


def _title(value: object) -> str | None:
    return title_of(value.translate(_RADICALS) if isinstance(value, str) else None)


def _day(value: object) -> str | None:
    found = _DAY.match(value) if isinstance(value, str) else None
    return read_date("-".join(filter(None, found.groups()))) if found else None
