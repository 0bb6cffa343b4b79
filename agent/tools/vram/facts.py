"""The data files beside this code: each row a fact with its source and date."""

import json
from functools import cache
from pathlib import Path
from typing import Any

_FOLDER = Path(__file__).parent / "data"


@cache
def rows(name: str) -> tuple[dict[str, Any], ...]:
    """The rows of a JSON Lines file."""
    text = (_FOLDER / f"{name}.jsonl").read_text(encoding="utf-8")
    return tuple(json.loads(f"[{','.join(text.splitlines())}]"))


@cache
def table(name: str) -> dict[str, Any]:
    """A JSON file that is one object."""
    return json.loads((_FOLDER / f"{name}.json").read_text(encoding="utf-8"))
