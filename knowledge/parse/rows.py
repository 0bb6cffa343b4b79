"""JSON Lines: every row with a `text` is a passage of its own, with its own title, date, vendor.

A file of rows without any is read as a table is.
"""

import json
from collections.abc import Sequence
from typing import Any, cast

from knowledge.dates import first_day
from knowledge.document import About, CannotRead, Chunk, Parsed
from knowledge.language.glossary import CHINESE
from knowledge.parse.records import as_line
from knowledge.parse.text import decode
from knowledge.reading.fields import (
    ABOUT_FIELDS,
    ABOUT_NAMES,
    about_from,
    by_name,
    plain_name,
    unread_date,
)

_BETWEEN, _AROUND_RECORDS = "\n", "\n\n"
_BODIES = ("content", "body")
_PROSE_WORDS = 5
_MOST_NAMED = 5
"""Lines that cannot be read and are named; of further ones only how many they are is said."""

Row = dict[str, Any]


def parse(content: bytes) -> Parsed:
    """The rows one after another; lines that cannot be read are named, the rest is kept."""
    rows: list[Row] = []
    wrong: list[str] = []
    # By "\n" alone: splitlines would also cut at the separators that JSON allows inside strings.
    for number, line in enumerate(decode(content).split("\n"), 1):
        try:
            rows += [_row(line, number)] if line.strip() else []
        except CannotRead as error:
            wrong.append(str(error))
    if not rows:
        raise CannotRead(_named(wrong))
    kept = "its other row is in" if len(rows) == 1 else f"its other {len(rows)} rows are in"
    return from_rows(rows, f"{_named(wrong)}; {kept}" if wrong else "")


def from_rows(rows: Sequence[Row], skipped: str = "") -> Parsed:
    """The same of rows that are read already."""
    if not any(map(has_text, rows)):
        return _as_table(rows, skipped)
    text = ""
    parts: list[str] = []
    chunks: list[Chunk] = []
    at = 0
    for row in rows:
        shown = row["text"] if has_text(row) else _record(row, ("text",))
        if not shown.strip():
            continue
        if parts:
            parts.append(_BETWEEN if has_text(row) else _AROUND_RECORDS)
            at += len(parts[-1])
        chunks.append(_chunk(row, at, at + len(shown)))
        parts.append(shown)
        at += len(shown)
    text = "".join(parts)
    told = "; ".join(filter(None, [skipped, _unread(rows)]))
    return Parsed(text, About(date=_newest(chunks)).dated_by("row"), chunks, skipped=told)


def has_text(row: Row) -> bool:
    """Whether a row is a passage as its author made it."""
    text = row.get("text")
    return isinstance(text, str) and bool(text.strip())


def _record(row: Row, without: Sequence[str] = ()) -> str:
    """A row as a line; empty for one of an empty text, of which the rest only says whose it is."""
    named = {plain_name(key): key for key in row}
    body = next((named[name] for name in ("text", *_BODIES) if name in named), None)
    is_empty = body is not None and not str(row[body] or "").strip()
    if is_empty and named.keys() <= {"heading", plain_name(body), *ABOUT_NAMES}:
        return ""
    return as_line({key: row[key] for key in row if key not in without})


def with_text(row: Row) -> Row:
    """One whose words stand under `content` or `body`, beside a title, date or the like, as a row
    with `text`; what else it holds is told below them. Any other as it is."""
    named = {plain_name(key): key for key in row}
    key = next((named[name] for name in _BODIES if name in named), None)
    body = row.get(key) if key else None
    said = {name: one for name, one in by_name(row).items() if name in ABOUT_FIELDS}
    if "text" in row or not said or not isinstance(body, str) or not _is_prose(body):
        return row
    kept = {one: row[one] for one in row if plain_name(one) in {"heading", *ABOUT_FIELDS}}
    rest = as_line({one: row[one] for one in row if one not in kept and one != key})
    return kept | said | {"text": f"{body.strip()}\n{rest}".strip()}


def _is_prose(text: str) -> bool:
    """Words enough to read alone: a column of a table may be called `content`, too."""
    return len(text.split()) >= _PROSE_WORDS or len(CHINESE.findall(text)) >= 2 * _PROSE_WORDS


def storable(row: Any) -> Any:
    """Once through JSON again: what cannot be written must not get in.

    That is half a surrogate pair, and nesting at the limit; a few levels are added when a row is
    stored.

    Raises:
        ValueError, RecursionError: it cannot be.
    """
    row = json.loads(json.dumps([[[row]]], ensure_ascii=False).encode("utf-8", "replace"))
    return row[0][0][0]


def _row(line: str, number: int) -> Row:
    try:
        row: Any = storable(json.loads(line))
        if isinstance(row, dict) and not has_text(cast(Row, row)):
            # Its figures will be read as words: 0.10 is not 0.1.
            row = storable(json.loads(line, parse_float=str, parse_int=str))
    except (ValueError, RecursionError):
        raise CannotRead(f"line {number} is not JSON") from None
    if not isinstance(row, dict):
        raise CannotRead(f"line {number} is not a JSON object")
    return with_text(cast(Row, row))


def _named(wrong: Sequence[str]) -> str:
    more = len(wrong) - _MOST_NAMED
    named = "; ".join(wrong[:_MOST_NAMED])
    return f"{named}; and {more} more of its lines" if more > 0 else named


def _as_table(rows: Sequence[Row], skipped: str) -> Parsed:
    lines = [line for row in rows if (line := _record(row))]
    if not lines:
        raise CannotRead("there is no text in its rows")
    return Parsed(_AROUND_RECORDS.join(lines), skipped=skipped)


def _unread(rows: Sequence[Row]) -> str:
    """The first date that could not be taken, and how many more there are."""
    found = [(n, why) for n, row in enumerate(rows, 1) if (why := unread_date(row))]
    if not found:
        return ""
    number, why = found[0]
    more = f" (and so in {len(found) - 1} of its other rows)" if len(found) > 1 else ""
    return f"row {number}: {why}{more}"


def _chunk(row: Row, start: int, end: int) -> Chunk:
    """What a row says of itself; one without `text` says the rest in its words."""
    own = {name: row[name] for name in row if name not in {"text", "heading", *ABOUT_FIELDS}}
    about = about_from(row).dated_by("row")
    return Chunk(
        start,
        end,
        heading=str(row.get("heading") or "") if has_text(row) else "",
        about=about,
        extra=own if has_text(row) else {},
        is_undated=("date" in row or "date" in by_name(row)) and about.date is None,
    )


def _newest(chunks: list[Chunk]) -> str | None:
    return max((c.about.date for c in chunks if c.about.date), default=None, key=first_day)
