"""Small scenarios worked out by hand: sides, currencies, lifetime value, conversion, cautions."""

from decimal import Decimal
from typing import Any

import pytest

from agent.tools.revenue import subscriptions
from agent.tools.revenue.money import plain
from agent.tools.revenue.scenarios import build, calculate_scenario


@pytest.mark.parametrize(
    "options",
    [
        {"growth": "20%/yr", "churn": "3%/mo", "price_change": "-10%/yr", "years": 4},
        {"growth": "1%/yr", "churn": "15%/yr", "years": 3},
        {"years": 2},
        {"churn": "0.5%/mo", "years": 10},
    ],
)
def test_one_plan_is_the_subscription_sum(options: dict[str, Any]) -> None:
    plan = {
        name: value.replace("/mo", "/month") for name, value in options.items() if name != "years"
    }
    table = {
        "years": options["years"],
        "plans": {"plus": {"subscribers": "2.5 million", "price": "20 USD/month", **plan}},
    }
    ours, sums = (
        calculate_scenario(build(table)),
        subscriptions("2.5 million", "20 USD/month", **options),
    )
    assert plain(ours.total) == plain(sums.total)
    assert [plain(p.revenue) for p in ours.periods] == [plain(p.revenue) for p in sums.periods]
    assert [plain(p.subscribers) for p in ours.periods] == [
        plain(p.subscribers) for p in sums.periods
    ]


def test_amounts_of_another_currency_are_divided_by_its_rate() -> None:
    plan = {"subscribers": "1000", "price": "142 CNY/year"}
    table = {"currency": "USD", "rates": {"CNY": "7.1"}, "plans": {"p": plan}}
    report = calculate_scenario(build(table)).to_dict()
    assert (report["total"], report["currency"], report["converted"]) == (
        "20000",
        "USD",
        {"CNY": "142000"},
    )


def test_sides_are_not_added_and_cross_in_the_first_year_that_earns_as_much() -> None:
    table = {
        "years": 4, "start": 2025,
        "plans": {"a": {"subscribers": "100", "price": "80 USD/year", "side": "A"},
                  "b": {"subscribers": "100", "price": "20 USD/year", "growth": "100%/year", "side": "B"}},
    }  # fmt: skip
    report = calculate_scenario(build(table)).to_dict()
    assert report["total"] == "32000"
    assert report["sides"]["B"] == ["2000", "4000", "8000", "16000"]
    assert report["crossover"] == "2027"


def test_lifetime_value_retention_and_revenue_per_user() -> None:
    plan = {
        "subscribers": "1000",
        "price": "20 USD/month",
        "churn": "2%/month",
        "cost": "5 USD/month",
        "price_change": "5%/year",
    }
    found = calculate_scenario(build({"plans": {"plus": plan}, "years": 2})).to_dict()["metrics"]
    assert found["arpu_per_month"] == {"1": "20", "2": "21"}
    assert found["plans"]["plus"]["lifetime_months"] == "50"
    assert found["plans"]["plus"]["lifetime_value"] == "750"
    assert found["plans"]["plus"]["net_revenue_retention_percent"] == plain(
        (1 - share_of("2")) ** 12 * share_of("105") * 100
    )


def share_of(percent: str) -> Any:
    return Decimal(percent) / 100


def test_yearly_churn_keeps_a_subscriber_for_years() -> None:
    plan = {"subscribers": "1000", "price": "60 USD/year", "churn": "25%/year"}
    found = calculate_scenario(build({"plans": {"p": plan}})).to_dict()["metrics"]["plans"]["p"]
    assert found["lifetime_months"] == "48"
    assert found["lifetime_value"] == "240"
    assert found["net_revenue_retention_percent"] == "75"


def test_when_costs_are_earned_back_and_from_which_volume() -> None:
    """A year: 120,000 earned, 48,000 for subscribers, 30,000 fixed, 20,000 of the 100,000 written off."""
    plan = {"subscribers": "1000", "price": "10 USD/month", "cost": "4 USD/month"}
    costs = {"fixed": "30000 USD/year", "capex": "100000 USD", "life": "5 years"}
    table = {"years": 4, "start": 2026, "plans": {"p": plan}, "costs": costs}
    report = calculate_scenario(build(table)).to_dict()
    assert report["costs"]["profit"] == ["22000"] * 4
    assert report["costs"]["cash"] == ["-58000", "-16000", "26000", "68000"]
    found = report["break_even"]
    assert (found["first_profitable_year"], found["cash_back_in"]) == ("2026", "2028")
    assert found["gross_margin_percent"] == ["60"] * 4
    assert found["subscribers_without_loss"] == {"plan": "p", "value": "694.4444444444"}


@pytest.mark.parametrize("language", ["en", "zh"])
def test_no_profit_is_never_less_than_nothing(language: Any) -> None:
    """Solved exactly but for 10^-40 below zero, which once read as -$0."""
    plan = {"subscribers": "10 million", "price": "20 USD/month", "churn": ["8%/month", "5%/month", "3%/month"],
            "growth": "40%/year", "cost": "7 USD/month"}  # fmt: skip
    table = {"years": 3, "plans": {"plus": plan}, "costs": {"fixed": "1bn USD/year"}}
    report = calculate_scenario(build(table), target="0", solve_for="plans.plus.price", of="profit")
    assert "-$0" not in report.markdown(language)
    assert "-0" not in report.sentence(language)


def test_capital_that_lasts_two_years_is_written_off_in_two() -> None:
    plan = {"subscribers": "1000", "price": "10 USD/month"}
    costs = {"capex": ["80000 USD", "20000 USD"], "life": "2 years"}
    report = calculate_scenario(build({"years": 4, "plans": {"p": plan}, "costs": costs})).to_dict()
    assert report["costs"]["profit"] == ["80000", "70000", "110000", "120000"]
    assert report["costs"]["cash"] == ["40000", "140000", "260000", "380000"]


def test_a_hundred_subscribers_are_computed_and_doubted() -> None:
    report = calculate_scenario(
        build({"plans": {"p": {"subscribers": "100", "price": "20 USD/month"}}})
    )
    assert report.total == 24000
    assert "million" in report.cautions[0]


def test_free_users_convert_once_and_are_then_no_longer_free() -> None:
    table = {
        "free": {"users": "1000", "conversion": "10%/month"},
        "plans": {"p": {"price": "1 USD/month", "converts": "100%"}},
    }
    steps = {
        step["step"]: step["value"] for step in calculate_scenario(build(table)).to_dict()["trace"]
    }
    assert steps["p: subscribers, month 2"] == "100"
    assert steps["p: subscribers, month 3"] == "190"


def test_more_people_than_live_is_a_caution_in_front() -> None:
    report = calculate_scenario(
        build({"plans": {"p": {"subscribers": "10 billion", "price": "500 USD/year"}}})
    )
    assert report.cautions
    assert report.markdown("en").index("all people alive") < report.markdown("en").index(
        "$5 trillion"
    )
    assert report.markdown("zh").index("全世界的人口") < report.markdown("zh").index("5万亿美元")


def test_a_churn_list_says_whom_its_last_rate_is_for() -> None:
    plan = {"subscribers": "1M", "price": "10 USD/month", "churn": ["10%/month", "5%/month", "2%/month"]}  # fmt: skip
    report = calculate_scenario(build({"plans": {"a": plan}}))

    assert any("last rate (2 %) holds" in note and "at the start" in note for note in report.assumptions)  # fmt: skip
