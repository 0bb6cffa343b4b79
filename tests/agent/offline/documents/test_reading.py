"""Both cross-encoders behind each other."""

from collections.abc import Sequence
from dataclasses import dataclass, field

import pytest

from agent.offline.documents.reading import Reading


@dataclass
class _Models:
    """Log odds by statement, and what was asked of each model."""

    small: dict[str, float] | None
    large: dict[str, float] | None
    asked: list[str] = field(default_factory=list[str])

    def answers(self, question: str, statements: Sequence[str]) -> list[float] | None:
        self.asked += [f"small {one}" for one in statements]
        return None if self.small is None else [self.small[one] for one in statements]

    def answers_closely(self, question: str, statements: Sequence[str]) -> list[float] | None:
        self.asked += [f"large {one}" for one in statements]
        return None if self.large is None else [self.large[one] for one in statements]


_SMALL = {"a": 0.0, "b": 3.0, "c": 2.0, "d": -1.0, "e": 1.0, "f": -3.0}
_LARGE = {"a": 4.0, "b": -4.0, "c": 1.0, "d": 0.0, "e": 2.0, "f": 9.0}


def test_the_large_one_reads_the_likeliest_four_and_counts_more() -> None:
    models = _Models(_SMALL, _LARGE)
    odds = Reading(models).odds([("q", one) for one in _SMALL])
    assert [one for one in models.asked if one.startswith("large")] == [
        "large b",
        "large c",
        "large e",
        "large a",
    ]
    assert odds is not None
    assert odds[0] > odds[1]  # the large one turns the order
    assert odds[5] < _SMALL["f"]  # what it has not read is less likely


def test_what_was_read_is_not_read_again() -> None:
    models = _Models(_SMALL, _LARGE)
    reading = Reading(models)
    first = reading.odds([("q", one) for one in "abcd"])
    models.asked.clear()
    assert reading.odds([("q", one) for one in "abcd"]) == first
    assert models.asked == []
    reading.odds([("another", "a")])
    assert models.asked == ["small a", "large a"]


def test_an_order_of_ones_own_chooses_for_the_large_one() -> None:
    models = _Models(_SMALL, _LARGE)
    Reading(models).odds([("q", one) for one in _SMALL], lambda i, _: -i)
    assert [one for one in models.asked if one.startswith("large")] == [
        "large f",
        "large e",
        "large d",
        "large c",
    ]


def test_without_the_large_one_the_small_one_is_believed_less() -> None:
    odds = Reading(_Models(_SMALL, None)).odds([("q", "b")])
    assert odds is not None and odds[0] < 3.0
    assert odds[0] == pytest.approx(1.9)


def test_without_both_nothing_is_read() -> None:
    assert Reading(_Models(None, None)).odds([("q", "b")]) is None
