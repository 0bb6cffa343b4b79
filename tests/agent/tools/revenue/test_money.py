"""Amounts in text: exact, short, and both where they differ."""

from decimal import Decimal

import pytest

from agent.tools.revenue.money import Language, format_price, plain, say_count, say_money


@pytest.mark.parametrize(
    ("value", "currency", "language", "expected"),
    [
        ("50000000000", "USD", "en", "$50 billion"),
        ("50000000000", "USD", "zh", "500亿美元"),
        ("13996800000", "USD", "en", "$14.0 billion ($13,996,800,000)"),
        ("5000000000000", "USD", "zh", "5万亿美元"),
        ("59640000000", "CNY", "en", "CNY 59.64 billion"),
        ("432000000", "GBP", "en", "£432 million"),
        ("405", "USD", "en", "$405"),
        ("13.5", "USD", "en", "$13.50"),
        ("-600000000", "USD", "en", "-$600 million"),
        ("999999.995", "USD", "en", "$1 million"),
    ],
)
def test_money_is_said_short_and_exact(
    value: str, currency: str, language: Language, expected: str
) -> None:
    assert say_money(Decimal(value), currency, language) == expected


def test_a_price_may_be_finer_than_a_cent() -> None:
    assert format_price(Decimal("0.435"), "USD") == "$0.435"
    assert format_price(Decimal("166.6666"), "USD") == "$166.67"


def test_json_amounts_are_plain_and_half_up() -> None:
    assert [plain(Decimal(v)) for v in ("5E+10", "0.00000000005", "-0.00000000005", "1.10")] == [
        "50000000000",
        "0.0000000001",
        "-0.0000000001",
        "1.1",
    ]


def test_counts_are_rounded_only_for_display() -> None:
    assert say_count(Decimal("208333333.33")) == "208 million (208,333,333)"
    assert say_count(Decimal(100_000_000), "zh") == "1亿"
