"""A solved input, put back, gives the target; what cannot be reached is said."""

from decimal import Decimal, localcontext
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from agent.tools.revenue import CannotCalculate
from agent.tools.revenue.money import EXACT
from agent.tools.revenue.scenarios import build, calculate_scenario, named_scenario
from agent.tools.revenue.scenarios.measures import measure, value
from agent.tools.revenue.scenarios.model import numbers_of, run
from agent.tools.revenue.scenarios.read import read
from agent.tools.revenue.scenarios.solver import solve

TABLE: dict[str, Any] = {
    "years": 5, "start": 2026,
    "plans": {"plus": {"subscribers": "10 million", "price": "20 USD/month", "churn": "3%/month", "growth": "60%/year",
                       "ceiling": "80 million", "discount": "5%", "cost": "8 USD/month", "price_change": "2%/year"}},
    "costs": {"fixed": "900 million USD/year", "capex": "2bn USD", "life": "5 years"},
}  # fmt: skip


def put_back(key: str, number: Decimal, of: str) -> Decimal:
    with localcontext(EXACT):
        inputs = read(build(TABLE))
        return value(measure(inputs, run(inputs, {**numbers_of(inputs), key: number}), of))


@pytest.mark.parametrize(
    ("key", "target", "of"),
    [
        ("plans.plus.subscribers", "50bn USD", "revenue"),
        ("plans.plus.price", "50bn USD", "revenue"),
        ("plans.plus.price", "0", "profit"),
        ("plans.plus.churn", "15bn USD", "revenue"),
        ("plans.plus.growth", "30bn USD", "revenue"),
        ("plans.plus.ceiling", "2.5bn USD", "revenue.2030"),
        ("plans.plus.discount", "8bn USD", "revenue"),
        ("plans.plus.price_change", "20bn USD", "revenue"),
        ("plans.plus.cost", "0", "profit.2026"),
        ("costs.fixed", "-1bn USD", "cash"),
        ("costs.capex", "0", "cash"),
    ],
)
def test_any_input_is_found_and_gives_the_target_back(key: str, target: str, of: str) -> None:
    report = calculate_scenario(build(TABLE), target=target, solve_for=key, of=of)
    solution = report.details["solution"]
    assert report.solved is not None
    assert abs(put_back(key, report.solved.value, of) - solution.target) < Decimal("1e-10")
    assert solution.low <= report.solved.value <= solution.high
    assert (
        min(solution.at_low, solution.at_high)
        <= solution.target
        <= max(solution.at_low, solution.at_high)
    )
    assert solution.monotone


@given(target=st.integers(10**6, 10**13))
@settings(max_examples=60, deadline=None)
def test_subscribers_for_any_revenue(target: int) -> None:
    with localcontext(EXACT):
        plain = build({"plans": {"p": {"subscribers": "1M", "price": "20 USD/month"}}})
        found = solve(read(plain), "plans.p.subscribers", Decimal(target))
        assert abs(found.value * 240 - target) < Decimal("1e-90")
    assert found.method == "linear"


def test_years_are_counted_to_the_first_that_reaches() -> None:
    table = {
        "plans": {"p": {"subscribers": "10 million", "price": "100 USD/year", "growth": "10%/year"}}
    }
    report = calculate_scenario(build(table), target="10bn USD", solve_for="years").to_dict()
    assert report["solved"] == {"name": "years", "value": "8", "unit": "years"}
    assert len(report["periods"]) == 8


def test_a_figure_that_rises_and_falls_is_said_to() -> None:
    """More growth reaches the target early and, since each subscriber loses money, misses it later."""
    table = {
        "years": 3,
        "plans": {"p": {"subscribers": "1M", "price": "20 USD/month", "growth": "0%/year", "cost": "10 USD/month"}},
        "bundles": {"b": {"customers": "50M", "attach": "10%", "attach_growth": "10%/year", "price": "10 USD/month",
                          "cannibalised": "100%", "lost_price": "15 USD/month", "base_revenue": "1bn USD/year"}},
    }  # fmt: skip
    with localcontext(EXACT):
        inputs = read(build(table))
        down = solve(inputs, "bundles.b.attach_growth", Decimal(-700_000_000))
    assert down.monotone
    assert down.at_low > down.at_high


@pytest.mark.parametrize(
    ("key", "target", "of", "says"),
    [
        ("plans.plus.price", "", None, "The target is empty"),
        ("plans.plus.prize", "5bn", None, "did you mean plans.plus.price"),
        ("plans.plus.growth", "9000tn USD", None, "it stays between"),
        ("plans.plus.cost", "5bn USD", None, "has no effect on revenue"),
        ("costs.life", "5bn USD", "profit", "fixed in the model's shape"),
        ("plans.plus.price", "5bn USD", "gap", "there is revenue, profit, cash"),
        ("plans.plus.price", "5bn USD", "revenue.1999", "from 2026 to 2030"),
        ("plans.plus.price", "5bn EUR", None, "need an exchange rate"),
        ("plans.plus.price", "0", None, "zero"),
        ("years", "900000tn USD", None, "not reached within 200 years"),
    ],
)
def test_no_solution_is_one_sentence(key: str, target: str, of: str | None, says: str) -> None:
    with pytest.raises(CannotCalculate, match=says) as error:
        calculate_scenario(build(TABLE), target=target, solve_for=key, of=of)
    assert "\n" not in str(error.value)


def test_the_lead_of_one_side_over_the_other_can_be_brought_to_nothing() -> None:
    report = named_scenario(target="0", solve="bundles.cloud.uplift", of="gap.2035")
    assert report.details["crossover"] == "2035"
