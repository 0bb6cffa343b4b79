from decimal import Decimal

import pytest

from agent.tools.revenue import CannotCalculate
from agent.tools.revenue.balance import balance
from agent.tools.revenue.break_even import break_even


def test_a_cost_a_month_is_set_against_a_revenue_a_year() -> None:
    report = balance("500M USD/year", "30M USD/month")

    assert report.total == Decimal(140_000_000)
    assert report.sentence().startswith("**Yes, $140 million a year is left**")
    assert report.sentence("zh").startswith("**能，每年盈余1.4亿美元**")


def test_what_is_lacking_is_said() -> None:
    report = balance("48M USD/year", "5M USD/month")

    assert report.sentence().startswith("**No, $12 million a year is lacking**")


def test_one_period_for_both_stays_as_it_is() -> None:
    assert "a month" in balance("3M USD/month", "2M USD/month").sentence()
    assert balance("3M USD", "2M USD").total == Decimal(1_000_000)


def test_a_period_that_one_of_them_lacks_is_asked() -> None:
    with pytest.raises(CannotCalculate, match="Is the revenue of .* per month or per year"):
        balance("30M USD", "2M USD/month")
    with pytest.raises(CannotCalculate, match="Is the fixed cost of .* per month or per year"):
        break_even("6M USD", price="20 USD/month")


def test_customers_who_are_there_are_enough_or_not() -> None:
    enough = break_even("100M USD/year", price="10 USD/month", customers="1M")
    few = break_even("200M USD/year", price="10 USD/month", customers="1M")

    assert enough.sentence().startswith(
        "**Yes, with 1 million customers $20 million a year is left.**"
    )
    assert few.sentence().startswith(
        "**No, with 1 million customers $80 million a year is lacking.**"
    )
