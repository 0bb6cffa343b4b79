"""The sentences of a passage and what of a question's words each holds: to rank and to trim by."""

import re
from collections.abc import Mapping, Sequence
from functools import lru_cache

from knowledge.words import words

_END = re.compile(r"(?<=[.!?])[\"'”’)\]]*\s+|(?<=[。！？；])[”’）」]*|\n+")
_GRID = re.compile(r"^\s*(?:\||```|~~~)", re.MULTILINE)
"""Tables and code: a part of them does not read alone."""
_SHARES = (0.0, 0.1, 0.2, 1.0)
"""By place: a sentence at the edge stays if it holds this share of what the best one holds.
The first passage stays whole, from the fourth on it is the best sentence. Chosen on half of the
chunking questions (`evals/RESULTS.md`)."""


@lru_cache(maxsize=4096)
def sentences(text: str) -> tuple[tuple[int, int, frozenset[str]], ...]:
    """Start, end and words of each sentence or line.

    >>> [(start, end) for start, end, _ in sentences("One is here. Two.")]
    [(0, 12), (13, 17)]
    """
    ends = [0, *(found.end() for found in _END.finditer(text)), len(text)]
    spans = [_stripped(text, a, b) for a, b in zip(ends, ends[1:], strict=False)]
    return tuple((a, b, frozenset(words(text[a:b]))) for a, b in spans if b > a)


def best_held(text: str, rare: Mapping[str, float]) -> float:
    """What the best sentence holds of the question's words, the rare ones counting more."""
    return max(_held(text, rare), default=0.0)


def trimmed(text: str, rare: Mapping[str, float], place: int) -> tuple[int, int]:
    """The span of a passage from the first sentence that answers to the last.

    The further down (`place`, from 0) it stands, the less beside the best sentence is kept.
    """
    share = _SHARES[min(place, len(_SHARES) - 1)]
    held = _held(text, rare)
    best = max(held, default=0.0)
    if not share or not best or _GRID.search(text):
        return 0, len(text)
    kept = [span for span, one in zip(sentences(text), held, strict=True) if one >= share * best]
    return kept[0][0], kept[-1][1]


def _held(text: str, rare: Mapping[str, float]) -> Sequence[float]:
    return [sum(rare[word] for word in held & rare.keys()) for _, _, held in sentences(text)]


def _stripped(text: str, start: int, end: int) -> tuple[int, int]:
    part = text[start:end]
    left = start + len(part) - len(part.lstrip())
    return left, max(left, start + len(part.rstrip()))
