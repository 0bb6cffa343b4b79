"""How much of an ingestion is made lasting at once, so that a crash or Ctrl-C loses little."""

import time

_SECONDS = 5
"""Of work that may be lost, about."""
_FEWEST, _ENOUGH, _MOST = 50, 200, 5000
"""Passages. To make some lasting takes its time as well, more so the more there are already: a
portion may read and write all of a library, and is a tenth of it where that is more."""


class Portions:
    """The first one is small; the next are what can be done in a few seconds at the pace so far."""

    def __init__(self, embedder: object) -> None:
        self._least: int = getattr(embedder, "texts_at_once", 0)
        self._enough = _FEWEST
        self._begun = time.monotonic()

    def is_full(self, passages: int, stored: int) -> bool:
        """Whether so many new passages are enough, beside those stored before."""
        return passages >= max(self._least, self._enough, min(stored // 10, _MOST))

    def ends(self, passages: int) -> None:
        """One with so many new passages is lasting."""
        now = time.monotonic()
        in_time = int(_SECONDS * passages / max(now - self._begun, 1e-3))
        self._enough = max(_FEWEST, min(in_time, _ENOUGH))
        self._begun = now
