"""Runs of one graph side by side, each on one core: two at once take two thirds of the time that they take one after
the other on two cores."""

import os
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import cache
from typing import TypeVar

_One = TypeVar("_One")
_Made = TypeVar("_Made")


def most_threads() -> int:
    """How many cores a question may take."""
    return min(4, os.cpu_count() or 1)


def each(
    run: Callable[[_One], _Made], some: Sequence[_One], threads: int | None = None
) -> list[_Made]:
    """What comes out of each, in their order; `run` must not call this itself."""
    if len(some) < 2 or threads == 1:
        return [run(one) for one in some]
    return [*_pool().map(run, some)]


@cache
def _pool() -> ThreadPoolExecutor:
    """One for all graphs of the process, so that several questions at once take no more threads."""
    return ThreadPoolExecutor(most_threads(), thread_name_prefix="graph")
