"""Whether a statement answers a question, the two read together by a cross-encoder: a small one for many statements,
one eight times as large for the few likeliest.

Both are trained by `evals.fit_cross_encoder` on made-up libraries.
"""

from collections.abc import Sequence
from functools import cache
from typing import Any

import numpy as np

from knowledge.embedding.adapted import Adapted, Opened
from knowledge.embedding.bases import MPNET
from knowledge.embedding.side_by_side import each


def _module(model: Any, inputs: int, outputs: int) -> Any:
    import torch

    class Answers(torch.nn.Module):
        """Mean over the tokens that are not padding, then one number."""

        def __init__(self) -> None:
            super().__init__()
            self.model = model
            self.head = torch.nn.Linear(inputs, outputs)

        def forward(self, input_ids: Any, attention_mask: Any, *token_type_ids: Any) -> Any:
            more = {"token_type_ids": token_type_ids[0]} if token_type_ids else {}
            hidden = self.model(input_ids=input_ids, attention_mask=attention_mask, **more)[0]
            weight = attention_mask.unsqueeze(-1).to(hidden.dtype)
            return self.head((hidden * weight).sum(1) / weight.sum(1)).squeeze(-1)

    return Answers()


ANSWERS = Adapted(
    name="answers",
    called="cross-encoder",
    file="cross_encoder.safetensors",
    most_tokens=88,  # of question and statement together, as it was trained; the longer is cut
    module=_module,
    more_inputs=("token_type_ids",),
    version=2,
)


ANSWERS_CLOSELY = Adapted(
    name="answers",
    called="close reader",
    file="close_reader.safetensors",
    most_tokens=96,
    module=_module,
    base=MPNET,
)


class CrossEncoder:
    """Loaded with its first question; safe to use from many threads."""

    def __init__(self, model: Adapted = ANSWERS) -> None:
        self._inputs = ("input_ids", "attention_mask", *model.more_inputs)
        self._opened = Opened(model)

    def answers(self, question: str, statements: Sequence[str]) -> list[float] | None:
        """The log odds that each English statement answers the question; None where the graph is
        missing and cannot be made here."""
        if not statements:
            return []
        loaded = self._opened.load()
        if loaded is None:
            return None
        tokenizer, session = loaded

        def run(one: Any) -> float:
            # One by one: the bytes of a layer's values are scaled by all that are run together.
            held = {
                "input_ids": one.ids,
                "attention_mask": one.attention_mask,
                "token_type_ids": one.type_ids,
            }
            rows = {name: np.array([held[name]], np.int64) for name in self._inputs}
            return float(session.run(None, rows)[0][0])

        return each(run, tokenizer.encode_batch([(question, said) for said in statements]))


@cache
def default_cross_encoder() -> CrossEncoder:
    """One for all libraries of the process."""
    return CrossEncoder()


@cache
def default_close_reader() -> CrossEncoder:
    """The same of the large one."""
    return CrossEncoder(ANSWERS_CLOSELY)
