"""The sentences of a passage and what of a question's words each holds: to rank and to trim by."""

import re
from collections.abc import Mapping, Sequence
from functools import lru_cache

from knowledge.language import stops
from knowledge.language.words import words
from knowledge.retrieval.introducing import kept_whole

_END = re.compile(r"[.!?](?:[ \xa0]?»)?[\"'”’)\]]*\s+|[。！？；][”’）」]*|\n+")
_ASKS = re.compile("[?？]")
_GRID = re.compile(r"^\s*(?:\||```|~~~)", re.MULTILINE)
"""Tables and code: a part of them does not read alone."""
_OF_PASSAGE, _BESIDE = 1.5, 0.15
"""What a passage's score counts for each of its sentences, and what the better neighbour of a
sentence holds, beside 1 for all of the question's words that are there. These and the share below
were chosen on half of the chunking questions (`evals/RESULTS.md`)."""
_SHARE = 0.6
"""Of what the best sentence of all is worth: one at the edge of a passage stays if it has it."""


@lru_cache(maxsize=4096)
def sentences(text: str) -> tuple[tuple[int, int, frozenset[str]], ...]:
    """Start, end and words of each sentence or line.

    >>> [(start, end) for start, end, _ in sentences("One is here. Two.")]
    [(0, 12), (13, 17)]
    """
    ends = [0, *(found.end() for found in stops.ends(_END, text)), len(text)]
    spans = [_stripped(text, a, b) for a, b in zip(ends, ends[1:], strict=False)]
    return tuple((a, b, frozenset(words(text[a:b]))) for a, b in spans if b > a)


def open_questions(text: str) -> list[str]:
    r"""Those that nothing replies to: another question follows, or the end.

    >>> open_questions("It is new. Who made it? Acme did.\n- What is it?\n- Where is it?")
    ['- What is it?', '- Where is it?']
    """
    if not _ASKS.search(text):
        return []
    said = [text[start:end] for start, end, _ in sentences(text)]
    asking = [one.rstrip(" *_").endswith(("?", "？")) for one in said]
    behind = [*asking[1:], True]
    return [
        one for one, asks, next_asks in zip(said, asking, behind, strict=True) if asks and next_asks
    ]


def best_held(text: str, rare: Mapping[str, float]) -> float:
    """What the best sentence holds of the question's words, the rare ones counting more."""
    return max(_held(text, rare), default=0.0)


def trimmed(
    texts: Sequence[str], scores: Sequence[float], leads: Sequence[int], rare: Mapping[str, float]
) -> list[tuple[int, int]]:
    """The span of each passage from the first sentence that answers to the last.

    The best sentence of a passage always stays, a heading with what is beneath it. A passage that
    goes on where one before it ends (`leads`: the place of that one, else its own) counts as part
    of that; of the two the one that adds no sentence has an empty span, unless it is the first.
    """
    there = {word for text in texts for _, _, own in sentences(text) for word in own & rare.keys()}
    total = sum(rare[word] for word in there) or 1.0
    held = [[one / total for one in _held(text, rare)] for text in texts]
    worth = [_worth(own, scores[lead]) for own, lead in zip(held, leads, strict=True)]
    best = max((max(own, default=0.0) for own in worth), default=0.0)
    spans: list[tuple[int, int]] = []
    for text, own, words_held, lead in zip(texts, worth, held, leads, strict=True):
        # The best passage of all never makes room for what goes on from it.
        together = [n for n, other in enumerate(leads) if other == lead] if spans else [0]
        if _GRID.search(text) or not any(any(held[n]) for n in together):
            spans.append((0, len(text)))
            continue
        least = min(_SHARE * best, max(max(worth[n], default=0.0) for n in together))
        spans.append(_kept(text, [one >= least for one in own], words_held))
    return spans


def _kept(text: str, stays: Sequence[bool], held: Sequence[float]) -> tuple[int, int]:
    spans = [(start, end) for start, end, _ in sentences(text)]
    stays = kept_whole(text, spans, stays, held)
    kept = [span for span, one in zip(spans, stays, strict=True) if one]
    return (kept[0][0], kept[-1][1]) if kept else (0, 0)


def _worth(held: Sequence[float], score: float) -> list[float]:
    beside = [max(pair) for pair in zip([0.0, *held], [*held[1:], 0.0], strict=False)]
    return [
        own + _BESIDE * near + _OF_PASSAGE * score for own, near in zip(held, beside, strict=True)
    ]


def _held(text: str, rare: Mapping[str, float]) -> Sequence[float]:
    return [sum(rare[word] for word in held & rare.keys()) for _, _, held in sentences(text)]


def _stripped(text: str, start: int, end: int) -> tuple[int, int]:
    part = text[start:end]
    left = start + len(part) - len(part.lstrip())
    return left, max(left, start + len(part.rstrip()))
