"""Bytes to text and its pieces: a table from a file's suffix to its parser.

A new format is a file here and a line in the table.
"""

from collections.abc import Callable

from knowledge.document import CannotRead, Parsed
from knowledge.parse import markdown, rows, text

Parser = Callable[[bytes], Parsed]

PARSERS: dict[str, Parser] = {
    ".md": markdown.parse,
    ".markdown": markdown.parse,
    ".txt": text.parse,
    ".text": text.parse,
    ".jsonl": rows.parse,
    ".ndjson": rows.parse,
}

VERSION = 3
"""Raise it when parsing, splitting or what is embedded and indexed changes: all is read anew."""


def parse(content: bytes, suffix: str) -> Parsed:
    """The text of a file and what it says about itself.

    Raises:
        CannotRead: an unknown kind, nothing in it, or not what its name says.
    """
    parser = PARSERS.get(suffix.lower())
    if parser is None:
        kind = f"files of kind {suffix!r}" if suffix else "files without a suffix"
        raise CannotRead(f"{kind} cannot be read; known are {', '.join(PARSERS)}")
    if not content.strip():
        raise CannotRead("the file is empty")
    return parser(content)
