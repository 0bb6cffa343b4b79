"""The reply's own words, by language, from `phrases.toml`."""

import tomllib
from functools import cache
from importlib.resources import files

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


@cache
def _phrases() -> dict[str, dict[str, str]]:
    text = files("agent.offline.reply").joinpath("phrases.toml").read_text(encoding="utf-8")
    return tomllib.loads(text)
