"""The likeliest kind and parts that are whole together."""

from agent.offline.sums.tagged.items import items_in
from agent.offline.sums.tagged.reading import Reading, frames, reading_of
from agent.quantities import find_quantities
from knowledge.embedding.amount_parts import names


def _read(text: str) -> Reading | None:
    items = items_in(text, find_quantities(text))
    return reading_of(text, items) if items else None


def test_every_frame_is_a_kind_of_the_tagger_and_made_of_its_parts() -> None:
    kinds, parts = names()
    assert set(frames()) == {*kinds} - {"other"}
    assert all(frame.parts <= {*parts} for frame in frames().values())


def test_a_part_that_only_one_amount_may_play_is_played_by_the_likelier() -> None:
    found = _read(
        "A pass costs $30 a month and 5,000 cyclists hold one. What does that come to in a year?"
    )
    assert found is not None and found.kind == "revenue"
    assert {part: len(some) for part, some in found.parts.items()} == {
        "price": 1,
        "payers": 1,
        "length": 1,
    }


def test_an_amount_that_is_said_again_is_no_second_one() -> None:
    found = _read("2,000 divers at $10 a month. So, 2,000 divers: what a year?")
    assert found is not None and found.kind == "revenue"
    assert {item.written for item in found.parts["payers"]} == {"2000"}


def test_amounts_play_only_parts_of_their_sort() -> None:
    found = _read("Revenue $9m, cost $4m. Gross margin?")
    assert found is not None
    one = found.one("revenue"), found.one("cost")
    assert all(item is not None and item.unit == "USD" for item in one)
    assert 0 < found.sure <= 1


def test_without_amounts_nothing_is_read() -> None:
    assert reading_of("What is revenue?", []) is None
