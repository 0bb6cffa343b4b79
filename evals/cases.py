"""Cases from JSON Lines: a question with what its answer must hold."""

import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

QUESTIONS = Path(__file__).parent / "questions.jsonl"
VRAM = Path(__file__).parent / "vram.jsonl"


class BadCase(ValueError):
    """A case file that cannot be scored; the sentence names the line."""


@dataclass(frozen=True)
class Case:
    """One turn of a question or conversation."""

    id: str
    type: str
    turn: int
    question: str
    checks: dict[str, Any] = field(default_factory=dict)


def read_cases(path: Path = QUESTIONS) -> list[list[Case]]:
    """Conversations, each a list of its turns.

    Raises:
        BadCase: when the file or a line of it cannot be read.
    """
    return [_turns(row, line, path) for line, row in read_lines(path)]


def read_lines(path: Path) -> Iterator[tuple[int, dict[str, Any]]]:
    """Every row with the number of its line.

    Raises:
        BadCase: as above.
    """
    try:
        text = path.read_text("utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise BadCase(f"{path} cannot be read ({error}).") from error
    for line, row in enumerate(text.split("\n"), start=1):
        if row.strip():
            try:
                yield line, json.loads(row)
            except ValueError as error:
                raise BadCase(f"{path}: line {line} is not JSON.") from error


def _turns(row: dict[str, Any], line: int, path: Path) -> list[Case]:
    try:
        turns = row.get("turns") or [{"user": row["question"], "checks": row["checks"]}]
        return [
            Case(str(row["id"]), row["type"], n, turn["user"], turn["checks"])
            for n, turn in enumerate(turns)
        ]
    except (KeyError, TypeError, AttributeError) as error:
        raise BadCase(f"{path}: line {line} lacks {error}.") from error
