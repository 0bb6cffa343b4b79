"""What a bundle adds: each part by hand, the net of them, and what is lacking."""

from fractions import Fraction

import pytest

from agent.tools.revenue import CannotCalculate
from agent.tools.revenue.bundle import bundle


def test_all_parts_together_are_those_of_the_formula() -> None:
    report = bundle(
        customers="400M",
        base_price="36 USD/month",
        attach_rate="10%",
        price="30 USD/month",
        uplift="2%",
        churn_saved="1%",
        cannibalised="5%",
        lost_price="240 USD/year",
    )
    buyers, base = Fraction(40_000_000), Fraction(400_000_000) * 36 * 12
    expected = buyers * 30 * 12 + base / 10 * Fraction(3, 100) - buyers * Fraction(5, 100) * 240
    assert Fraction(report.total) == expected
    assert [str(step.step) for step in report.trace] == [
        "base revenue",
        "buyers",
        "paid for the bundle",
        "uplift of the base",
        "revenue kept by less churn",
        "subscriptions dropped",
        "net added",
    ]
    assert "less $480 million subscriptions dropped" in report.markdown()
    assert "40 million of 400 million buy it" in report.markdown()
    assert "每年净增" in report.markdown("zh")


def test_without_an_attach_rate_all_of_the_base_is_reached() -> None:
    assert bundle(base_revenue="20bn USD", churn_saved="2%").to_dict()["total"] == "400000000"


@pytest.mark.parametrize(
    ("given", "says"),
    [
        ({}, "needs what it brings"),
        ({"price": "30 USD/month"}, "needs what it brings"),
        ({"uplift": "10%"}, "needs the base"),
        ({"base_revenue": "1bn EUR", "uplift": "10%", "price": "30 USD/month"}, "one currency"),
        ({"base_revenue": "1bn USD", "uplift": "10%", "attach_rate": "140%"}, "140"),
    ],
)
def test_what_is_lacking_or_cannot_be_is_one_sentence(given: dict[str, str], says: str) -> None:
    with pytest.raises(CannotCalculate, match=says):
        bundle(**given)


def test_what_buyers_drop_may_be_a_number_and_running_it_costs() -> None:
    report = bundle(customers="50k", attach_rate="20%", price="1200 USD/year", cannibalised="2000", lost_price="300 USD/year", cost="1M USD")  # fmt: skip
    assert report.to_dict()["total"] == "10400000"  # 12m - 0.6m - 1m


def test_churn_may_be_that_of_all_and_a_share_of_what_is_paid_was_there_before() -> None:
    report = bundle(customers="4k", base_price="10000 USD/year", attach_rate="25%", price="1000 USD/year", churn_saved="1%", churn_of_all=True, cannibalised="20%")  # fmt: skip
    assert report.to_dict()["total"] == "1200000"  # 1m - 0.2m + 0.4m


def test_what_would_have_come_anyway_is_not_added() -> None:
    lifted = bundle(base_revenue="20bn USD", attach_rate="25%", uplift="8%", not_added="10%", churn_saved="0.5%", churn_of_all=True)  # fmt: skip
    paid = bundle(customers="1000", attach_rate="50%", price="100 USD/year", not_added="20%")

    assert lifted.to_dict()["total"] == "460000000"  # 400m × 0.9 + 100m
    assert paid.to_dict()["total"] == "40000"
