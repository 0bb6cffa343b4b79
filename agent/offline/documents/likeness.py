"""Likeness in meaning: of a question to what documents say, and of a word to the words they use."""

import re
from collections.abc import Callable, Iterable, Sequence
from typing import Any

from agent.language import language_of
from agent.offline.documents.words import spelt

NEUTRAL = 0.6
"""Likeness that speaks neither for nor against; what the embedder does not read (Chinese) has it."""
_RELATED, LEAST = 0.25, 0.5
"""Cosine of two words from which on they have to do with each other; and from which on one may
stand for the other: tall and high have 0.58."""
_MOST_KEPT = 1 << 15


class Likeness:
    """Vectors of short texts, each made once; `embed` gives one row of unit length a text."""

    def __init__(self, embed: Callable[[Sequence[str]], Any]) -> None:
        self._embed = embed
        self._vectors: dict[str, Any] = {}

    def of(self, question: str, texts: Sequence[str]) -> list[float]:
        """The cosine of the question to each text."""
        if language_of(question) != "en":
            return [NEUTRAL] * len(texts)
        asked, *held = self._all([question, *texts])
        return [float(asked @ one) for one in held]

    def near(self, asked: Iterable[str], held: Iterable[str]) -> dict[str, dict[str, float]]:
        """For each stem asked the stems held that have to do with it, by the cosine of the two."""
        wanted, there = [*filter(_is_word, asked)], [*filter(_is_word, held)]
        if not wanted or not there:
            return {}
        vectors = self._all([*map(spelt, wanted), *map(spelt, there)])
        found: dict[str, dict[str, float]] = {}
        for word, mine in zip(wanted, vectors, strict=False):
            for other, its in zip(there, vectors[len(wanted) :], strict=True):
                if (near := float(mine @ its)) >= _RELATED and other != word:
                    found.setdefault(word, {})[other] = near
        return found

    def _all(self, texts: Sequence[str]) -> list[Any]:
        if len(self._vectors) > _MOST_KEPT:
            self._vectors.clear()
        new = [*dict.fromkeys(text for text in texts if text not in self._vectors)]
        if new:
            self._vectors.update(zip(new, self._embed(new), strict=True))
        return [self._vectors[text] for text in texts]


def _is_word(stem: str) -> bool:
    return re.fullmatch(r"[a-z]{3,}", stem) is not None
