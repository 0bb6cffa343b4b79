"""JSON Lines: every row with a `text` is a passage of its own, with its own title, date, vendor."""

import json
from typing import Any, cast

from knowledge.dates import first_day, read_date
from knowledge.document import About, CannotRead, Chunk, Parsed
from knowledge.parse.text import decode
from knowledge.sources import ABOUT_FIELDS, about_from

_BETWEEN = "\n"


def parse(content: bytes) -> Parsed:
    """The rows' texts one after another, each a passage."""
    texts: list[str] = []
    chunks: list[Chunk] = []
    at = 0
    # By "\n" alone: splitlines would also cut at the separators that JSON allows inside strings.
    for number, line in enumerate(decode(content).split("\n"), 1):
        row = _row(line, number) if line.strip() else None
        if row is None:
            continue
        text = row.pop("text")
        chunks.append(
            Chunk(
                at,
                at + len(text),
                heading=str(row.pop("heading", None) or ""),
                about=about_from(row),
                extra={key: value for key, value in row.items() if key not in ABOUT_FIELDS},
                is_undated="date" in row and read_date(row["date"]) is None,
            )
        )
        texts.append(text)
        at += len(text) + len(_BETWEEN)
    if not chunks:
        raise CannotRead("no row has a 'text'")
    return Parsed(_BETWEEN.join(texts), About(date=_newest(chunks)), chunks)


def _row(line: str, number: int) -> dict[str, Any] | None:
    try:
        row: Any = json.loads(line)
        # Once through again: what cannot be written must not get in (half a surrogate pair,
        # nesting at the limit; a few levels are added when it is stored).
        row = json.loads(json.dumps([[[row]]], ensure_ascii=False).encode("utf-8", "replace"))
        row = row[0][0][0]
    except (ValueError, RecursionError):
        raise CannotRead(f"line {number} is not JSON") from None
    if not isinstance(row, dict):
        raise CannotRead(f"line {number} is not a JSON object")
    fields = cast(dict[str, Any], row)
    text = fields.get("text")
    return fields if isinstance(text, str) and text.strip() else None


def _newest(chunks: list[Chunk]) -> str | None:
    return max((c.about.date for c in chunks if c.about.date), default=None, key=first_day)
