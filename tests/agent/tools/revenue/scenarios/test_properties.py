"""What holds for every scenario, whatever its figures."""

from decimal import Decimal
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from agent.tools.revenue.scenarios import Scenario, SubscriptionPlan, calculate_scenario

CENT = Decimal("1e-8")
counts = st.integers(1, 10**9)
prices = st.integers(1, 10**5)
percents = st.integers(0, 60)


def plan(subscribers: int, price: int, churn: int, growth: int, **more: Any) -> SubscriptionPlan:
    return SubscriptionPlan(
        subscribers=subscribers, price=f"{price} USD/month", churn=f"{churn}%/month", growth=f"{growth}%/year", **more
    )  # fmt: skip


def total(*plans: SubscriptionPlan, years: int = 3) -> Decimal:
    named = {f"p{n}": each for n, each in enumerate(plans)}
    return calculate_scenario(Scenario(years=years, plans=named)).total


@given(counts, prices, percents, percents)
@settings(max_examples=40, deadline=None)
def test_twice_the_price_or_twice_the_subscribers_is_twice_the_revenue(
    subscribers: int, price: int, churn: int, growth: int
) -> None:
    once = total(plan(subscribers, price, churn, growth))
    assert abs(total(plan(subscribers, 2 * price, churn, growth)) - 2 * once) < CENT
    assert abs(total(plan(2 * subscribers, price, churn, growth)) - 2 * once) < CENT


@given(counts, counts, prices, percents, percents)
@settings(max_examples=40, deadline=None)
def test_a_plan_split_in_two_earns_the_same(
    one: int, other: int, price: int, churn: int, growth: int
) -> None:
    split = total(plan(one, price, churn, growth), plan(other, price, churn, growth))
    assert abs(split - total(plan(one + other, price, churn, growth))) < CENT


@given(counts, prices, st.integers(0, 59), percents)
@settings(max_examples=40, deadline=None)
def test_more_churn_never_earns_more_and_more_growth_never_less(
    subscribers: int, price: int, churn: int, growth: int
) -> None:
    base = total(plan(subscribers, price, churn, growth))
    assert total(plan(subscribers, price, churn + 1, growth)) < base
    assert total(plan(subscribers, price, churn, growth + 1)) >= base


@given(counts, st.integers(1, 50), st.integers(1, 300))
@settings(max_examples=40, deadline=None)
def test_growth_towards_a_ceiling_never_passes_it(
    subscribers: int, times: int, growth: int
) -> None:
    bent = SubscriptionPlan(
        subscribers=subscribers, price="9 USD/month", growth=f"{growth}%/year", ceiling=subscribers * times
    )  # fmt: skip
    report = calculate_scenario(Scenario(years=12, plans={"p": bent}))
    people = [period.subscribers for period in report.periods]
    assert all(before <= after for before, after in zip(people, people[1:], strict=False))
    assert people[-1] <= subscribers * times + CENT


@given(counts, prices, st.integers(1, 12), percents, percents)
@settings(max_examples=40, deadline=None)
def test_a_churn_that_is_the_same_in_every_month_of_life_is_no_list(
    subscribers: int, price: int, months: int, churn: int, growth: int
) -> None:
    listed = SubscriptionPlan(
        subscribers=subscribers, price=f"{price} USD/month", churn=[f"{churn}%/month"] * months, growth=f"{growth}%/year"
    )  # fmt: skip
    assert abs(total(listed) - total(plan(subscribers, price, churn, growth))) < CENT
