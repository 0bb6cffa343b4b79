"""Which part each amount of a question plays in a sum, and what kind of sum is asked: told by a small
tagger, trained by `evals.fit_amount_parts`.

Names of kinds and parts stand in `amount_parts.toml`, in the order of the tagger's outputs.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache

import numpy as np

from knowledge.embedding.adapted import Adapted
from knowledge.embedding.tagger import Tagger, chances, module, names_in, tokens_of

PARTS = Adapted(
    name="parts",
    called="amount tagger",
    file="amount_parts.safetensors",
    most_tokens=160,
    module=module,
    by_token=True,
)


@dataclass(frozen=True)
class Parts:
    """What a question's words say of its sum."""

    kinds: Mapping[str, float]
    """The chance of each kind."""
    amounts: Sequence[Mapping[str, float]]
    """Of each amount, the chance of each part."""


def names() -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Kinds of sum, and parts that an amount may play."""
    return names_in("amount_parts.toml")


class AmountParts:
    """Loaded with its first question; safe to use from many threads."""

    def __init__(self) -> None:
        self._tagger = Tagger(PARTS)

    def of(self, question: str, spans: Sequence[tuple[int, int]]) -> Parts | None:
        """Chances for an English question whose amounts stand at `spans` (characters); None where the
        graph is missing and cannot be made here."""
        told = self._tagger.odds(question)
        if told is None:
            return None
        odds, offsets = told
        kinds, parts = names()
        of_kind = chances(odds[:, : len(kinds)].mean(0))
        amounts = [
            chances(odds[some, len(kinds) :].mean(0)) if (some := tokens_of(offsets, span))
            else chances(np.zeros(len(parts)))
            for span in spans
        ]  # fmt: skip
        return Parts(
            dict(zip(kinds, of_kind, strict=True)),
            [dict(zip(parts, one, strict=True)) for one in amounts],
        )


@cache
def default_amount_parts() -> AmountParts:
    """One for all of the process."""
    return AmountParts()
