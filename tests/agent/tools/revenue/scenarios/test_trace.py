"""The trace is redone by hand: each formula, read by another parser, gives the value beside it."""

from typing import Any

import formulas
import pytest

from agent.tools.revenue.scenarios import build, bundled, calculate_scenario, put

SIGNS = {"×": "*", "÷": "/", "round_up": "ROUNDUP", "max": "MAX", "min": "MIN"}
COHORTS: dict[str, Any] = {
    "years": 2,
    "plans": {"p": {"subscribers": "1 million", "price": "20 USD/month", "churn": ["9%/month", "3%/month"], "growth": "50%/year",
                    "ceiling": "4 million", "price_change": "0.5%/month", "yearly_share": "30%", "yearly_discount": "17%"}},
    "tokens": {"api": {"output": "3 trillion tokens/month", "output_price": "8 USD",
                       "tiers": {"a": {"above": "1 trillion tokens/month", "discount": "20%"}}}},
    "costs": {"capex": "5bn USD", "life": "3 years", "fixed": "100 million USD/year"},
}  # fmt: skip


@pytest.mark.parametrize(
    "table", [COHORTS, put(bundled("article"), ["years=3"])], ids=["cohorts", "article"]
)
def test_each_formula_gives_its_value(table: dict[str, Any]) -> None:
    steps = calculate_scenario(build(table)).to_dict()["trace"]
    for step in steps:
        text = step["formula"]
        for sign, spreadsheet in SIGNS.items():
            text = text.replace(sign, spreadsheet)
        again = float(formulas.Parser().ast(f"={text}")[1].compile()())
        assert again == pytest.approx(float(step["value"]), rel=1e-9), step
    assert len(steps) > 20


def test_the_figures_of_the_result_are_steps() -> None:
    report = calculate_scenario(build(COHORTS)).to_dict()
    values = [step["value"] for step in report["trace"]]
    assert report["total"] in values
    assert {row["revenue"] for row in report["periods"]} <= set(values)
    assert set(report["costs"]["profit"]) <= set(values)


def test_amounts_stand_in_full_and_never_in_powers_of_ten() -> None:
    plan = {"subscribers": "1e9", "price": "1000000 USD/year"}
    steps = calculate_scenario(build({"plans": {"p": plan}})).to_dict()["trace"]
    assert "1000000000000000" in [step["value"] for step in steps]
    assert not any("E+" in step["formula"] + step["value"] for step in steps)
