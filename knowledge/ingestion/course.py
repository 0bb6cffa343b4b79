"""How far an ingestion is, told in documents: of the time nearly all goes into their vectors."""

from collections.abc import Callable

Progress = Callable[[float, int, str], None]
"""Told how many sources are done, of how many, and what is at hand; one may be done in part."""

Share = Callable[[float, str], None]
"""Told which share of the passages of a change have their vectors, and whose is next."""


class Course:
    """Tells `progress`; a document that was read is done when its passages have vectors."""

    def __init__(self, progress: Progress | None, total: int) -> None:
        self._tell = progress or _to_nobody
        self._total = total
        self._read = 0

    def reads(self, shown: str, waiting: int) -> None:
        """The next source; so many that were read wait for their vectors."""
        self._tell(self._read - waiting, self._total, shown)
        self._read += 1

    def embeds(self, waiting: int) -> Share:
        """What those that wait tell on their way."""
        return lambda share, shown: self._tell(
            self._read - waiting * (1 - share), self._total, shown
        )

    def ends(self) -> None:
        """All is done."""
        self._tell(self._total, self._total, "")


def to_nobody(_share: float, _shown: str) -> None:
    """For a change whose course nobody follows."""


def _to_nobody(_done: float, _total: int, _shown: str) -> None:
    pass
