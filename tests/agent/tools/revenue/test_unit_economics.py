"""Unit margins, lifetime value and retention."""

import pytest

from agent.tools.revenue import CannotCalculate
from agent.tools.revenue.calculate import calculate


def test_a_cost_above_the_price_is_a_loss() -> None:
    report = calculate("unit_margin", subscribers="1M", price="20 USD/month", unit_cost="25 USD/month")  # fmt: skip

    assert report.total == -60_000_000
    assert report.details["margin_percent"] == -25
    assert "of loss a year" in report.sentence()


def test_lifetime_value_takes_margin_and_the_cost_of_acquisition() -> None:
    report = calculate(
        "lifetime_value", price="15 USD/month", churn="4%/month", margin="80%", acquisition="100 USD"
    )  # fmt: skip

    assert report.total == 300
    assert report.details["value_to_cost"] == 3


def test_a_yearly_price_and_a_monthly_churn_meet_in_months() -> None:
    assert calculate("lifetime_value", price="120 USD/year", churn="5%/month").total == 200


def test_nobody_leaving_has_no_lifetime() -> None:
    with pytest.raises(CannotCalculate, match="gives no lifetime"):
        calculate("lifetime_value", price="10 USD/month", churn="0%/month")


def test_retention_adds_and_takes_away_and_carries_the_base() -> None:
    report = calculate("retention", expansion="22%", contraction="3%", churn="9%", base="80M USD")

    assert report.details["nrr_percent"] == 110
    assert report.details["grr_percent"] == 88
    assert report.total == 88_000_000
