"""What a folder says about its files: `manifest.jsonl`, a row a `file`; not a document itself."""

import json
from functools import lru_cache
from pathlib import Path
from typing import Any, NamedTuple, cast

from knowledge.document import CannotRead

MANIFEST = "manifest.jsonl"
_MOST_NAMED = 5
"""Lines that describe nothing and are named; of further ones only how many they are is said."""


class Said(NamedTuple):
    """What a manifest says."""

    rows: dict[str, dict[str, Any]]
    """By file name."""
    unused: tuple[str, ...] = ()
    """Why a line describes nothing, a line each."""


def rows_in(folder: Path) -> dict[str, dict[str, Any]]:
    """Rows by file name; a broken row describes nothing, the files themselves still count."""
    return _read(folder).rows


def unused_in(folder: Path) -> str:
    """Which of its lines describe nothing, and why; empty where all do or there is none."""
    unused = _read(folder).unused
    more = len(unused) - _MOST_NAMED
    named = "; ".join(unused[:_MOST_NAMED])
    return f"{named}; and {more} more of its lines" if more > 0 else named


def _read(folder: Path) -> Said:
    try:
        found = (folder / MANIFEST).stat()
        return _manifest(folder / MANIFEST, found.st_mtime_ns, found.st_size)
    except OSError:
        return Said({})
    except UnicodeDecodeError:
        return Said({}, ("it is not UTF-8 and describes nothing; save it as UTF-8",))


@lru_cache(maxsize=16)
def _manifest(file: Path, _changed: int, _size: int) -> Said:
    """Read once for all the files beside it, again when it has changed."""
    rows: dict[str, dict[str, Any]] = {}
    unused: list[str] = []
    for number, line in enumerate(file.read_text("utf-8-sig").splitlines(), 1):
        try:
            rows |= _row(line) if line.strip() else {}
        except CannotRead as error:
            unused.append(f"line {number} {error}")
    return Said(rows, tuple(unused))


def _row(line: str) -> dict[str, dict[str, Any]]:
    try:
        row: Any = json.loads(line)
    except (json.JSONDecodeError, RecursionError):
        raise CannotRead("is not JSON and describes nothing") from None
    if not isinstance(row, dict):
        raise CannotRead("is not a JSON object and describes nothing")
    fields = cast(dict[str, Any], row)
    name = fields.get("file")
    if not isinstance(name, str) or not name.strip():
        raise CannotRead("names no `file` and describes nothing")
    if Path(name).name != name:
        raise CannotRead(f"names {name!r}, which is not beside it, and describes nothing")
    return {name: fields}
