"""Plain text in whatever encoding."""

import codecs
import re

from knowledge.document import About, CannotRead, Parsed
from knowledge.parse import front_matter

_PAIR = re.compile(rb"[\xa1-\xf7][\xa1-\xfe]")
_HIGH = re.compile(rb"[\x80-\xff]")
_UTF16 = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)


def parse(content: bytes) -> Parsed:
    """The text below its front matter, of which there is none unless it says what we keep."""
    text = decode(content)
    try:
        given, below, unread = front_matter.parted(text)
    except CannotRead:  # a rule above and below a line with a colon, in a text without markup
        return Parsed(text)
    return Parsed(below, given, given=given, skipped=unread) if given != About() else Parsed(text)


def as_it_is(content: bytes) -> Parsed:
    """All of it: a configuration may begin as front matter does."""
    return Parsed(decode(content))


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
        raise CannotRead("the file is binary, not text")
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return _guessed(content)


def _guessed(content: bytes) -> str:
    if _is_gb2312(content[:200_000]):
        return content.decode("gb18030", errors="replace")
    from charset_normalizer import from_bytes

    best = from_bytes(content[:200_000]).best()
    if best is None:
        raise CannotRead("the file is not text in an encoding that can be told; save it as UTF-8")
    # GB2312 as guessed is, in files, its superset with the rarer characters.
    encoding = "gb18030" if best.encoding in {"gb2312", "gbk"} else best.encoding
    return content.decode(encoding, errors="replace")


def _is_gb2312(content: bytes) -> bool:
    """Whether it is simplified Chinese: a few lines of it are taken for Korean by guessers.

    Two bytes a character; the 3,755 commonest, by sound, have B0 to D7 for the first, punctuation
    A1 and A3. Korean has all its syllables from B0 to C8, Japanese its kana at A4 and A5.
    """
    firsts = [pair[0] for pair in _PAIR.findall(content)]
    common = sum(1 for first in firsts if 0xB0 <= first <= 0xD7)
    late = sum(1 for first in firsts if 0xC8 < first <= 0xD7)
    marks = sum(1 for first in firsts if first in (0xA1, 0xA3))
    is_stray = _HIGH.search(_PAIR.sub(b"", content.removesuffix(content[-1:]))) is not None
    return not is_stray and common + marks >= 0.9 * len(firsts) and late * 5 >= common > 0
