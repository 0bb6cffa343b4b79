"""What columns and fields are called, told from the noun of their name."""

import re
import tomllib
from functools import cache
from importlib import resources

from knowledge.language.glossary import CHINESE

_IN_BRACKETS = re.compile(r"[(（\[].*")
_WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")
_LEAST_ENDING = 5
"""Letters of a noun by which a longer word may end: German joins them."""
_MOST_WORDS = 5


def is_column_name(cell: str) -> bool:
    """Whether columns of tables or fields of forms are called so.

    >>> is_column_name("Lead time (days)"), is_column_name("Costs per seat"), is_column_name("交货日期")
    (True, True, True)
    >>> is_column_name("Bolt Ltd"), is_column_name("3 seats"), is_column_name("next week")
    (False, False, False)
    """
    name = _IN_BRACKETS.sub("", cell).strip().casefold()
    words = _WORD.findall(name)
    if not words or len(words) > _MOST_WORDS or re.search(r"\d", name):
        return False
    noun = _noun(words)
    known = _nouns() | _first_names() if len(words) == 1 else _nouns()  # "Team plan" is a value
    return bool(_forms(noun) & known) or _ends_so(noun)


def _noun(words: list[str]) -> str:
    """The last word, or the one before which tells more of it: of "date of birth" the date."""
    joints = _data()["joints"]
    end = next((n for n, word in enumerate(words) if n and word in joints), len(words))
    return words[end - 1]


def _forms(noun: str) -> set[str]:
    """The word, and what may be its singular."""
    return {noun, noun.removesuffix("s"), noun.removesuffix("es"), re.sub("ies$", "y", noun)}


def _ends_so(noun: str) -> bool:
    least = 2 if CHINESE.search(noun) else _LEAST_ENDING
    return any(noun[at:] in _nouns() for at in range(1, len(noun) - least + 1))


@cache
def _nouns() -> frozenset[str]:
    return frozenset(_data()["nouns"])


@cache
def _first_names() -> frozenset[str]:
    return frozenset(_read("headers.toml")["names"])


@cache
def _data() -> dict[str, list[str]]:
    return _read("column_names.toml")


def _read(name: str) -> dict[str, list[str]]:
    return tomllib.loads(resources.files("knowledge.parse").joinpath(name).read_text("utf-8"))
