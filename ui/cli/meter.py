"""How far it is, on stderr: how many, how fast, and how long it will still take."""

import sys
import time
from typing import Self

_FIRST_SECONDS = 1.0
_EVERY_SECONDS = 10.0
"""Where nobody watches a terminal: a line now and then."""
_WIDTH = 100


class Meter:
    """A line that is written over in a terminal; a context manager that clears it at its end."""

    def __init__(self) -> None:
        self._begun = time.monotonic()
        self._last = self._begun
        self._is_terminal = sys.stderr.isatty()
        self._is_shown = False

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        if self._is_shown and self._is_terminal:
            print("\r\033[K", end="", file=sys.stderr, flush=True)

    def __call__(self, done: float, total: int, name: str) -> None:
        """Told before each piece, and within a long one."""
        now = time.monotonic()
        every = 0.1 if self._is_terminal else _EVERY_SECONDS
        if now - self._begun < _FIRST_SECONDS or now - self._last < every:
            return
        self._last, self._is_shown = now, True
        line = progress_line(done, total, now - self._begun, name)
        if self._is_terminal:
            print(f"\r\033[K{line[:_WIDTH]}", end="", file=sys.stderr, flush=True)
        else:
            print(line, file=sys.stderr, flush=True)


def progress_line(done: float, total: int, seconds: float, name: str) -> str:
    """How far, how fast, how long still.

    >>> progress_line(30, 120, 60.0, "a.md"), progress_line(0.5, 1, 60.0, "a.md")
    ('30 of 120, 0.5 a second, 3 min left: a.md', '0 of 1, 0.0083 a second, 60 s left: a.md')
    """
    rate = done / seconds if seconds > 0 else 0.0
    left = f", {_duration((total - done) / rate)} left" if rate > 0 else ""
    return f"{int(done)} of {total}, {rate:.2g} a second{left}: {name}"


def _duration(seconds: float) -> str:
    if seconds < 90:
        return f"{seconds:.0f} s"
    minutes = seconds / 60
    return f"{minutes:.0f} min" if minutes < 90 else f"{minutes / 60:.1f} h"
