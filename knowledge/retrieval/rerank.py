"""A model that reads question and passage together, to put the first candidates in order.

Off unless `VENDORSCOPE_RERANKER` names one: it takes seconds on a processor.
"""

import threading
from collections.abc import Sequence
from functools import cache, cached_property
from typing import Any

import numpy as np
from numpy.typing import NDArray

from knowledge import places
from knowledge.document import CannotRead


class Reranker:
    """A sentence-transformers `CrossEncoder` by name or folder, loaded on first use."""

    def __init__(self, name: str) -> None:
        self.name = name
        self._lock = threading.Lock()

    @cached_property
    def _model(self) -> Any:  # Any: the package has no types and is imported late
        try:
            from sentence_transformers import CrossEncoder
        except ImportError:
            raise CannotRead(
                f"The reranker {self.name!r} needs sentence-transformers, which is not installed: "
                "pip install sentence-transformers."
            ) from None
        try:
            return CrossEncoder(self.name)
        except (OSError, ValueError) as error:
            reason = str(error).strip().splitlines()[0]
            raise CannotRead(
                f"The reranker {self.name!r} cannot be loaded ({reason}); name a "
                "sentence-transformers CrossEncoder that is on this machine, or unset "
                "VENDORSCOPE_RERANKER."
            ) from None

    def scores(self, query: str, texts: Sequence[str]) -> NDArray[np.float64]:
        """How well each text answers; only their order means something."""
        with self._lock:
            found = self._model.predict([(query, text) for text in texts])
        return np.asarray(found, np.float64).reshape(len(texts), -1)[:, -1]


def chosen() -> Reranker | None:
    """The one that the setting names."""
    name = places.setting("RERANKER")
    return _named(name) if name else None


@cache
def _named(name: str) -> Reranker:
    return Reranker(name)
