"""Which part each amount of a question plays in a sum, and what kind of sum is asked: told by a small
tagger, trained by `evals.fit_amount_parts`.

Names of kinds and parts stand in `amount_parts.toml`, in the order of the tagger's outputs.
"""

import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Any

import numpy as np
from numpy.typing import NDArray

from knowledge.embedding.adapted import Adapted, Opened


def _module(model: Any, inputs: int, outputs: int) -> Any:
    import torch

    class Parts(torch.nn.Module):
        """Log odds of all kinds and parts, for every token."""

        def __init__(self) -> None:
            super().__init__()
            self.model = model
            self.head = torch.nn.Linear(inputs, outputs)

        def forward(self, input_ids: Any, attention_mask: Any) -> Any:
            hidden = self.model(input_ids=input_ids, attention_mask=attention_mask)[0]
            return self.head(hidden)

    return Parts()


PARTS = Adapted(
    name="parts",
    called="amount tagger",
    file="amount_parts.safetensors",
    most_tokens=160,
    module=_module,
    by_token=True,
)


@dataclass(frozen=True)
class Parts:
    """What a question's words say of its sum."""

    kinds: Mapping[str, float]
    """The chance of each kind."""
    amounts: Sequence[Mapping[str, float]]
    """Of each amount, the chance of each part."""


@cache
def names() -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Kinds of sum, and parts that an amount may play."""
    text = resources.files("knowledge.embedding").joinpath("amount_parts.toml").read_text("utf-8")
    known = tomllib.loads(text)
    return tuple(known["kinds"]), tuple(known["parts"])


class AmountParts:
    """Loaded with its first question; safe to use from many threads."""

    def __init__(self) -> None:
        self._opened = Opened(PARTS)

    def of(self, question: str, spans: Sequence[tuple[int, int]]) -> Parts | None:
        """Chances for an English question whose amounts stand at `spans` (characters); None where the
        graph is missing and cannot be made here."""
        loaded = self._opened.load()
        if loaded is None:
            return None
        tokenizer, session = loaded
        encoded = tokenizer.encode(question)
        rows = {
            name: np.array([row], np.int64)
            for name, row in (
                ("input_ids", encoded.ids),
                ("attention_mask", encoded.attention_mask),
            )
        }
        odds = session.run(None, rows)[0][0]
        kinds, parts = names()
        of_kind = _chances(odds[:, : len(kinds)].mean(0))
        amounts = [
            _chances(odds[some, len(kinds) :].mean(0)) if (some := tokens_of(encoded.offsets, span))
            else _chances(np.zeros(len(parts)))
            for span in spans
        ]  # fmt: skip
        return Parts(
            dict(zip(kinds, of_kind, strict=True)),
            [dict(zip(parts, one, strict=True)) for one in amounts],
        )


def tokens_of(offsets: Sequence[tuple[int, int]], span: tuple[int, int]) -> list[int]:
    """The tokens that overlap a span of characters."""
    return [i for i, (start, end) in enumerate(offsets) if start < span[1] and end > span[0]]


def _chances(odds: NDArray[np.floating[Any]]) -> list[float]:
    grown = np.exp(odds - odds.max())
    return [float(one) for one in grown / grown.sum()]


@cache
def default_amount_parts() -> AmountParts:
    """One for all of the process."""
    return AmountParts()
