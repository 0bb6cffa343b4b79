"""Break-even, payback and depreciation: the figures, the units brought together, what is refused."""

from decimal import Decimal

import pytest

from agent.tools.revenue import CannotCalculate
from agent.tools.revenue.calculate import calculate


def test_customers_are_rounded_up_to_whole_ones() -> None:
    report = calculate("break_even", fixed="500000 USD/month", price="20 USD/month", unit_cost="5 USD/month")  # fmt: skip

    assert report.details["customers"] == 33_334


def test_a_monthly_price_meets_a_yearly_cost() -> None:
    report = calculate("break_even", fixed="9M USD/year", price="30 USD/month")

    assert report.details["customers"] == 25_000


def test_customers_who_cost_what_they_pay_never_break_even() -> None:
    with pytest.raises(CannotCalculate, match="no number breaks even"):
        calculate("break_even", fixed="1M USD", price="10 USD", unit_cost="10 USD")


def test_the_cheaper_of_a_server_and_a_price_of_tokens_is_told() -> None:
    report = calculate("break_even", fixed="5000 USD/month", token_price="3 USD", volume="1B")

    assert report.details["bill"] == 3000
    assert "less than the $5,000 a month" in report.sentence()
    assert report.details["tokens"].quantize(Decimal(1)) == 1_666_666_667


def test_two_currencies_are_refused() -> None:
    with pytest.raises(CannotCalculate, match="one currency"):
        calculate("break_even", fixed="1M USD", price="100 CNY")


@pytest.mark.parametrize(
    ("income", "months"), [("5M CNY/month", 40), ("60M CNY/year", 40), ("15M CNY/quarter", 40)]
)
def test_payback_is_in_months_whatever_the_income_is_for(income: str, months: int) -> None:
    assert calculate("payback", investment="200M CNY", income=income).details["months"] == months


def test_running_costs_lengthen_the_payback() -> None:
    report = calculate("payback", investment="2.4bn USD", income="1.1bn USD/year", cost="300M USD/year")  # fmt: skip

    assert report.details["months"] == 36
    with pytest.raises(CannotCalculate, match="never pays back"):
        calculate("payback", investment="1M USD", income="1 USD/month", cost="2 USD/month")


def test_depreciation_leaves_the_residual_value() -> None:
    report = calculate("depreciation", investment="50bn USD", years="5", residual="10bn USD")

    assert report.total == 8_000_000_000
    with pytest.raises(CannotCalculate, match="residual value below the cost"):
        calculate("depreciation", investment="1bn USD", years="5", residual="2bn USD")


def test_the_exact_quotient_and_the_whole_customer_are_told_apart() -> None:
    report = calculate("break_even", fixed="850M USD/month", price="20 USD/month", unit_cost="8 USD/month")  # fmt: skip
    exact, whole = report.trace[-2:]

    assert report.details["customers"] == whole.value == 70_833_334
    assert f"{exact.value:.2f}" == "70833333.33"
    assert "rounded up" in whole.step
    assert "70,833,333.333333" in report.markdown()
    assert not calculate("break_even", fixed="24 USD", price="2 USD").trace[-1].step.startswith("rounded")  # fmt: skip
