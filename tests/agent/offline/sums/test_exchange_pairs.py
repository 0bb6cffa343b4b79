"""Rates that name both of their currencies, and what they become for one currency."""

import pytest

from agent.offline.sums.exchange_pairs import common_currency, ones_of, pairs_said, rates_for
from agent.quantities import find_quantities


@pytest.mark.parametrize(
    ("text", "counted", "base"),
    [
        ("₹500 (84 rupees to the dollar)", "INR", "USD"),
        ("at $1.25 to the pound", "USD", "GBP"),
        ("one euro is $1.08", "USD", "EUR"),
        ("€1 = $1.15", "USD", "EUR"),
        ("1英镑=9.1元", "CNY", "GBP"),
        ("150日元兑1美元", "JPY", "USD"),
    ],
)
def test_a_rate_names_two_currencies(text: str, counted: str, base: str) -> None:
    pairs = pairs_said(text, find_quantities(text))

    assert [(p.counted, p.base) for p in pairs] == [(counted, base)]


@pytest.mark.parametrize("text", ["2 million at $20 a month", "€9 per seat", "每月25元，30万人"])
def test_a_price_is_no_rate(text: str) -> None:
    assert pairs_said(text, find_quantities(text)) == []


def test_rates_are_told_for_the_currency_that_all_have_in_common() -> None:
    text = "1 euro = $1.10, 84 rupees to the dollar"
    amounts = find_quantities(text)
    pairs = pairs_said(text, amounts)

    assert common_currency(pairs, []) == "USD"
    assert rates_for(pairs, "USD") == ["INR=84", "EUR=1/1.1"]
    assert [q.text for q in ones_of(pairs, amounts, text)] == ["1 euro"]
