"""A published model with changes of low rank: how the graph of one is made, kept and opened.

The changes are trained here (`evals/`) and come with the package, a few megabytes each; the graph is made from
them and the model's own weights, as that of the embedder is, with the weights in bytes.
"""

import hashlib
import logging
import shutil
import tempfile
import threading
from collections.abc import Callable
from dataclasses import dataclass
from importlib import import_module, resources
from pathlib import Path
from typing import Any

from knowledge.embedding import graph
from knowledge.embedding.bases import MINILM, Base
from knowledge.embedding.embed import open_graph

HEAD = "head."
"""What the names of the last layer's values begin with; those of the model with `model.`."""


@dataclass(frozen=True)
class Adapted:
    """What is made of the model: which changes, and what comes out of it."""

    name: str
    """Part of its folder's name."""
    called: str
    """As people are told of it."""
    file: str
    """Of the changes, beside this module."""
    most_tokens: int
    module: Callable[[Any, int, int], Any]
    """A torch module with `model` and `head`, of the model and the head's inputs and outputs."""
    more_inputs: tuple[str, ...] = ()
    """Of the graph, beside the ids and the mask."""
    by_token: bool = False
    """Whether it tells something of every token."""
    version: int = 1
    """Raise it when the graph is made differently."""
    base: Base = MINILM

    def changes(self) -> bytes:
        """As they come with the package."""
        return resources.files("knowledge.embedding").joinpath(self.file).read_bytes()

    def folder(self) -> Path:
        """Where the graph lies, whether or not it is made; keyed by what it is made of."""
        digest = hashlib.sha256(self.changes()).hexdigest()[:12]
        return graph.folder().with_name(f"{self.base.name}-{self.name}-{digest}-{self.version}")

    def is_ready(self) -> bool:
        """Whether the graph is made."""
        return all((self.folder() / name).is_file() for name in (graph.GRAPH, graph.TOKENIZER))

    def ensure(self, say: graph.Say | None = None) -> Path:
        """The graph's folder; made where it is missing.

        Raises:
            CannotRead: when it is missing and cannot be made here.
        """
        if self.is_ready():
            return self.folder()
        with graph.making(f".lock-{self.name}") as parent:
            if not self.is_ready():
                say = say or graph.to_stderr
                say(f"Exporting the {self.called} to ONNX (once, less than a minute) …")
                self._make(parent)
        return self.folder()

    def _make(self, parent: Path) -> None:
        made = Path(tempfile.mkdtemp(prefix=".making-", dir=parent))
        try:
            with self.base.weights() as weights:
                self._export(weights, made / graph.GRAPH)
                shutil.copyfile(weights / graph.TOKENIZER, made / graph.TOKENIZER)
            shutil.rmtree(self.folder(), ignore_errors=True)
            made.rename(self.folder())
        finally:
            shutil.rmtree(made, ignore_errors=True)

    def _export(self, weights: Path, target: Path) -> None:
        from safetensors.torch import load

        outputs, inputs = load(self.changes())[f"{HEAD}weight"].shape
        module = self.module(graph.load_model(weights), inputs, outputs)
        add_changes(module, self.changes())
        whole = target.with_name("whole.onnx")
        graph.export(module.eval(), whole, *self.more_inputs, output="odds", by_token=self.by_token)
        _in_bytes(whole, target)
        whole.unlink()


def add_changes(module: Any, file: bytes) -> None:
    """Change the values of a torch module with `model` and `head` as a file of changes says."""
    import torch
    from safetensors.torch import load

    changes = load(file)
    parameters = dict(module.named_parameters())
    with torch.no_grad():
        for name, change in changes.items():
            if name.startswith(HEAD):
                parameters[name].copy_(change.float())
            elif name.endswith(".left"):
                stem = name.removesuffix(".left")
                parameters[stem].add_(change.float() @ changes[f"{stem}.right"].float())
            elif not name.endswith(".right"):
                parameters[name].add_(change.float())


class Opened:
    """The graph of one, loaded with its first text; safe to use from many threads."""

    def __init__(self, model: Adapted) -> None:
        self._model = model
        self._lock = threading.Lock()
        self._loaded: tuple[Any, Any] | None = None
        self._is_missing = False

    def load(self) -> tuple[Any, Any] | None:
        """Tokenizer and session; None where the graph is missing and cannot be made here."""
        with self._lock:
            if self._loaded is None and not self._is_missing:
                try:
                    self._loaded = open_graph(
                        self._model.ensure(), self._model.most_tokens, threads=1
                    )
                except Exception:  # tokenizers raises nothing narrower; `vendorscope doctor` tells
                    self._is_missing = True
        return self._loaded


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
