from decimal import Decimal

import pytest

from agent.tools.revenue import CannotCalculate
from agent.tools.revenue.calculate import calculate
from agent.tools.revenue.subscriptions import subscriptions

_SUM = {"kind": "sought", "subscribers": "50M", "price": "20 USD/month"}


def _rate(**asked: str) -> Decimal:
    return Decimal(calculate(**{**_SUM, **asked}).details["rate_percent"])


def test_the_share_who_must_pay_brings_the_target() -> None:
    share = _rate(rate_sought="paying_share", target="3bn USD")

    assert share == 25


def test_more_than_everyone_is_refused_in_one_sentence() -> None:
    with pytest.raises(CannotCalculate, match="Even if all 50 million pay, they bring"):
        _rate(rate_sought="paying_share", target="13bn USD")


def test_a_discount_is_below_and_a_rise_above_the_price() -> None:
    assert _rate(rate_sought="price_change", target="9bn USD") == -25
    assert _rate(rate_sought="price_change", target="15bn USD") == 25
    assert "打7.5折" in calculate(**_SUM, rate_sought="price_change", target="9bn USD").sentence(
        "zh"
    )


def test_the_growth_found_leads_to_the_target() -> None:
    rate = _rate(rate_sought="growth", target="24bn USD", steps="3")
    last = subscriptions("50M", "20 USD/month", growth=f"{rate:.15f}%/yr", years=4).periods[-1]

    assert abs(last.revenue - 24_000_000_000) < 1


def test_the_growth_of_a_sum_earns_it_over_the_years() -> None:
    rate = _rate(rate_sought="growth", target="60bn USD", sum_of_years="3")

    total = subscriptions("50M", "20 USD/month", growth=f"{rate:.15f}%/yr", years=3).total
    assert abs(total - 60_000_000_000) < 1


def test_the_churn_found_brings_the_target_over_a_year() -> None:
    rate = _rate(rate_sought="churn", target="10bn USD")

    total = subscriptions("50M", "20 USD/month", churn=f"{rate:.15f}%/mo").total
    assert abs(total - 10_000_000_000) < 1


def test_no_churn_brings_more_than_none() -> None:
    with pytest.raises(CannotCalculate, match="No churn leads there"):
        _rate(rate_sought="churn", target="13bn USD")


def test_growth_without_a_time_is_asked_for_it() -> None:
    with pytest.raises(CannotCalculate, match="Growth needs the time"):
        _rate(rate_sought="growth", target="24bn USD")
