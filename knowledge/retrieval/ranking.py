"""Putting candidates into an order: by meaning, by words, and by what a question names.

Knows no library, only the candidates' figures.
"""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

Figures = NDArray[np.float64]
"""One for each candidate."""
Flags = NDArray[np.bool_]

LEXICAL = 2.0
"""Weight of the words beside 1 for the meaning: 2 to 3 won on both sets of `evals/RESULTS.md`."""
_SOURCE, _DAY, _PART = 0.3, 0.5, 0.2
"""What a named source, a named day and the part about the source add, as shares of a full score."""
FULL = 1.0 + LEXICAL
"""First by meaning and by words."""
SENTENCE = 0.9
"""Weight of the best single sentence: what answers stands together."""
MOST = FULL + SENTENCE
_EQUAL, _NEWER = 0.8, 0.15
"""Of the best score, what fits about as well; what the newest of those gains where now is asked."""
_ALIKE = 0.2
"""What a passage loses that says the same as one before it; a little, as copies are out anyway."""


def scaled(figures: Figures, depth: int) -> Figures:
    """From 0 for the one at place `depth`, and all below it, to 1 for the highest.

    >>> scaled(np.array([4.0, 2.0, 3.0, 0.0]), depth=3).tolist()
    [1.0, 0.0, 0.5, 0.0]
    """
    if not len(figures):
        return figures
    high = figures.max()
    low = np.partition(figures, -depth)[-depth] if len(figures) >= depth else min(0.0, high)
    return np.clip((figures - low) / max(high - low, 1e-9), 0.0, 1.0)


def fused(by_meaning: Figures, by_words: Figures, is_of_source: Flags, is_of_day: Flags) -> Figures:
    """The sum of both sides, with a soft bonus for a source and a day that the question names."""
    bonus = _SOURCE * is_of_source + _DAY * is_of_day
    return by_meaning + LEXICAL * by_words + FULL * bonus


def with_sentence(scores: Figures, held: Figures) -> Figures:
    """The same, with what the best sentence of each holds."""
    return scores + SENTENCE * held / max(held.max(initial=0.0), 1e-9)


def with_part(scores: Figures, by_words_of_part: Figures) -> Figures:
    """The same, with what the question asks of one source counting once more."""
    return scores + FULL * _PART * by_words_of_part


def with_newer(scores: Figures, days: NDArray[np.int64]) -> Figures:
    """The same, a bonus for the newer among those that fit about as well as the best, by the rank
    of their days; none for the undated (day 0).

    >>> scores = with_newer(np.array([3.0, 2.9, 1.0]), np.array([20090000, 20210000, 20240000]))
    >>> [round(float(one), 2) for one in scores]
    [3.0, 3.35, 1.0]
    """
    equal = (scores >= _EQUAL * scores.max(initial=0.0)) & (days > 0)
    _, ranks = np.unique(days[equal], return_inverse=True)
    bonus = np.zeros(len(scores))
    bonus[equal] = ranks / max(int(ranks.max(initial=0)), 1)
    return scores + FULL * _NEWER * bonus


def in_turn(queues: Sequence[Sequence[int]], rest: Sequence[int]) -> list[int]:
    """The first of each queue, then the second of each …; `rest` after them. Nothing twice.

    >>> in_turn([[1, 2, 3], [7, 1]], rest=[9, 2])
    [1, 7, 2, 3, 9]
    """
    longest = max(map(len, queues), default=0)
    turns = [queue[n] for n in range(longest) for queue in queues if n < len(queue)]
    return list(dict.fromkeys([*turns, *rest]))


def spread(order: Sequence[int], scores: Figures, vectors: NDArray[np.float32]) -> list[int]:
    """The same candidates, those later that are like one before (marginal relevance).

    Where sources take turns a later one may have the higher score: its turn counts, not that.
    """
    if not len(order):
        return []
    worth = np.minimum.accumulate(scores[[*order]])
    likeness = vectors @ vectors.T
    chosen: list[int] = []
    closest, taken = np.zeros(len(order)), np.zeros(len(order))
    for _ in order:
        best = int(np.argmax(worth - _ALIKE * closest - taken))
        taken[best] = np.inf
        chosen.append(best)
        closest = np.maximum(closest, likeness[best])
    return [order[n] for n in chosen]
