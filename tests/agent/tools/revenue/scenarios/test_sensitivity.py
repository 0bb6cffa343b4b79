"""Tornado, two-way table and simulation agree with runs made one by one; the same seed, the same bytes."""

import json
from decimal import Decimal
from typing import Any

import pytest

from agent.tools.revenue import CannotCalculate
from agent.tools.revenue.scenarios import build, calculate_scenario, put

TABLE: dict[str, Any] = {
    "years": 3,
    "plans": {"plus": {
        "subscribers": {"value": "10 million", "low": "8 million", "high": "15 million"},
        "price": "20 USD/month", "churn": {"value": "3%/month", "low": "2%/month", "high": "5%/month"},
    }},
    "sensitivity": {"range": "10%"},
    "table": {"rows": "plans.plus.price", "row_values": ["10 USD/month", "20 USD/month"],
              "columns": "plans.plus.churn", "column_values": "1%/month, 3%/month"},
    "simulation": {"draws": 5000, "seed": 7},
}  # fmt: skip


def total(*settings: str) -> Decimal:
    plain = {name: part for name, part in TABLE.items() if name in {"years", "plans"}}
    return calculate_scenario(build(put(plain, settings))).total


def test_a_swing_is_the_figure_at_the_ends_of_the_range() -> None:
    swings = {swing.key: swing for swing in calculate_scenario(build(TABLE)).details["tornado"]}
    assert list(swings) == ["plans.plus.subscribers", "plans.plus.churn", "plans.plus.price"]
    assert swings["plans.plus.churn"].at_high == total("plans.plus.churn=5%/month")
    assert swings["plans.plus.price"].at_low == total("plans.plus.price=18 USD/month")
    assert swings["plans.plus.subscribers"].at_high == total("plans.plus.subscribers=15 million")


def test_every_cell_of_the_table_is_a_run_of_its_own() -> None:
    table = calculate_scenario(build(TABLE)).details["table"]
    for price, row in zip((10, 20), table["cells"], strict=True):
        for churn, cell in zip((1, 3), row, strict=True):
            assert cell == total(
                f"plans.plus.price={price} USD/month", f"plans.plus.churn={churn}%/month"
            )


def test_the_same_seed_gives_the_same_bytes_and_another_does_not() -> None:
    first, again = (json.dumps(calculate_scenario(build(TABLE)).to_dict()) for _ in range(2))
    other = calculate_scenario(build(put(TABLE, ["simulation.seed=8"]))).to_dict()
    assert first == again
    assert json.loads(first)["simulation"]["percentiles"] != other["simulation"]["percentiles"]


@pytest.mark.parametrize("shape", ["triangular", "uniform", "normal"])
def test_percentiles_rise_and_lie_around_the_figure(shape: str) -> None:
    report = calculate_scenario(build(put(TABLE, [f"simulation.shape={shape}"])))
    drawn = report.details["simulation"]
    levels = list(drawn["percentiles"].values())
    assert levels == sorted(levels)
    assert levels[0] < report.total < levels[-1]
    assert len(drawn["by_year"]) == 3


def test_draws_of_one_input_have_the_percentiles_of_its_distribution() -> None:
    """Uniform from 10 to 30 at 1,000 subscribers: the median is 20 and 5 % lie below 11, to sampling error."""
    table = {"plans": {"p": {"subscribers": "1000", "price": {"value": "20 USD/year", "low": "10 USD/year", "high": "30 USD/year"}}},
             "simulation": {"draws": 100_000, "shape": "uniform"}}  # fmt: skip
    drawn = calculate_scenario(
        build(table), target="25000 USD", solve_for="plans.p.subscribers"
    ).details["simulation"]
    assert drawn["drawn"] == ["plans.p.price"]
    assert float(drawn["percentiles"]["50"]) == pytest.approx(25_000, rel=0.01)
    assert float(drawn["percentiles"]["5"]) == pytest.approx(13_750, rel=0.01)
    assert float(drawn["chance_of_target_percent"]) == pytest.approx(50, abs=1)


@pytest.mark.parametrize(
    ("setting", "says"),
    [
        ("simulation.draws=7", "between 100 and 1,000,000"),
        ("simulation.shape=bell", "triangular, uniform or normal"),
        ("table.rows=plans.plus.prize", "did you mean plans.plus.price"),
        ("table.row_values=10 USD/year", "use one unit"),
        ("table.row_values=10 EUR/month", "use one unit"),
        ("table.column_values=1%/year", "use one unit"),
        ("sensitivity.of=profit", "Give costs first"),
        ("sensitivity.range=120%", "between 0 % and 100 %"),
    ],
)
def test_what_cannot_be_varied_is_one_sentence(setting: str, says: str) -> None:
    with pytest.raises(CannotCalculate, match=says):
        calculate_scenario(build(put(TABLE, [setting])))


def test_a_simulation_needs_something_to_draw() -> None:
    table = {
        "plans": {"p": {"subscribers": "5M", "price": "1 USD/year"}},
        "simulation": {"draws": 500},
    }
    with pytest.raises(CannotCalculate, match="low and high"):
        calculate_scenario(build(table))
