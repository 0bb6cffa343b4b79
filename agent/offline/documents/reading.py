"""Statements read together with a question by both cross-encoders: all by the small one, the likeliest by the large."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any, Protocol

_MOST_CLOSELY = 4
"""Statements that the large one reads as well, each for some fifteen milliseconds."""
_OF_SMALL, _OF_LARGE, _LESS = 0.35, 0.65, 1.5
"""What the log odds of both count, and by how much less likely is what only the small one has read; these and the
next were chosen on 28 libraries that neither was trained on (`evals/RESULTS.md`)."""
_ALONE = 1.1
"""By how much the small one is too sure where the large one is missing."""
_MOST_KEPT = 256

Pair = tuple[str, str]
"""A question and a statement."""
_Answers = Callable[[str, Sequence[str]], list[float] | None]


class Reads(Protocol):
    """What has both models."""

    def answers(self, question: str, statements: Sequence[str]) -> list[float] | None:
        """The log odds that each statement answers, by the small one; None where it is missing."""
        ...

    def answers_closely(self, question: str, statements: Sequence[str]) -> list[float] | None:
        """The same by the large one."""
        ...


@dataclass
class Reading:
    """What was read is kept: a second search finds most of it again."""

    models: Reads
    _small: dict[Pair, float] = field(default_factory=dict[Pair, float])
    _large: dict[Pair, float] = field(default_factory=dict[Pair, float])

    def odds(
        self, pairs: Sequence[Pair], order: Callable[[int, float], Any] = lambda _, odds: -odds
    ) -> list[float] | None:
        """The log odds that each statement answers its question; None where no model is there.

        `order` sorts a pair, by its place and what the small model says, among those for the large one.
        """
        small = _by(self.models.answers, self._small, pairs)
        if small is None:
            return None
        likeliest = sorted(range(len(pairs)), key=lambda i: order(i, small[i]))[:_MOST_CLOSELY]
        large = _by(self.models.answers_closely, self._large, [pairs[i] for i in likeliest])
        if large is None:
            return [odds - _ALONE for odds in small]
        closely = dict(zip(likeliest, large, strict=True))
        return [
            _OF_SMALL * odds + _OF_LARGE * closely[i] if i in closely else odds - _LESS
            for i, odds in enumerate(small)
        ]


def _by(answers: _Answers, kept: dict[Pair, float], pairs: Sequence[Pair]) -> list[float] | None:
    known = {pair: kept[pair] for pair in pairs if pair in kept}
    for question in dict.fromkeys(question for question, _ in pairs):
        new = [p for p in dict.fromkeys(pairs) if p[0] == question and p not in known]
        odds = answers(question, [said for _, said in new])
        if odds is None:
            return None
        known |= dict(zip(new, odds, strict=True))
    if len(kept) >= _MOST_KEPT:
        kept.clear()
    kept.update(known)
    return [known[pair] for pair in pairs]
