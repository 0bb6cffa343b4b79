"""The order in which boxes on a page are read, by where they stand: columns one after another where
they stand further apart than what is above each other in them."""

from collections.abc import Sequence
from typing import NamedTuple

_MOST = 300
"""Boxes whose places are looked at; a drawing of more is no text."""


class Box(NamedTuple):
    """Where something stands; what it is, is known by its number."""

    number: int
    left: float
    top: float
    right: float
    bottom: float


def in_order(boxes: Sequence[Box]) -> list[int]:
    """Their numbers as they are read; what overlaps stays in the order given.

    >>> tiles = [Box(0, 0, 4, 2, 5), Box(1, 3, 4, 5, 5), Box(2, 0, 5.5, 2, 6), Box(3, 3, 5.5, 5, 6)]
    >>> in_order([*tiles, Box(4, 0, 0, 5, 1)])
    [4, 0, 2, 1, 3]
    """
    if len(boxes) > _MOST:
        return [box.number for box in boxes]
    down = _cut([(box.top, box.bottom) for box in boxes])
    across = _cut([(box.left, box.right) for box in boxes])
    width, before = max(down, across, key=lambda cut: cut[0])
    if width <= 0:
        return [box.number for box in boxes]
    first = [box for n, box in enumerate(boxes) if n in before]
    rest = [box for n, box in enumerate(boxes) if n not in before]
    return [*in_order(first), *in_order(rest)]


def _cut(spans: Sequence[tuple[float, float]]) -> tuple[float, set[int]]:
    """The widest gap between spans, and the places of those before it."""
    places = sorted(range(len(spans)), key=lambda n: spans[n])
    widest, before = 0.0, set[int]()
    reached = float("-inf")
    for n, place in enumerate(places):
        start, end = spans[place]
        if n and start - reached > widest:
            widest, before = start - reached, {*places[:n]}
        reached = max(reached, end)
    return widest, before
