"""A model that reads question and passage together, to put the first candidates in order.

Off unless `VENDORSCOPE_RERANKER` names one: it takes seconds on a processor. Where a question
names sources it is not asked: each gets its passages in turn, whichever read better.
"""

import threading
from collections.abc import Callable, Sequence
from functools import cache, cached_property
from typing import Any

import numpy as np
from numpy.typing import NDArray

from knowledge import places
from knowledge.embedding import named


class Reranker:
    """A sentence-transformers `CrossEncoder` by name or folder, loaded on first use."""

    def __init__(self, name: str) -> None:
        self.name = name
        self._lock = threading.Lock()

    @cached_property
    def _model(self) -> Any:  # Any: the package has no types and is imported late
        return named.load("reranker", self.name, "RERANKER", _maker)

    def scores(self, query: str, texts: Sequence[str]) -> NDArray[np.float64]:
        """How well each text answers; only their order means something."""
        with self._lock:
            found = self._model.predict([(query, text) for text in texts])
        return np.asarray(found, np.float64).reshape(len(texts), -1)[:, -1]


def _maker() -> Callable[..., Any]:
    from sentence_transformers import CrossEncoder

    return CrossEncoder


def chosen() -> Reranker | None:
    """The one that the setting names."""
    name = places.setting("RERANKER")
    return _named(name) if name else None


@cache
def _named(name: str) -> Reranker:
    return Reranker(name)
