"""Patterns by name: what a question asks, and what a text must hold to tell it (`cues.toml`)."""

import re
import tomllib
from functools import cache
from importlib import resources


@cache
def asks(name: str) -> re.Pattern[str]:
    """What tells that a question asks for something."""
    cased = _read()["cased"]
    return re.compile(cased[name]) if name in cased else _loose("asked", name)


@cache
def tells(name: str) -> re.Pattern[str]:
    """What tells that a text holds something."""
    return _loose("told", name)


def measure_asked(text: str) -> str:
    """The kind of measure that a question asks, or none."""
    return next((name for name in _read()["measures"] if _loose("measures", name).search(text)), "")


def said_by_kind(text: str, kind: str) -> str:
    """The words by which a question asks a measure or an address, which what tells it may leave out:
    of "how long can I keep a book" the verb, of "her mail address" both."""
    if kind == "address":
        return " ".join(found[0] for found in asks("address").finditer(text))
    name = measure_asked(text)
    found = (m[0] for m in _loose("measures", name).finditer(text)) if name else ()
    return " ".join(words.split()[-1] for words in found)


@cache
def _loose(table: str, name: str) -> re.Pattern[str]:
    return re.compile(_read()[table][name], re.IGNORECASE)


@cache
def _read() -> dict[str, dict[str, str]]:
    text = resources.files("agent.offline.documents").joinpath("cues.toml").read_text("utf-8")
    return tomllib.loads(text)
