"""Rows of a `--batch-file`: JSON Lines, each with the number of its line."""

import json
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from ui.cli.failure import Failure


@dataclass(frozen=True)
class Row:
    """One line of a batch: what it holds, or why it cannot be read."""

    line: int
    content: dict[str, Any] | None
    reason: str | None = None


def read_rows(name: str) -> list[Row]:
    """Every line of a file that is not blank; `-` is stdin.

    Raises:
        Failure: when the file cannot be read or holds no row.
    """
    rows = list(_rows(read_text(name)))
    if not rows:
        raise Failure(f"{name} holds no row; write one JSON object a line.")
    return rows


def read_text(name: str) -> str:
    """A whole file as text; `-` is stdin.

    Raises:
        Failure: when there is none, or it is not UTF-8 text.
    """
    try:
        raw = sys.stdin.buffer.read() if name == "-" else Path(name).read_bytes()
        return raw.decode("utf-8-sig")
    except FileNotFoundError:
        raise Failure(f"There is no file {name}.") from None
    except IsADirectoryError:
        raise Failure(f"{name} is a folder; name a file.") from None
    except UnicodeDecodeError:
        raise Failure(f"{name} is not UTF-8 text.") from None
    except (OSError, ValueError) as error:  # ValueError: a null byte in the name
        reason = getattr(error, "strerror", None) or str(error)
        raise Failure(f"{name!r} cannot be read: {reason}.") from None


def _rows(text: str) -> Iterator[Row]:
    # Not splitlines(): JSON text may hold U+2028 and its like unescaped.
    for line, row in enumerate(text.split("\n"), start=1):
        if row.strip():
            yield _row(line, row)


def _row(line: int, text: str) -> Row:
    try:
        content = json.loads(text)
    except (ValueError, RecursionError) as error:
        reason = error.msg if isinstance(error, json.JSONDecodeError) else "too long or too deep"
        return Row(line, None, f"Line {line} is not JSON ({reason}).")
    if not isinstance(content, dict):
        return Row(line, None, f"Line {line} is no JSON object.")
    return Row(line, content)
