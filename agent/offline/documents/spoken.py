"""What the question tagger says of a question: the kind of answer it asks for, and the stems that name a row, a column
or what narrows rows down."""

import re
from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from agent.language import language_of
from agent.offline.documents.words import stems
from knowledge.embedding.question_parts import question_parts

_WORD = re.compile(r"[^\W_]+(?:[’'.-][^\W_]+)*")


class _All(Container[str]):
    def __contains__(self, word: object) -> bool:
        return True


_ALL = _All()


@dataclass(frozen=True)
class Spoken:
    """A question as the tagger reads it."""

    kinds: Mapping[str, float]
    """The chance of each kind of answer."""
    parts: Mapping[str, Mapping[str, float]]
    """For each part the stems that may play it, with their chances."""
    spans: tuple[tuple[str, int, int], ...] = ()
    """The phrases of the question by their likeliest part, with where they stand (characters)."""

    def likeliest(self) -> tuple[str, float]:
        """The kind of answer, with its chance."""
        return max(self.kinds.items(), key=lambda pair: pair[1])

    def none(self, stem: str) -> float:
        """The chance that a word names nothing that is asked."""
        return 1.0 - sum(of[stem] for part, of in self.parts.items() if part != "none" and stem in of)

    def likely(self, *parts: str) -> frozenset[str]:
        """The stems that are likelier than not one of some parts."""
        chances: dict[str, float] = {}
        for part in parts:
            for stem, chance in self.parts.get(part, {}).items():
                chances[stem] = chances.get(stem, 0.0) + chance
        return frozenset(stem for stem, chance in chances.items() if chance > 0.5)  # noqa: PLR2004

    def held(self, part: str, names: Iterable[str]) -> float | None:
        """What share of the words of a part is among names; None where no word is likely one."""
        return self.share(part, dict.fromkeys(names, 1.0))

    def share(self, part: str, held: Mapping[str, float], among: Container[str] = _ALL) -> float | None:
        """The same of what is held more or less well, by its stem; `among` are the words that count."""
        own = {s: chance for s, chance in self.parts.get(part, {}).items() if s in among}
        total = sum(own.values())
        return sum(w * held.get(s, 0.0) for s, w in own.items()) / total if total >= _LEAST else None


_LEAST = 0.5
"""Chances, summed, from which on a part is taken to be spoken of."""


@lru_cache(maxsize=256)
def spoken(text: str) -> Spoken | None:
    """None of a question that is not English, and where there is no tagger."""
    if language_of(text) != "en":
        return None
    words = [*_WORD.finditer(text)]
    told = question_parts(text, tuple(word.span() for word in words))
    if told is None:
        return None
    parts: dict[str, dict[str, float]] = {}
    for word, chances in zip(words, told.words, strict=True):
        for part, chance in chances.items():
            for stem in stems(word[0]):
                own = parts.setdefault(part, {})
                own[stem] = max(own.get(stem, 0.0), chance)
    likeliest = [max(chances, key=lambda part: chances[part]) for chances in told.words]
    return Spoken(told.kinds, parts, tuple(_phrases(text, words, likeliest)))


def _phrases(
    text: str, words: Sequence[re.Match[str]], parts: Sequence[str]
) -> Iterator[tuple[str, int, int]]:
    """Neighbouring words of one part, with nothing but blanks between them."""
    start = 0
    for i, part in enumerate(parts):
        goes_on = i + 1 < len(parts) and parts[i + 1] == part
        if goes_on and not text[words[i].end() : words[i + 1].start()].strip():
            continue
        if part != "none":
            yield part, words[start].start(), words[i].end()
        start = i + 1
