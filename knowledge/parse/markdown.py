"""Markdown, with front matter and a title of its own."""

import re

from knowledge.document import About, Parsed
from knowledge.parse import front_matter
from knowledge.parse.pipes import with_blanks_told
from knowledge.parse.text import decode

_TITLE = re.compile(r"^#\s+(.+?)\s*#*\s*$|^(\S[^\n]*)\n=+\s*$", re.M)
_MARKUP = re.compile(r"!\[[^\]]*\]\([^)]*\)|<[^>]+>|[*_`]")
_LINK = re.compile(r"\[([^\]]*)\]\([^)]*\)")


def parse(content: bytes) -> Parsed:
    """The text below the front matter; the first heading is the title where none is given.

    Raises:
        CannotRead: front matter that is broken, or whose date does not exist.
    """
    text = decode(content)
    given, text, unread = front_matter.parted(text)
    text = with_blanks_told(text)
    about = given.over(About(title=_first_heading(text)))
    return Parsed(text, about, given=given, skipped=unread)


def _first_heading(text: str) -> str | None:
    found = _TITLE.search(text)
    if not found:
        return None
    plain = _MARKUP.sub("", _LINK.sub(r"\1", found[1] or found[2])).strip()
    return plain or None
