"""ARPU, growth between two figures, and how long cash lasts."""

from decimal import Decimal

import pytest

from agent.tools.revenue import CannotCalculate
from agent.tools.revenue.ratios import growth_rate, revenue_each, runway


def test_arpu_of_a_month_and_a_quarter_are_brought_to_a_year() -> None:
    assert revenue_each("13bn USD", "50M").total == 260
    assert revenue_each("30M USD/quarter", "1M").total == 120
    assert revenue_each("30M USD/month", "1M").details["arpu_month"] == 30


@pytest.mark.parametrize(("start", "end", "years"), [("10M", "30M", 4), ("2bn USD", "20bn USD", 5), ("100", "25", 2)])  # fmt: skip
def test_the_rate_found_leads_from_the_first_figure_to_the_last(
    start: str, end: str, years: int
) -> None:
    report = growth_rate(start, end, years)
    first = {"10M": 10_000_000, "2bn USD": 2_000_000_000, "100": 100}[start]

    reached = first * (1 + report.details["rate_percent"] / 100) ** years
    assert abs(reached - report.total) < Decimal("0.000001")


def test_a_rate_between_two_currencies_is_refused() -> None:
    with pytest.raises(CannotCalculate, match="one currency"):
        growth_rate("2bn USD", "20bn CNY", 5)


def test_a_rate_needs_time() -> None:
    with pytest.raises(CannotCalculate, match="time between"):
        growth_rate("2bn USD", "20bn USD", 0)


def test_cash_lasts_as_long_as_it_covers_what_is_spent() -> None:
    assert runway("90M USD", "6M USD/month").details["months"] == 15
    assert runway("90M USD", "36M USD/year").details["months"] == 30
    assert any("burn is for a month" in note for note in runway("90M USD", "6M USD").assumptions)
