"""Whether what was found answers at all: a chance, out of a few signs.

Their weights, in `enough.toml`, are fitted by `python -m evals.enough fit` for the default model;
`python -m evals.enough` measures them on questions that were not used for it.
"""

import math
import tomllib
from collections.abc import Callable, Iterable, Mapping, Sequence, Set
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib import resources
from typing import Self

from knowledge.document import Passage
from knowledge.language.terms import Term, digits, numbers, terms, years
from knowledge.language.words import pairs, words
from knowledge.retrieval.sentences import open_questions
from knowledge.storage import keywords
from knowledge.storage.view import Row, View

FIRST = 5
"""Passages that are looked at."""
LEAST = 0.45
"""Below it the passages rather do not answer; a little under half, since who is refused an answer
that is there has no way to it."""
MOST_TERMS = 12
"""Of a question that count: a longer one is no surer to be answered."""
_UNREAD = 0.45
"""What counts as the similarity of a passage in a language that the model does not read."""
WEIGHTS = "enough.toml"

Signs = Mapping[str, float]


class Found(list[Passage]):
    """What a search found, best first, and how likely it is that it answers."""

    def __init__(self, passages: Iterable[Passage] = (), signs: Signs | None = None) -> None:
        super().__init__(passages)
        self.signs = signs or {}
        self.enough = chance(self.signs)
        """0 to 1; below `LEAST` the passages rather do not answer."""


@dataclass(frozen=True)
class Told:
    """A passage as it is looked at."""

    text: str
    words: Set[str]
    labels: Set[str]
    """The words of its title, headings, vendor and system."""
    similarity: float | None
    """None where the model does not read its language: it tells nothing then."""
    asking: Set[str] = frozenset()
    """The words of its questions that nothing replies to: they answer none."""

    @classmethod
    def of(cls, row: Row, similarity: float | None) -> Self:
        """Of a stored passage."""
        parts = (row["title"], row["heading"], row["vendor"], row["system"])
        labels = " ".join(str(part) for part in parts if part)
        more = str(row["extra"].get("text_zh") or "")
        asking = open_questions(row["text"])
        rest: Row = {**row, "text": _without(row["text"], asking)} if asking else row
        asked = _held(" ".join(asking))
        return cls(f"{_said(rest)} {more}", held(rest), _held(labels), similarity, asked)


def held(row: Row) -> frozenset[str]:
    """All words by which a stored passage is found."""
    return _held(_said(row)).union(keywords.translation(row))


def signs(
    query: str, found: Sequence[Told], views: Sequence[View], sources: str = ""
) -> dict[str, float]:
    """What speaks for it that these passages, best first, answer; none where nothing was found.

    `sources` are the names in the question of those that the passages are of: they are found.
    """
    subjects = {word for view in views for word in view.subject_words}
    rare = _Rarity(views)
    has_chinese = any(view.has_chinese for view in views)
    asked = terms(query, subjects, None if has_chinese else rare.is_known)
    first = found[:FIRST]
    if not first or not asked:
        return {}
    weights = {term: rare.of(term) for term in asked}
    names = {term: weight for term, weight in weights.items() if term.is_name}
    called = _held(sources)
    best = max(_share(weights, one.words | called) for one in first)
    near = [
        _UNREAD if one.similarity is None or _only_asks(weights, one, called) else one.similarity
        for one in first
    ]
    every = {word for one in first for word in one.words}
    labels = {word for one in first for word in one.labels} | called
    nowhere = sum(
        w
        for term, w in weights.items()
        if w >= rare.most and not term.is_number and not term.is_in(called)
    )
    return {
        "similarity": near[0],
        "similarity and terms": max(near) * best,
        "names held": _share(names, every),
        "names in labels": _share(names, labels),
        "terms held nowhere": nowhere / sum(weights.values()),
        "years missing": _missing(years, query, first),
        "numbers missing": _missing(numbers, query, first),
        "terms": float(min(len(asked), MOST_TERMS)),
    }


def chance(found: Signs) -> float:
    """How likely it is that the passages answer; 0 without signs. A new sign weighs nothing yet."""
    if not found:
        return 0.0
    weights = _weights()
    odds = weights["bias"] + sum(weights.get(name, 0.0) * value for name, value in found.items())
    return round(1 / (1 + math.exp(-odds)), 4)


def _only_asks(weights: Mapping[Term, float], one: Told, called: Set[str]) -> bool:
    """Whether a passage is near for what it asks, rather than for what it tells."""
    told = one.words | called
    return bool(one.asking) and _share(weights, one.asking) > _share(weights, told)


class _Rarity:
    """How rare a term is in all libraries asked, by the most frequent of its ways."""

    def __init__(self, views: Sequence[View]) -> None:
        self._indexes = [view.keywords for view in views]
        self._total = sum(map(len, self._indexes))
        self.most = keywords.rarity(self._total, 0)
        """Of what no passage holds."""

    def of(self, term: Term) -> float:
        return min(max(map(self._of_word, way)) for way in term.ways)

    def is_known(self, word: str) -> bool:
        """Whether some passage holds the word."""
        return any(index.found_in(word) for index in self._indexes)

    def _of_word(self, word: str) -> float:
        found = sum(index.found_in(word) for index in self._indexes)
        return keywords.rarity(self._total, found)


def _share(weights: Mapping[Term, float], held: Set[str]) -> float:
    """What share of the terms is held, the rare ones counting more; all of none."""
    total = sum(weights.values())
    return sum(w for term, w in weights.items() if term.is_in(held)) / total if total else 1.0


def _missing(read: Callable[[str], set[str]], query: str, found: Sequence[Told]) -> float:
    """What share of the question's figures no passage holds."""
    wanted = read(query)
    if not wanted:
        return 0.0
    missing = set(wanted)
    for one in found:
        # Telling dates from other figures takes long: not of a text that has none of those wanted.
        if missing and not missing.isdisjoint(digits(one.text)):
            missing -= read(one.text)
    return len(missing) / len(wanted)


def _said(row: Row) -> str:
    return f"{keywords.body(row)} {row['source']} {row['date'] or ''}"


def _without(text: str, parts: Iterable[str]) -> str:
    for part in parts:
        text = text.replace(part, " ", 1)
    return text


@lru_cache(maxsize=4096)
def _held(text: str) -> frozenset[str]:
    return frozenset((*words(text), *pairs(text)))


@cache
def _weights() -> dict[str, float]:
    return tomllib.loads(
        resources.files("knowledge.retrieval").joinpath(WEIGHTS).read_text("utf-8")
    )
