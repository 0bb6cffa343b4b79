"""How names are spelt: tokens, the key under which spellings meet, and the curated list."""

import re
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any, Literal, NamedTuple

Kind = Literal["vendor", "system", "person", "document", "model", "gpu"]


_TOKEN = re.compile(r"(?<=\d)[x×](?=[a-z]{1,3}\d)|\d+(?:\.\d+)*|[^\W\d_]+", re.UNICODE)
"""Words and numbers; the x of "8xH200" counts cards and is no part of their name."""


_POSSESSIVE = re.compile(r"(?<=\w)['’]s(?!\w)")


CJK = re.compile(r"[\u3400-\u9fff]")


@dataclass(frozen=True)
class Entity:
    """A name found in a text."""

    kind: Kind
    canonical: str
    vendor: str | None
    start: int
    end: int
    score: float = 1.0
    """1 for a spelling of the table, less for a corrected one or a family named by description."""


class Name(NamedTuple):
    kind: Kind
    canonical: str
    vendor: str | None


class Token(NamedTuple):
    text: str
    start: int
    end: int


def tokens_of(text: str) -> Iterator[Token]:
    lower = _POSSESSIVE.sub("  ", text.lower())
    for found in _TOKEN.finditer(lower if len(lower) == len(text) else text):
        word, start = found[0], found.start()
        if not CJK.search(word):
            yield Token(word, start, found.end())
            continue
        for run in re.finditer(r"[\u3400-\u9fff]|[^\u3400-\u9fff]+", word):
            yield Token(run[0], start + run.start(), start + run.end())


def key_of(tokens: list[str]) -> str:
    """Words run together; two numbers side by side stay apart: "qwen3 8b" is not "qwen38b"."""
    key = ""
    for token in tokens:
        key += "~" + token if key[-1:].isdigit() and token[0].isdigit() else token
    return key


@cache
def curated() -> Mapping[str, Any]:
    return tomllib.loads((files("agent.offline") / "names.toml").read_text(encoding="utf-8"))


@cache
def capital_only() -> frozenset[str]:
    return frozenset(w.casefold() for w in curated()["capital_only"])


@cache
def openers() -> frozenset[str]:
    """Words that begin a question or stand before a name without being part of it."""
    return frozenset(curated()["openers"])


@cache
def common_words() -> frozenset[str]:
    """Words of ordinary questions, never taken for a misspelt name."""
    return frozenset(curated()["not_names"])
