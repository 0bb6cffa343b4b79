"""Whether a statement answers a question, the two read together by a small cross-encoder.

It is all-MiniLM-L6-v2 with changes of low rank in its last layers, trained by
`evals.fit_cross_encoder` on made-up libraries; `cross_encoder.safetensors` holds the changes, and
the graph is made from them and the model's own weights as that of the embedder is.
"""

import hashlib
import logging
import shutil
import tempfile
import threading
from collections.abc import Sequence
from functools import cache
from importlib import import_module, resources
from pathlib import Path
from typing import Any

import numpy as np

from knowledge import places
from knowledge.embedding import graph
from knowledge.embedding.embed import open_graph

CHANGES = "cross_encoder.safetensors"
MOST_TOKENS = 88
"""Of question and statement together, as it was trained; the longer of the two is cut."""
_VERSION = 2
"""Raise it when the graph is made differently."""


class CrossEncoder:
    """Loaded with its first question; safe to use from many threads."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._loaded: tuple[Any, Any] | None = None
        self._is_missing = False

    def answers(self, question: str, statements: Sequence[str]) -> list[float] | None:
        """The log odds that each English statement answers the question; None where the graph is
        missing and cannot be made here."""
        if not statements:
            return []
        if not self._load():
            return None
        assert self._loaded is not None
        tokenizer, session = self._loaded
        odds: list[float] = []
        for one in tokenizer.encode_batch([(question, said) for said in statements]):
            # One by one: the bytes of a layer's values are scaled by all that are run together.
            given = {
                "input_ids": one.ids,
                "attention_mask": one.attention_mask,
                "token_type_ids": one.type_ids,
            }
            rows = {name: np.array([row], np.int64) for name, row in given.items()}
            odds.append(float(session.run(None, rows)[0][0]))
        return odds

    def _load(self) -> bool:
        with self._lock:
            if self._loaded is None and not self._is_missing:
                try:
                    self._loaded = open_graph(ensure(), MOST_TOKENS)
                except Exception:  # tokenizers raises nothing narrower; `vendorscope doctor` tells
                    self._is_missing = True
        return self._loaded is not None


@cache
def default_cross_encoder() -> CrossEncoder:
    """One for all libraries of the process."""
    return CrossEncoder()


def folder() -> Path:
    """Where the graph lies, whether or not it is made; keyed by what it is made of."""
    digest = hashlib.sha256(_changes()).hexdigest()[:12]
    return graph.folder().with_name(f"{graph.folder().name}-answers-{digest}-{_VERSION}")


def is_ready() -> bool:
    """Whether the graph is made."""
    return (folder() / graph.GRAPH).is_file() and (folder() / graph.TOKENIZER).is_file()


def ensure(say: graph.Say | None = None) -> Path:
    """The graph's folder; made where it is missing.

    Raises:
        CannotRead: when it is missing and cannot be made here.
    """
    if is_ready():
        return folder()
    from filelock import FileLock

    parent = places.make(folder().parent)
    with FileLock(parent / ".lock-answers"):
        if not is_ready():
            (say or graph.to_stderr)("Exporting the cross-encoder to ONNX (once, about 10 s) …")
            weights = graph.find_weights()
            made = Path(tempfile.mkdtemp(prefix=".making-", dir=parent))
            try:
                _export(weights, made / graph.GRAPH)
                shutil.copyfile(weights / graph.TOKENIZER, made / graph.TOKENIZER)
                shutil.rmtree(folder(), ignore_errors=True)
                made.rename(folder())
            finally:
                shutil.rmtree(made, ignore_errors=True)
    return folder()


def _changes() -> bytes:
    return resources.files("knowledge.embedding").joinpath(CHANGES).read_bytes()


def _export(weights: Path, target: Path) -> None:
    import torch
    from safetensors.torch import load

    changes = load(_changes())

    class Answers(torch.nn.Module):
        """Mean over the tokens that are not padding, then one number."""

        def __init__(self, model: Any) -> None:
            super().__init__()
            self.model = model
            self.head = torch.nn.Linear(changes["head.weight"].shape[1], 1)

        def forward(self, input_ids: Any, attention_mask: Any, token_type_ids: Any) -> Any:
            hidden = self.model(
                input_ids=input_ids, attention_mask=attention_mask, token_type_ids=token_type_ids
            )[0]
            weight = attention_mask.unsqueeze(-1).to(hidden.dtype)
            return self.head((hidden * weight).sum(1) / weight.sum(1)).squeeze(-1)

    answers = Answers(graph.load_model(weights))
    with torch.no_grad():
        parameters = dict(answers.named_parameters())
        for name, change in changes.items():
            if name.startswith("head."):
                parameters[name].copy_(change.float())
            elif name.endswith(".left"):
                stem = name.removesuffix(".left")
                parameters[stem].add_(change.float() @ changes[f"{stem}.right"].float())
            elif not name.endswith(".right"):
                parameters[name].add_(change.float())
    whole = target.with_name("whole.onnx")
    graph.export(answers.eval(), whole, "token_type_ids", output="odds")
    _in_bytes(whole, target)
    whole.unlink()


def _in_bytes(whole: Path, target: Path) -> None:
    """Weights as bytes: a quarter of the size and less than half of the time, for odds that differ by
    a few tenths. Seven bits of them, as processors without VNNI saturate at eight."""
    quantization: Any = import_module("onnxruntime.quantization")  # has no types
    logging.disable(logging.WARNING)  # its advice
    try:
        quantization.quantize_dynamic(
            str(whole),
            str(target),
            weight_type=quantization.QuantType.QInt8,
            per_channel=True,
            reduce_range=True,
        )
    finally:
        logging.disable(logging.NOTSET)
