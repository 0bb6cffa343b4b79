"""Bytes to text and its pieces: a table from a file's kind to its parser.

A new format is a file here and a line in a table.
"""

from collections.abc import Callable

from knowledge.document import CannotRead, Parsed
from knowledge.parse import apart, configuration, csv, json, kinds, markdown, rows, text

Parser = Callable[[bytes], Parsed]

PARSERS: dict[str, Parser] = {
    ".md": markdown.parse,
    ".markdown": markdown.parse,
    ".mdx": markdown.parse,
    ".txt": text.parse,
    ".text": text.parse,
    ".toml": configuration.parse_toml,
    ".yaml": configuration.parse_yaml,
    ".yml": configuration.parse_yaml,
    ".jsonl": rows.parse,
    ".ndjson": rows.parse,
    ".json": json.parse,
    ".csv": csv.parse,
    ".tsv": csv.parse,
}
"""Read here and now: cheap, and nothing in them can run away."""

KNOWN = (*PARSERS, *apart.MODULES)

VERSION = 17
"""Raise it when parsing, splitting or what is embedded and indexed changes: all is read anew."""


def parse(content: bytes, suffix: str) -> Parsed:
    """The text of a file and what it says about itself.

    Raises:
        CannotRead: an unknown kind, nothing in it, not what its name says, or too much of it.
    """
    kind = kinds.kind_of(content, suffix.lower())
    if kind not in KNOWN:
        shown = f"files of kind {suffix!r}" if suffix else "files without a suffix"
        raise CannotRead(f"{shown} cannot be read; known are {', '.join(KNOWN)}")
    if not content.strip():
        raise CannotRead("the file is empty")
    if kind in PARSERS:
        return PARSERS[kind](content)
    return apart.parse(content, kind)
