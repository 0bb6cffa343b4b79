"""A small model that tells something of a whole text and of each of its tokens, by one head: what the amount tagger
and the question tagger are made of."""

import tomllib
from collections.abc import Sequence
from functools import cache
from importlib import resources
from typing import Any

import numpy as np
from numpy.typing import NDArray

from knowledge.embedding.adapted import Adapted, Opened

Spans = Sequence[tuple[int, int]]


def module(model: Any, inputs: int, outputs: int) -> Any:
    """Log odds of all that it tells, for every token."""
    import torch

    class Tagger(torch.nn.Module):
        def __init__(self) -> None:
            super().__init__()
            self.model = model
            self.head = torch.nn.Linear(inputs, outputs)

        def forward(self, input_ids: Any, attention_mask: Any) -> Any:
            hidden = self.model(input_ids=input_ids, attention_mask=attention_mask)[0]
            return self.head(hidden)

    return Tagger()


class Tagger:
    """Loaded with its first text; safe to use from many threads."""

    def __init__(self, model: Adapted) -> None:
        self._opened = Opened(model)

    def odds(self, text: str) -> tuple[NDArray[np.float32], Spans] | None:
        """Log odds, [tokens, outputs], and where each token stands; None where the graph is missing and
        cannot be made here."""
        loaded = self._opened.load()
        if loaded is None:
            return None
        tokenizer, session = loaded
        encoded = tokenizer.encode(text)
        rows = {
            name: np.array([row], np.int64)
            for name, row in (
                ("input_ids", encoded.ids),
                ("attention_mask", encoded.attention_mask),
            )
        }
        return session.run(None, rows)[0][0], encoded.offsets


@cache
def names_in(file: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Kinds and parts as a file beside this module has them, in the order of the outputs."""
    text = resources.files("knowledge.embedding").joinpath(file).read_text("utf-8")
    known = tomllib.loads(text)
    return tuple(known["kinds"]), tuple(known["parts"])


def tokens_of(offsets: Spans, span: tuple[int, int]) -> list[int]:
    """The tokens that overlap a span of characters."""
    return [i for i, (start, end) in enumerate(offsets) if start < span[1] and end > span[0]]


def chances(odds: NDArray[np.floating[Any]]) -> list[float]:
    """Log odds as chances that add up to one."""
    grown = np.exp(odds - odds.max())
    return [float(one) for one in grown / grown.sum()]
