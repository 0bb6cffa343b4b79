"""Passages that were written at once, with their vectors and facets: files that never change."""

import json
import mmap
from collections.abc import Sequence
from contextlib import suppress
from functools import cached_property
from importlib import import_module
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from knowledge import beside
from knowledge.embedding.embed import Vectors
from knowledge.storage.facets import Facets

_PASSAGES, _OFFSETS, _VECTORS = "passages.jsonl", "offsets.npy", "vectors.npy"
_FACETS, _CODES = "facets.npz", "codes.npy"
FILES = (_PASSAGES, _OFFSETS, _VECTORS, _FACETS, _CODES)

_MANY = 5_000
"""From here on a scan of bytes saves more than it costs: a quarter of the memory is read."""
_LONG = 20_000
"""From here on a scan is done in two halves at once."""


_NONE: Vectors = np.empty(0, np.float32)


class Part:
    """Reads what `write` or `write_raw` wrote. Safe to use from many threads."""

    def __init__(self, folder: Path, dimension: int) -> None:
        self.offsets: NDArray[np.int64] = np.load(folder / _OFFSETS)
        self.facets = Facets.load(folder / _FACETS)
        self.vectors: Vectors = (
            np.load(folder / _VECTORS, mmap_mode="r")
            if len(self)
            else np.empty((0, dimension), np.float32)
        )
        self._codes: NDArray[np.int8] | None = None
        with suppress(FileNotFoundError):
            self._codes = np.load(folder / _CODES, mmap_mode="r")
        with (folder / _PASSAGES).open("rb") as file:
            # Mapped, not read: opening costs the same for a hundred passages and a million.
            self._bytes = mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) if len(self) else b""

    def __len__(self) -> int:
        return len(self.offsets) - 1

    def raw(self, i: int) -> bytes:
        """The line of a passage."""
        return self._bytes[self.offsets[i] : self.offsets[i + 1]]

    def likeness(self, meaning: Vectors, rows: NDArray[np.int64] | None = None) -> Vectors:
        """Cosine of each passage, or of some, with a vector; of many near enough to choose by."""
        compare = self._compare
        if compare is None or self._codes is None:
            return (self.vectors if rows is None else self.vectors[rows]) @ meaning
        codes, lengths = self._codes, self._lengths
        if rows is not None:
            codes, lengths = codes[rows], lengths[rows]
        own = in_bytes(meaning[None])
        # The scan's own threads would spin on after it and keep the embedder waiting.
        halves = np.array_split(codes, 2) if len(codes) >= _LONG else [codes]
        rest = [beside.threads().submit(_products, compare, own, half) for half in halves[1:]]
        products = [_products(compare, own, halves[0]), *(one.result() for one in rest)]
        return (np.concatenate(products) / (lengths * _lengths(own)[0])).astype(np.float32)

    @cached_property
    def _lengths(self) -> Vectors:
        """Of each passage's code. Reckoned once: a cosine of the scan would do it at every query."""
        assert self._codes is not None
        return _lengths(self._codes)

    @cached_property
    def _compare(self) -> Any:
        """SimSIMD, whose types are not declared; without it the vectors themselves are scanned."""
        if self._codes is None:
            return None
        try:
            return import_module("simsimd")
        except ImportError:
            return None


def write(folder: Path, rows: Sequence[dict[str, Any]], vectors: Vectors) -> None:
    """Write passages into a folder."""
    write_raw(folder, [as_line(row) for row in rows], vectors, Facets.of(rows))


def write_raw(folder: Path, lines: Sequence[bytes], vectors: Vectors, facets: Facets) -> None:
    """The same, of passages that are lines already."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / _PASSAGES).write_bytes(b"".join(lines))
    np.save(folder / _OFFSETS, np.cumsum([0, *map(len, lines)], dtype=np.int64))
    np.save(folder / _VECTORS, np.asarray(vectors, np.float32))
    if len(lines) >= _MANY:
        np.save(folder / _CODES, in_bytes(vectors))
    facets.save(folder / _FACETS)


def in_bytes(vectors: Vectors) -> NDArray[np.int8]:
    """Each vector in steps of a 127th of its largest element: cosines to about 0.003."""
    codes = np.empty(vectors.shape, np.int8)
    for i in range(0, len(vectors), 10_000):  # in pieces: a million at once would take 3 GB
        some = vectors[i : i + 10_000]
        largest = np.abs(some).max(axis=1, keepdims=True)
        codes[i : i + 10_000] = np.rint(some * (127 / np.maximum(largest, 1e-12)))
    return codes


def _products(compare: Any, own: NDArray[np.int8], codes: NDArray[np.int8]) -> NDArray[np.float64]:
    return np.asarray(compare.cdist(own, codes, metric="dot"), np.float64).ravel()


def _lengths(codes: NDArray[np.int8]) -> Vectors:
    """Length of each row; 1 where it is nought, so that it can divide."""
    pieces = (codes[i : i + 10_000].astype(np.float32) for i in range(0, len(codes), 10_000))
    squares = [np.einsum("ij,ij->i", some, some) for some in pieces]
    return np.sqrt(np.maximum(np.concatenate([*squares, _NONE]), np.float32(1.0)))


def as_line(value: Any) -> bytes:
    """JSON on one line."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode() + b"\n"
