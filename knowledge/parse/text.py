"""Plain text in whatever encoding."""

import codecs
import re

from knowledge.document import About, CannotRead, Parsed
from knowledge.parse import front_matter
from knowledge.parse.encodings import encoding_of, is_nearly_utf8

_CHINESE = "gb18030"
_SELDOM = re.compile(r"[\x00-\x7f\u0500-\u058f\u0700-\u07ff]*")
_UTF16 = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
_WIDE = ("utf-16-le", "utf-16-be")
"""Without the mark by which they are known."""


def parse(content: bytes) -> Parsed:
    """The text below its front matter, of which there is none unless it says what we keep."""
    text = decode(content)
    try:
        given, below, unread = front_matter.parted(text)
    except CannotRead:  # a rule above and below a line with a colon, in a text without markup
        return Parsed(text)
    return Parsed(below, given, given=given, skipped=unread) if given != About() else Parsed(text)


def decode(content: bytes) -> str:
    r"""Text with line ends as `\n`.

    Raises:
        CannotRead: binary, or in an encoding that cannot be told.
    """
    text = _decoded(content).replace("\r\n", "\n").replace("\r", "\n")
    odd = sum(1 for c in text[:4096] if (c < " " and c not in "\n\t\f") or c == "\ufffd")
    if odd * 20 > len(text[:4096]):
        raise CannotRead("the file is binary, not text")
    if not text.strip():
        raise CannotRead("the file is empty")
    return text


def _decoded(content: bytes) -> str:
    if content.startswith(_UTF16):
        try:
            return content.decode("utf-16")
        except UnicodeDecodeError:
            raise CannotRead("the file begins like UTF-16 text but is not") from None
    if b"\0" in content:
        return _in(encoding_of(content, _WIDE), content, "the file is binary, not text")
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return _guessed(content)
    # One Chinese sign may be a letter of UTF-8 that nobody writes, as in "20 元".
    is_odd = not text.isascii() and _SELDOM.fullmatch(text)
    return content.decode(_CHINESE) if is_odd and encoding_of(content) == _CHINESE else text


def _guessed(content: bytes) -> str:
    found = "utf-8-sig" if is_nearly_utf8(content) else encoding_of(content)
    if found is None:
        from charset_normalizer import from_bytes

        best = from_bytes(content[:200_000]).best()
        found = best.encoding if best else None
    untold = "the file is not text in an encoding that can be told; save it as UTF-8"
    return _in(found, content, untold)


def _in(encoding: str | None, content: bytes, otherwise: str) -> str:
    if encoding is None:
        raise CannotRead(otherwise)
    return content.decode(encoding, errors="replace")
