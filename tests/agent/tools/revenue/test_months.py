"""Sums over months: growth and churn month by month, and what is refused."""

from decimal import Decimal
from fractions import Fraction

import pytest

from agent.tools.revenue import CannotCalculate
from agent.tools.revenue.calculate import calculate
from agent.tools.revenue.months import monthly


@pytest.mark.parametrize(
    ("growth", "churn"), [("5%/mo", None), ("5%/mo", "2%/mo"), ("-3%/mo", None)]
)
def test_each_month_starts_from_the_one_before(growth: str, churn: str | None) -> None:
    report = monthly("200000", "9 USD/month", months=12, growth=growth, churn=churn)

    base, total = Fraction(200_000), Fraction(0)
    for _ in range(12):
        total += base * 9
        base *= 1 + Fraction(growth.removesuffix("%/mo")) / 100
        base *= 1 - (Fraction(2, 100) if churn else 0)
    assert abs(Fraction(report.total) - total) < Fraction(1, 100)
    assert abs(Fraction(report.details["remaining"]) - base) < Fraction(1, 100)


def test_the_trace_lists_the_months_and_their_sum_is_the_total() -> None:
    report = monthly("1000", "10 USD/month", months=3, growth="10%/mo")

    months = [step for step in report.trace if step.step.startswith("month ")]
    assert [step.value for step in months] == [10_000, 11_000, 12_100]
    assert sum(step.value for step in months) == report.total == 33_100


def test_growth_a_month_needs_no_number_of_months() -> None:
    year = calculate(subscribers="1000", price="10 USD/month", growth="10%/mo")
    two = calculate(subscribers="1000", price="10 USD/month", growth="10%/mo", years="2")

    assert (year.details["months"], two.details["months"]) == (12, 24)
    assert year.total == sum((10_000 * Decimal("1.1") ** m for m in range(12)), Decimal(0))


def test_growth_a_year_over_whole_years_of_months_is_summed_by_year() -> None:
    report = calculate(subscribers="1000", price="10 USD/month", growth="20%/yr", months="24")

    assert report.total == 120_000 + 144_000
    with pytest.raises(CannotCalculate, match="whole years"):
        calculate(subscribers="1000", price="10 USD/month", growth="20%/yr", months="7")


def test_a_sum_over_months_converts_at_the_stated_rate() -> None:
    report = calculate(
        subscribers="1M", price="72 CNY/month", months="6", currency="USD", rate="CNY=7.2"
    )

    assert (report.total, report.currency) == (60_000_000, "USD")


def test_growth_past_all_people_is_doubted() -> None:
    report = monthly("1bn", "1 USD/month", months=60, growth="10%/mo")

    assert "more than all people alive" in report.cautions[0]


def test_what_those_left_pay_a_month_is_told_beside_the_last_month() -> None:
    report = monthly("1000", "10 USD/month", months=2, churn="10%/mo")

    assert report.details["then_monthly"] == Decimal(8100)
    assert "$8,100 a month then" in report.sentences[0]
    assert "届时每月付8,100美元" in report.sentences[1]
