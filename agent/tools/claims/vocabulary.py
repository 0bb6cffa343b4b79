"""The words of `words.toml`, compiled: opposites, negations, words that say the same."""

import re
import tomllib
from collections.abc import Iterable
from functools import cache
from importlib.resources import files
from typing import Any, NamedTuple

_WORD = re.compile(r"[a-z0-9][a-z0-9.+\-]*[a-z0-9+]|[a-z0-9]|[\u3400-\u9fff]+")
_STOP = frozenset(
    "a an the is are was were be been being it its this that these those of in on at to for and or"
    " as by with from into do does did has have had having really true truly actually indeed article"
    " author piece text say says said claim claimed check verify fact-check fact whether any just"
    " could would will can may about t s right correct model's their there his her they he she we"
    " you i which who what when sentence statement evidence still already now also than then so if"
    " but both moment wants want treat namely under uses use using year month per".split()
)
_HAN_STOP = re.compile(
    "[的了吗呢是在有和与我你他她它这那个为被从把吧啊及或就也都还啦已能会可于以之其将对很最大约]+|文章|作者|真的|属实"
)


class Pair(NamedTuple):
    """Two opposites; `name` says of what."""

    name: str
    one: re.Pattern[str]
    other: re.Pattern[str]


@cache
def pairs() -> tuple[Pair, ...]:
    """Every pair of opposites."""
    return tuple(
        Pair(name, _pattern(entry["one"]), _pattern(entry["other"]))
        for name, entry in _data()["pairs"].items()
    )


@cache
def any_side() -> re.Pattern[str]:
    """All words of all pairs as one pattern."""
    return _pattern(
        word for entry in _data()["pairs"].values() for side in entry.values() for word in side
    )


@cache
def phrases(table: str, key: str = "words") -> re.Pattern[str]:
    """The phrases of one entry as one pattern."""
    return _pattern(_data()[table][key])


def licences(text: str) -> frozenset[str]:
    """Licences the text names."""
    return frozenset(name for name in _data()["licences"] if phrases("licences", name).search(text))


def content(text: str) -> frozenset[str]:
    """Content words by their stems, a group of like words by its first; Chinese by pairs.

    >>> sorted(content("Which cards does it need?")), sorted(content("需要显存"))
    (['card', 'need'], ['memory', 'need'])
    """
    found: set[str] = set()
    for word in _WORD.findall(text.lower().replace("'s", "").replace("’s", "")):
        if word[0] >= "\u3400":
            found |= _chinese(word)
        else:
            found |= {_meaning().get(stem(part), stem(part)) for part in _apart(word)}
    return frozenset(found)


def _apart(word: str) -> list[str]:
    """A word, or the parts of a compound that is no word of the list: text-to-video."""
    parts = [word] if stem(word) in _meaning() else word.split("-")
    return [part for part in parts if part and part not in _STOP]


def stem(word: str) -> str:
    """The plainest stem: `released`, `releases` and `releasing` are one word."""
    for ending in ("ing", "ed", "es", "s"):
        if word.endswith(ending) and len(word) - len(ending) >= (3 if ending == "s" else 4):
            return word[: -len(ending)].rstrip("e")
    return word.rstrip("e") if len(word) > 3 else word


def _chinese(run: str) -> set[str]:
    found: set[str] = set()
    for word in sorted((w for w in _meaning() if w[0] >= "\u3400"), key=len, reverse=True):
        if word in run:
            found.add(_meaning()[word])
            run = run.replace(word, "的")
    for part in _HAN_STOP.split(run):
        found |= {part[i : i + 2] for i in range(len(part) - 1)}
    return found


@cache
def _meaning() -> dict[str, str]:
    meaning: dict[str, str] = {}
    for group in _data()["same"]["groups"]:
        for word in group:
            meaning.setdefault(word if word[0] >= "\u3400" else stem(word), stem(group[0]))
    return meaning


def _pattern(alternatives: Iterable[str]) -> re.Pattern[str]:
    """English as whole words, Chinese and what is bound to the beginning anywhere."""
    entries = list(alternatives)
    free = [a for a in entries if re.search(r"[\u3400-\u9fff]", a) or a[0] == "^"]
    words = "|".join(a for a in entries if a not in free)
    # One look behind for all words: looked at once a place, not once a word.
    whole = [rf"(?<![\w-])(?:{words})(?!\w)"] if words else []
    return re.compile("|".join(free + whole), re.IGNORECASE)


@cache
def _data() -> dict[str, Any]:
    return tomllib.loads((files("agent.tools.claims") / "words.toml").read_text(encoding="utf-8"))
