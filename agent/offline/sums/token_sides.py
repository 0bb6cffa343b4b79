"""Which side of a bill an amount is of: input, output, or input that is read from a cache."""

import itertools
import re
from collections.abc import Sequence
from functools import cache

from agent.offline.vocabulary import words

Side = str
Span = tuple[int, int]
SIDES: tuple[Side, ...] = ("input", "output", "cached")
_UNSAID = 20
"""What it weighs that an amount gets no side: more than any word that may be its own."""
_BREAKS = (
    (re.compile(r"[:：]"), 1),
    (re.compile(r"[,，、/|+&]"), 6),
    (re.compile(r"\b(?:and|plus|with|vs|versus)\b|[和与及]", re.IGNORECASE), 4),
)
_WORD = re.compile(
    r"(?!(?:of|them|these|those|which|the|are|is|at|for|a|an)\b)\b[A-Za-z]+|[\u4e00-\u9fff]",
    re.IGNORECASE,
)
_ENDS = re.compile(r"[.](?:\s|$)|[;；。?？!！]|\n")
_MOST = 4


def sides_of(text: str, amounts: Sequence[Span], others: Sequence[Span] = ()) -> list[Side | None]:
    """The side of each amount by the words nearest to it, each side once; None where none says it.

    `others` are amounts between which no word of these stands.
    """
    if not 0 < len(amounts) <= _MOST:
        return [None] * len(amounts)
    held = sorted({*amounts, *others})
    weights = [_weights(text, span, held) for span in amounts]
    choices = itertools.product((None, *SIDES), repeat=len(amounts))
    apart = (c for c in choices if len(set(c) - {None}) == len(c) - c.count(None))
    return list(min(apart, key=lambda c: sum(w.get(s, _UNSAID) if s else _UNSAID for s, w in zip(c, weights, strict=True))))  # fmt: skip


def said_at(text: str, span: Span, others: Sequence[Span], most: int = 1) -> Side | None:
    """The side whose word stands right beside an amount, by no more than `most` words between."""
    weights = _weights(text, span, sorted({span, *others}))
    side = min(weights, key=lambda s: weights[s], default=None)
    return side if side and weights[side] <= most else None


def sides_named(text: str) -> set[Side]:
    """The sides that a text names at all."""
    return {side for _, _, side in _words_of_sides(text)}


def _weights(text: str, span: Span, held: Sequence[Span]) -> dict[Side, int]:
    """How far the nearest word of each side stands from an amount, within its neighbours."""
    begin = max((end for _, end in held if end <= span[0]), default=0)
    stop = min((start for start, _ in held if start >= span[1]), default=len(text))
    found: dict[Side, int] = {}
    for start, end, side in _words_of_sides(text):
        if end <= begin or start >= stop:
            continue
        gap = (
            text[end : span[0]]
            if end <= span[0]
            else text[span[1] : start]
            if start >= span[1]
            else ""
        )
        weight = None if _ENDS.search(gap) else _far(gap)
        if weight is not None and weight < found.get(side, _UNSAID):
            found[side] = weight
    return found


def _far(gap: str) -> int:
    """The words in a gap, small ones aside, and what parts it."""
    parted = sum(weight * len(pattern.findall(gap)) for pattern, weight in _BREAKS)
    return parted + len(_WORD.findall(gap))


@cache
def _words_of_sides(text: str) -> tuple[tuple[int, int, Side], ...]:
    """The words that name a side, the longest of those that share a place: "uncached", "cached input"."""
    found = [
        (m.start(), m.end(), side)
        for side in SIDES
        for m in re.finditer(
            rf"(?<![A-Za-z-]){words('token_sides', side)}(?:(?<=[^A-Za-z])|(?![A-Za-z]))",
            text,
            re.I,
        )
    ]
    found.sort(key=lambda w: w[0] - w[1])
    kept: list[tuple[int, int, Side]] = []
    for word in found:
        if not any(word[0] < other[1] and other[0] < word[1] for other in kept):
            kept.append(word)
    return tuple(sorted(kept))
