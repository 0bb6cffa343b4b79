"""Markdown, with front matter and a title of its own."""

import re
from typing import Any, cast

from knowledge.document import About, Parsed
from knowledge.parse.text import decode
from knowledge.sources import about_from

_FRONT_MATTER = re.compile(r"\A---[ \t]*\n(.*?)\n(?:---|\.\.\.)[ \t]*(?:\n|\Z)", re.S)
_TITLE = re.compile(r"^#\s+(.+?)\s*#*\s*$|^(\S[^\n]*)\n=+\s*$", re.M)
_MARKUP = re.compile(r"!\[[^\]]*\]\([^)]*\)|<[^>]+>|[*_`]")
_LINK = re.compile(r"\[([^\]]*)\]\([^)]*\)")


def parse(content: bytes) -> Parsed:
    """The text below the front matter; the first heading is the title where none is given."""
    text = decode(content)
    about = About()
    found = _FRONT_MATTER.match(text)
    fields = _yaml(found[1]) if found else None
    if found and fields is not None:
        about = about_from(fields)
        text = text[found.end() :].lstrip("\n") or text
    return Parsed(text, about.over(About(title=_first_heading(text))))


def _yaml(block: str) -> dict[str, Any] | None:
    """The fields, or None where the block is no front matter but text between two rules."""
    import yaml

    try:
        fields: Any = yaml.safe_load(block)
    except (yaml.YAMLError, ValueError, RecursionError):  # ValueError: a date like 2025-13-45
        return None
    return cast(dict[str, Any], fields) if isinstance(fields, dict) else None


def _first_heading(text: str) -> str | None:
    found = _TITLE.search(text)
    if not found:
        return None
    plain = _MARKUP.sub("", _LINK.sub(r"\1", found[1] or found[2])).strip()
    return plain or None
