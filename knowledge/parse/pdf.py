"""PDF: the words of every page, tables as Markdown, and where each page begins."""

import re
import unicodedata
from dataclasses import replace
from io import BytesIO
from typing import Any

from knowledge.dates import read_date
from knowledge.document import About, CannotRead, Parsed
from knowledge.language.tongue import code_of
from knowledge.parse import paper
from knowledge.parse.pages import join, title_of

_MOST_PAGES = 5000
_RADICALS = {
    code: plain
    for code in (*range(0x2E80, 0x2EF4), *range(0x2F00, 0x2FD6))
    if (plain := unicodedata.normalize("NFKC", chr(code))) != chr(code)
}
"""Fonts often map a character that is a radical as well to the radical, which nobody searches for."""
_UNKNOWN = re.compile(r"\(cid:\d+\)")
"""What pdfminer writes for a sign that its font does not name; first on a line it is a bullet."""
_BULLET = re.compile(rf"^{_UNKNOWN.pattern}(?= )", re.M)
_DAY = re.compile(r"(?:D:)?(\d{4})(\d{2})?(\d{2})?")


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
            pages: list[paper.Page] = []
            for page in document.pages:
                pages.append(paper.read(page))
                page.close()  # else it keeps every character of every page
            about = replace(_about(document.metadata), language=_language(document.doc.catalog))
    except PdfminerException as error:
        inner = error.args[0] if error.args else error
        if isinstance(inner, MemoryError):
            raise inner from None
        if isinstance(inner, PDFPasswordIncorrect):
            raise CannotRead("it is locked with a password") from None
        raise CannotRead(f"the PDF is damaged or cut off ({type(inner).__name__})") from None
    texts = [_named(text) for text in paper.as_texts(pages)]
    if not any(text.strip() for text in texts):
        raise CannotRead("its pages hold no text, only pictures; run text recognition on it first")
    text, starts = join(texts)
    return Parsed(text, about, pages=starts)


def _named(text: str) -> str:
    """The text with the signs that people write."""
    return _UNKNOWN.sub("", _BULLET.sub("•", text)).translate(_RADICALS)


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
