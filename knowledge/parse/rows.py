"""JSON Lines: every row with a `text` is a passage of its own, with its own title, date, vendor."""

import json
from collections.abc import Iterable
from typing import Any, cast

from knowledge.dates import first_day, read_date
from knowledge.document import About, CannotRead, Chunk, Parsed
from knowledge.parse.text import decode
from knowledge.sources import ABOUT_FIELDS, about_from

_BETWEEN = "\n"


def parse(content: bytes) -> Parsed:
    """The rows' texts one after another, each a passage."""
    # By "\n" alone: splitlines would also cut at the separators that JSON allows inside strings.
    lines = enumerate(decode(content).split("\n"), 1)
    return from_rows(_row(line, number) for number, line in lines if line.strip())


def from_rows(rows: Iterable[dict[str, Any]]) -> Parsed:
    """The same of rows that are read already; those without a `text` are no passages."""
    texts: list[str] = []
    chunks: list[Chunk] = []
    at = 0
    for row in rows:
        text = row.pop("text", None)
        if not isinstance(text, str) or not text.strip():
            continue
        chunks.append(
            Chunk(
                at,
                at + len(text),
                heading=str(row.pop("heading", None) or ""),
                about=about_from(row).dated_by("row"),
                extra={key: value for key, value in row.items() if key not in ABOUT_FIELDS},
                is_undated="date" in row and read_date(row["date"]) is None,
            )
        )
        texts.append(text)
        at += len(text) + len(_BETWEEN)
    if not chunks:
        raise CannotRead("no row has a 'text'")
    return Parsed(_BETWEEN.join(texts), About(date=_newest(chunks)).dated_by("row"), chunks)


def storable(row: Any) -> Any:
    """Once through JSON again: what cannot be written must not get in.

    That is half a surrogate pair, and nesting at the limit; a few levels are added when a row is
    stored.

    Raises:
        ValueError, RecursionError: it cannot be.
    """
    row = json.loads(json.dumps([[[row]]], ensure_ascii=False).encode("utf-8", "replace"))
    return row[0][0][0]


def _row(line: str, number: int) -> dict[str, Any]:
    try:
        row: Any = storable(json.loads(line))
    except (ValueError, RecursionError):
        raise CannotRead(f"line {number} is not JSON") from None
    if not isinstance(row, dict):
        raise CannotRead(f"line {number} is not a JSON object")
    return cast(dict[str, Any], row)


def _newest(chunks: list[Chunk]) -> str | None:
    return max((c.about.date for c in chunks if c.about.date), default=None, key=first_day)
