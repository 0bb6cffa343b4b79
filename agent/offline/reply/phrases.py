"""The reply's own words, by language, from `phrases.toml`."""

import tomllib
from functools import cache
from importlib.resources import files
from typing import Any

from agent.answer import Language


def phrase(key: str, language: Language, **values: object) -> str:
    """A phrase with its blanks filled; an unknown `missing_*` falls back to a plain question.

    Raises:
        KeyError: a key the file lacks, which is a mistake of ours.
    """
    table = _phrases()
    if key not in table and key.startswith("missing_"):
        values["name"] = key.removeprefix("missing_").replace("_", " ")
        key = "missing"
    return table[key][language].format(**values)


def name_in(name: str, language: Language) -> str:
    """A vendor or product as a reader of that language writes it."""
    return _phrases()["names"]["zh"].get(name, name) if language == "zh" else name


def coverage_name(name: str, language: Language) -> str:
    """What an aspect or a sheet's coverage is called in a table."""
    return _phrases()["coverages"].get(name, {}).get(language, name)


def measure_name(measure: str, aspect: str, language: Language) -> str:
    """A measure of an aspect in words with its unit; empty for one that is no measure of it."""
    return _phrases()["measures"].get(aspect, {}).get(measure, {}).get(language, "")


@cache
def _phrases() -> dict[str, dict[str, Any]]:
    text = files("agent.offline.reply").joinpath("phrases.toml").read_text(encoding="utf-8")
    return tomllib.loads(text)
