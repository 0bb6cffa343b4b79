"""Scale words that an amount is wanted in."""

import pytest

from agent.offline.sums.wanted_units import wanted_units


@pytest.mark.parametrize(
    ("text", "units"),
    [
        ("Two notations needed, billions and 亿: 300 million seats", ["billion", "亿"]),
        ("both the billion and the 亿 figure. 80 million users", ["billion", "亿"]),
        ("Yearly revenue in billions (and 亿 for the Beijing office)?", ["billion", "亿"]),
        ("use 亿, for us use billions: 400 million users", ["亿", "billion"]),
        ("in two notations (millions and 万): 3 million readers", ["million", "万"]),
        ("One column in billions, one in 亿: 1 billion people", ["billion", "亿"]),
        ("the Chinese want 万亿, the English trillion", ["万亿", "trillion"]),
    ],
)
def test_both_notations_are_told_in_the_order_said(text: str, units: list[str]) -> None:
    assert wanted_units(text) == units


@pytest.mark.parametrize(
    "text",
    [
        "3 billion people pay, that is 30亿",
        "2亿用户，每月10元",
        "billions of people pay $5 a month",
    ],
)
def test_the_scale_of_an_amount_is_no_wish(text: str) -> None:
    assert wanted_units(text) == []
