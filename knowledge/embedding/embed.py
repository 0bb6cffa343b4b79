"""Text to vectors: the ONNX graph of the default model, or any sentence-transformers model."""

import re
import threading
from collections.abc import Callable, Sequence
from functools import cached_property, lru_cache
from importlib import import_module
from pathlib import Path
from typing import Any, Protocol, runtime_checkable

import numpy as np
from numpy.typing import NDArray

from knowledge import places
from knowledge.document import CannotRead
from knowledge.embedding import graph, named
from knowledge.embedding.side_by_side import each, most_threads

Vectors = NDArray[np.float32]
"""One row a text, each of unit length."""

DEFAULT_MODEL = "all-MiniLM-L6-v2"
_TOKENS_A_BATCH = 256
_RECENT = 1024
"""Texts whose vectors are kept: an answer searches for the same words several times."""


@runtime_checkable
class Embedder(Protocol):
    """Texts to vectors of unit length."""

    @property
    def name(self) -> str:
        """Kept with every store, so that vectors of two models never mix."""
        ...

    @property
    def dimension(self) -> int:
        """Length of a vector."""
        ...

    def embed(self, texts: Sequence[str]) -> Vectors:
        """One row a text, float32, unit length."""
        ...


def choose_embedder(given: object = None) -> Embedder:
    """The default model for None; a sentence-transformers model by name or folder; an object as is.

    An object needs `name`, `dimension` and `embed(texts)` or `encode(texts)`. Without one the
    setting `VENDORSCOPE_EMBEDDER` chooses.
    """
    given = places.setting("EMBEDDER") if given is None else given
    if given is None or given in (DEFAULT_MODEL, f"sentence-transformers/{DEFAULT_MODEL}"):
        return default_embedder()
    if isinstance(given, (str, Path)):
        return NamedModel(str(given))
    if isinstance(given, Embedder):
        return given
    if all(hasattr(given, name) for name in ("name", "dimension", "encode")):
        return _Encoder(given)
    raise CannotRead(
        "An embedder is the name of a sentence-transformers model, or an object with name, "
        "dimension and embed(texts) or encode(texts)."
    )


class MiniLM:
    """all-MiniLM-L6-v2 as an ONNX graph: 0.3 s to load where sentence-transformers takes 6 s."""

    name = DEFAULT_MODEL
    dimension = 384

    def __init__(self, threads: int | None = None) -> None:
        self._threads = threads or most_threads()
        self._lock = threading.Lock()
        self._loaded: tuple[Any, Any] | None = None
        self._of_one = lru_cache(_RECENT)(self._one)

    def load(self) -> None:
        """Read the graph now rather than with the first text; makes it where it is missing."""
        with self._lock:
            if self._loaded is None:
                self._loaded = open_graph(graph.ensure(), graph.MOST_TOKENS, threads=1)

    def embed(self, texts: Sequence[str]) -> Vectors:
        """One row a text; what exceeds 256 tokens is cut off, as the model was trained."""
        return self._of_one(texts[0]).copy() if len(texts) == 1 else self._embed(texts)

    def _one(self, text: str) -> Vectors:
        return self._embed([text])

    def _embed(self, texts: Sequence[str]) -> Vectors:
        self.load()
        assert self._loaded is not None
        tokenizer, session = self._loaded
        encoded = tokenizer.encode_batch_fast([*texts])
        vectors = np.empty((len(texts), self.dimension), np.float32)

        def run(batch: list[int]) -> None:
            # Padded here: the tokenizer's own padding would be to the longest of all batches.
            longest = max(len(encoded[i].ids) for i in batch)
            ids = np.zeros((len(batch), longest), np.int64)
            mask = np.zeros_like(ids)
            for row, i in enumerate(batch):
                size = len(encoded[i].ids)
                ids[row, :size] = encoded[i].ids
                mask[row, :size] = 1
            vectors[batch] = session.run(None, {"input_ids": ids, "attention_mask": mask})[0]

        each(run, _batches([len(one.ids) for one in encoded]), self._threads)
        return vectors


class NamedModel:
    """Any sentence-transformers model, by name or folder, loaded the ordinary way."""

    def __init__(self, name: str) -> None:
        self.name = name
        self._lock = threading.Lock()

    @cached_property
    def _model(self) -> Any:
        what, owner = "embedding model", "sentence-transformers"
        return named.load(what, self.name, "EMBEDDER", _maker, owner)

    @property
    def dimension(self) -> int:
        """As its vectors are; the method that tells it has had two names."""
        return self._dimension

    @cached_property
    def _dimension(self) -> int:
        return int(self.embed(["length"]).shape[1])

    def embed(self, texts: Sequence[str]) -> Vectors:
        """One row a passage, normalised."""
        return self._embed("passage", texts)

    def embed_query(self, texts: Sequence[str]) -> Vectors:
        """One row a question: some models were trained to be told which is which."""
        return self._embed("query", texts)

    def _embed(self, side: str, texts: Sequence[str]) -> Vectors:
        with self._lock:
            if self._model.prompts.get("query"):  # the model brings its own
                encode = (
                    self._model.encode_query if side == "query" else self._model.encode_document
                )
                return _unit(encode([*texts], normalize_embeddings=True))
            told = [_prompt(self.name, side) + text for text in texts]
            return _unit(self._model.encode(told, normalize_embeddings=True))


def _maker() -> Callable[..., Any]:
    from sentence_transformers import SentenceTransformer

    return SentenceTransformer


def _prompt(name: str, side: str) -> str:
    """What the cards of two families say to write before a text; their files do not hold it.

    >>> _prompt("intfloat/multilingual-e5-small", "query"), _prompt("BAAI/bge-m3", "query")
    ('query: ', '')
    """
    family = Path(name).name.lower()
    if re.search(r"(^|[-_])e5([-_]|$)", family) and "instruct" not in family:
        return f"{side}: "
    if re.match(r"bge-\w+-en", family) and side == "query":
        return "Represent this sentence for searching relevant passages: "
    return ""


def meaning(embedder: Embedder, query: str) -> Vectors:
    """A question's vector."""
    ask = getattr(embedder, "embed_query", embedder.embed)
    return ask([query])[0]


class _Encoder:
    """An object with `encode`, as one with `embed`."""

    def __init__(self, model: Any) -> None:  # Any: whatever the caller built
        self._model = model
        self.name, self.dimension = str(model.name), int(model.dimension)

    def embed(self, texts: Sequence[str]) -> Vectors:
        return _unit(self._model.encode([*texts]))


_default = MiniLM()


def default_embedder() -> MiniLM:
    """The default model, shared by all libraries of the process: 90 MB once."""
    return _default


def open_graph(folder: Path, most_tokens: int, threads: int | None = None) -> tuple[Any, Any]:
    """Tokenizer and session of the graph in a folder; of two texts the longer is cut."""
    onnxruntime: Any = import_module("onnxruntime")  # has no types
    from tokenizers import Tokenizer

    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = threads or most_threads()
    # Spinning threads would take the other core from whoever else serves a question.
    options.add_session_config_entry("session.intra_op.allow_spinning", "0")
    options.log_severity_level = 3
    tokenizer: Any = Tokenizer.from_file(str(folder / graph.TOKENIZER))
    tokenizer.enable_truncation(most_tokens)
    tokenizer.no_padding()
    session = onnxruntime.InferenceSession(
        str(folder / graph.GRAPH), options, providers=["CPUExecutionProvider"]
    )
    return tokenizer, session


def _batches(lengths: Sequence[int]) -> list[list[int]]:
    """Texts of like length together, so that little is spent on padding."""
    batches: list[list[int]] = []
    for i in sorted(range(len(lengths)), key=lengths.__getitem__):
        if batches and (len(batches[-1]) + 1) * lengths[i] <= _TOKENS_A_BATCH:
            batches[-1].append(i)
        else:
            batches.append([i])
    return batches


def _unit(vectors: Any) -> Vectors:
    found = np.atleast_2d(np.asarray(vectors, np.float32))
    lengths = np.linalg.norm(found, axis=1, keepdims=True)
    return found / np.maximum(lengths, np.float32(1e-12))
