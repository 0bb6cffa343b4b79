"""Cue words of `vocabulary.toml`, compiled: which topics, aspects and outputs a text speaks of."""

import re
import tomllib
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files
from typing import Any

_NARROWER = {"costs": "price", "volume": "quota", "capex": "price"}
"""Aspects whose words hold those of a wider one: a serving cost is no price."""
_SHORT_WORDS = ("capex", "finance", "staff", "quota")


@dataclass(frozen=True)
class Cue:
    """Patterns that speak of one thing, by language."""

    english: re.Pattern[str]
    chinese: re.Pattern[str]
    words: str = ""
    """English words for a query, where the question was Chinese."""

    def find(self, text: str) -> re.Match[str] | None:
        return self.english.search(text) or self.chinese.search(text)

    def count(self, text: str) -> int:
        return len(
            {m[0].casefold() for p in (self.english, self.chinese) for m in p.finditer(text)}
        )


def has(topic: str, text: str) -> bool:
    """Whether the text holds a cue of the topic."""
    return topics()[topic].find(text) is not None


def aspects_in(text: str) -> tuple[str, ...]:
    """Aspects the text names, in the order of their first cue."""
    found = {name: m for name, cue in aspects().items() if (m := cue.find(text))}
    for narrow, wide in _NARROWER.items():
        if narrow in found and wide in found and not _beyond(aspects()[wide], found[narrow], text):
            del found[wide]
    return tuple(sorted(found, key=lambda name: found[name].start()))


def _beyond(wide: Cue, narrow: re.Match[str], text: str) -> bool:
    """Whether the wider aspect is named outside of the narrower one's own words too."""
    rest = f"{text[: narrow.start()]} {text[narrow.end() :]}"
    return wide.find(rest) is not None


def output_in(text: str) -> Any:
    return next((name for name, cue in outputs().items() if cue.find(text)), None)


def english_words(text: str, aspect_names: Iterable[str]) -> list[str]:
    """English for the Chinese words of this trade in the text, then for the aspects asked."""
    known = _data()["glossary"]
    words = [known[w] for w in sorted(known, key=lambda w: text.find(w)) if w in text]
    words += [aspects()[a].words for a in aspect_names if a in aspects()]
    return list(dict.fromkeys(" ".join(words).split()))


def trade_words(aspect_names: Iterable[str]) -> list[str]:
    """How statements put an aspect whose usual short word they avoid: "capex" is spending there."""
    widened = [aspects()[name].words for name in aspect_names if name in _SHORT_WORDS]
    return list(dict.fromkeys(" ".join(widened).split()))


def topics() -> dict[str, Cue]:
    return _cues("topics")


def aspects() -> dict[str, Cue]:
    return _cues("aspects")


def synonyms() -> list[list[str]]:
    """Groups of words that mean the same in this trade."""
    return _data()["synonyms"]


def outputs() -> dict[str, Cue]:
    return _cues("outputs")


def cues_of(table: str) -> dict[str, Cue]:
    """The cues of any other table: events, measures."""
    return _cues(table)


@cache
def follow_up() -> Cue:
    return _cue(_data()["follow_up"])


@cache
def pronouns() -> Cue:
    data = _data()["follow_up"]
    return _cue({"en": data["pronouns_en"], "zh": data["pronouns_zh"]})


@cache
def opening_courtesy() -> re.Pattern[str]:
    """Greetings and courtesies before a question, of one or several words."""
    data = _data()["politeness"]
    english, chinese = "|".join(data["en"]), "|".join(data["zh"])
    return re.compile(
        rf"^\s*(?:(?:(?:{english})(?![\w])|{chinese})[\s,，:：!！.]*)+", re.IGNORECASE
    )


@cache
def _cues(table: str) -> dict[str, Cue]:
    return {name: _cue(entry) for name, entry in _data()[table].items()}


def _cue(entry: dict[str, Any]) -> Cue:
    english = "|".join(entry["en"])
    return Cue(
        re.compile(rf"(?<![\w])(?:{english})(?![\w])", re.IGNORECASE),
        re.compile("|".join(entry["zh"]), re.IGNORECASE),
        entry.get("english", ""),
    )


@cache
def _data() -> dict[str, Any]:
    return tomllib.loads((files("agent.offline") / "vocabulary.toml").read_text(encoding="utf-8"))


@cache
def words(group: str, name: str) -> str:
    """Alternatives of `patterns.toml` as one group, to be built into a larger pattern."""
    return f"(?:{'|'.join(_patterns()[group][name])})"


@cache
def phrase(group: str, name: str) -> re.Pattern[str]:
    """Alternatives of `patterns.toml`, English ones as whole words, between Chinese ones too."""
    alternatives = (
        a if not a[0].isascii() or a[0] in "\\^[(" else rf"(?<![A-Za-z0-9_]){a}(?![A-Za-z])"
        for a in _patterns()[group][name]
    )
    # the end of an English word is one beside Chinese characters too
    return re.compile("|".join(alternatives).replace(r"\b", r"(?a:\b)"), re.IGNORECASE)


@lru_cache(maxsize=4096)
def compiled(pattern: str) -> re.Pattern[str]:
    """One that is put together as it is needed, case ignored: `re` itself keeps only 512."""
    return re.compile(pattern, re.IGNORECASE)


def table(name: str) -> dict[str, Any]:
    """A table of `patterns.toml`: a spelling -> what it stands for."""
    return _patterns()[name]


@cache
def _patterns() -> dict[str, dict[str, Any]]:
    return tomllib.loads((files("agent.offline") / "patterns.toml").read_text(encoding="utf-8"))
