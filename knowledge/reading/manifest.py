"""What a folder says about its files: `manifest.jsonl`, a row a `file`; not a document itself."""

import json
from functools import lru_cache
from pathlib import Path
from typing import Any, cast

MANIFEST = "manifest.jsonl"


def rows_in(folder: Path) -> dict[str, dict[str, Any]]:
    """Rows by file name; a broken row describes nothing, the files themselves still count."""
    try:
        found = (folder / MANIFEST).stat()
        return _manifest_rows(folder / MANIFEST, found.st_mtime_ns, found.st_size)
    except (OSError, UnicodeDecodeError):
        return {}


@lru_cache(maxsize=16)
def _manifest_rows(file: Path, _changed: int, _size: int) -> dict[str, dict[str, Any]]:
    """Read once for all the files beside it, again when it has changed."""
    lines = file.read_text("utf-8-sig").splitlines()
    rows: dict[str, dict[str, Any]] = {}
    for line in lines:
        try:
            row: Any = json.loads(line)
        except (json.JSONDecodeError, RecursionError):
            continue
        if isinstance(row, dict):
            fields = cast(dict[str, Any], row)
            rows[str(fields.get("file"))] = fields
    return rows
