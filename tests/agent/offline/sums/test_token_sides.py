"""Which side of a bill an amount is of."""

import re

import pytest

from agent.offline.sums.token_sides import Side, sides_named, sides_of


@pytest.mark.parametrize(
    ("text", "sides"),
    [
        ("$4 plain and $0.4 cached per million in, and $12 out", ["input", "cached", "output"]),
        ("input costs $4, output $12, cached input $0.4", ["input", "output", "cached"]),
        ("$4 in / $12 out", ["input", "output"]),
        ("we send at $4 and get back at $12", ["input", "output"]),
        ("uncached $4, cache hits $0.4", ["input", "cached"]),
        ("$0.4 for what is served from cache, $4 for the rest", ["cached", "input"]),
        ("$4. Output is dearer. $12", [None, None]),
        ("输入$4，命中缓存$0.4，输出$12", ["input", "cached", "output"]),
        ("$4的输入、$12的输出", ["input", "output"]),
    ],
)
def test_each_price_is_of_the_side_whose_word_stands_nearest(
    text: str, sides: list[Side | None]
) -> None:
    prices = [m.span() for m in re.finditer(r"\$[\d.]*\d", text)]

    assert sides_of(text, prices) == sides


def test_a_word_within_a_longer_one_names_no_side_of_its_own() -> None:
    assert sides_named("uncached") == {"input"}
    assert sides_named("cached input") == {"cached"}
