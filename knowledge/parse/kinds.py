"""What a file is, by its first bytes where they tell, else by its name."""

import zipfile
from io import BytesIO

from knowledge.document import CannotRead

_OFFICE = {"word/": ".docx", "ppt/": ".pptx", "xl/": ".xlsx"}
"""The folder that makes a zip file a document of that kind."""
_BINARY = {".pdf", ".docx", ".pptx", ".xlsx", ".xlsm"}
_PAGE = (b"<!doctype html", b"<html")

_MOST_PARTS = 10_000
_MOST_UNPACKED_BYTES = 512 * 2**20
_MOST_RATIO = 500
"""Text packs about 10 times, empty sheets about 100 times; a bomb packs 1,000 times."""
_SMALL_BYTES = 2**20
"""Parts below it may be packed as tightly as they like."""


def kind_of(content: bytes, suffix: str) -> str:
    """The suffix of the kind that the content is; the name's own where the bytes do not tell.

    Raises:
        CannotRead: it is not what its name says, or unpacks to more than we take.
    """
    # Readers allow junk before it, but a text may speak of it.
    if content.startswith(b"%PDF-") or (suffix == ".pdf" and b"%PDF-" in content[:1024]):
        return ".pdf"
    if content.startswith(b"PK\x03\x04"):
        return _office_kind(content)
    if content.startswith(b"\xd0\xcf\x11\xe0"):
        raise CannotRead(
            "it is an Office file with a password or of the kind before 2007; save it without "
            "one as .docx, .xlsx or .pptx"
        )
    if suffix in _BINARY and content.strip():
        raise CannotRead(f"it is named {suffix} but does not hold that; it is another kind or cut")
    is_page = content.lstrip(b"\xef\xbb\xbf \t\r\n")[:15].lower().startswith(_PAGE)
    # A README may open with such a tag; a file without a kind of its own may not.
    return ".html" if is_page and suffix in {"", ".txt", ".htm", ".xhtml"} else suffix


def _office_kind(content: bytes) -> str:
    try:
        parts = zipfile.ZipFile(BytesIO(content)).infolist()
    except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError):
        raise CannotRead("the file is damaged or cut off") from None
    _check_unpacked(parts)
    names = {part.filename for part in parts}
    if "[Content_Types].xml" in names:
        for folder, kind in _OFFICE.items():
            if any(name.startswith(folder) for name in names):
                return kind
    raise CannotRead("it is an archive; unpack it and name the folder")


def _check_unpacked(parts: list[zipfile.ZipInfo]) -> None:
    unpacked = sum(part.file_size for part in parts)
    dense = any(
        part.file_size > max(_SMALL_BYTES, _MOST_RATIO * part.compress_size) for part in parts
    )
    if len(parts) > _MOST_PARTS or unpacked > _MOST_UNPACKED_BYTES or dense:
        raise CannotRead(
            f"it unpacks to more than is taken ({unpacked // 2**20} MB in {len(parts)} parts)"
        )
