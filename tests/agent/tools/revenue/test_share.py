"""Shares of two amounts, prices of tokens in another currency, alternatives side by side."""

from decimal import Decimal

import pytest

from agent.tools.revenue import CannotCalculate
from agent.tools.revenue.calculate import calculate


def test_a_share_shows_both_figures() -> None:
    report = calculate("share", part="4.5bn USD", whole="18bn USD")

    assert report.details["share_percent"] == 25
    assert "$4.5 billion of $18 billion" in report.sentence()


def test_a_share_of_two_currencies_needs_a_rate() -> None:
    with pytest.raises(CannotCalculate, match="exchange rate"):
        calculate("share", part="72bn CNY", whole="100bn USD")
    report = calculate("share", part="72bn CNY", whole="100bn USD", rate="CNY=7.2")
    assert report.details["share_percent"] == 10


def test_a_share_of_a_month_and_a_year_is_refused() -> None:
    with pytest.raises(CannotCalculate, match="same period"):
        calculate("share", part="1bn USD/month", whole="18bn USD/year")


@pytest.mark.parametrize(
    ("prices", "currency", "expected"),
    [
        (
            {"input_price": "0.8 CNY", "output_price": "8 CNY"},
            "USD",
            ["0.1111111111", "1.1111111111"],
        ),
        ({"input_price": "0.25 USD", "output_price": "2 USD"}, "CNY", ["1.8", "14.4"]),
    ],
)
def test_token_prices_are_converted_each_for_itself(
    prices: dict[str, str], currency: str, expected: list[str]
) -> None:
    report = calculate("token_prices", **prices, currency=currency, rate="CNY=7.2")

    assert list(report.to_dict()["prices"].values()) == expected
    assert [step.value for step in report.trace] == list(report.details["prices"].values())


def test_token_prices_without_a_rate_are_refused() -> None:
    with pytest.raises(CannotCalculate, match="rate"):
        calculate("token_prices", input_price="0.8 CNY", currency="USD")


def test_groups_are_added_and_each_is_said() -> None:
    plans = [
        {"price": "10 USD/month", "subscribers": "1M"},
        {"price": "20 USD/month", "subscribers": "2M"},
    ]
    report = calculate("plans", plans=plans)

    assert report.total == Decimal(600_000_000)
    assert "1 million at $10 a month bring $120 million" in report.sentence()


def test_a_table_speaks_the_readers_language() -> None:
    report = calculate("grid", subscribers=["5M"], prices=["100 CNY/yr", "200 CNY/yr"])

    assert "500万" in report.sentence("zh")
    assert "100元/年" in report.sentence("zh")
