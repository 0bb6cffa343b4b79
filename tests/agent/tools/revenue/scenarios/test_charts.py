"""Each chart shows the report's own figures, and is left out where the report has none."""

import json
from typing import Any

import pytest

from agent.tools.revenue.scenarios import build, bundled, calculate_scenario, put, scenario_charts

PLAN: dict[str, Any] = {"subscribers": {"value": "10 million", "low": "8 million", "high": "15 million"},
                        "price": "20 USD/month", "churn": "3%/month", "cost": "6 USD/month"}  # fmt: skip
FULL: dict[str, Any] = {
    "years": 3, "plans": {"plus": PLAN, "team": {"subscribers": "1 million", "price": "30 USD/month"}},
    "costs": {"fixed": "1bn USD/year"}, "sensitivity": {"of": "profit"}, "simulation": {"draws": 500},
    "table": {"rows": "plans.plus.price", "row_values": ["10 USD/month", "20 USD/month"], "columns": "plans.plus.churn",
              "column_values": ["1%/month", "3%/month", "5%/month"]},
}  # fmt: skip


def charts(table: dict[str, Any]) -> tuple[Any, dict[str, Any]]:
    """The report, and its charts by the type of their first trace."""
    report = calculate_scenario(build(table))
    return report, {chart["data"][0]["type"]: chart for chart in scenario_charts(report)}


def test_all_charts_are_plain_json() -> None:
    report = calculate_scenario(build(FULL))
    made = scenario_charts(report)
    assert len(made) == 5
    assert json.loads(json.dumps(made)) == made


def test_bars_over_time_add_up_to_the_total() -> None:
    report = calculate_scenario(build(FULL))
    bars = scenario_charts(report)[0]["data"]
    assert [bar["name"] for bar in bars] == ["plus", "team"]
    assert sum(sum(bar["y"]) for bar in bars) == pytest.approx(float(report.total))


def test_the_crossover_is_marked_where_the_second_side_earns_more() -> None:
    table = put(bundled("article"), ["years=6", "plans.chatgpt.price=240 USD/year"])
    lines = scenario_charts(calculate_scenario(build(table)))[0]
    (mark,) = lines["layout"]["annotations"]
    first, second = lines["data"]
    at = second["x"].index("2028")
    assert (mark["x"], mark["y"]) == ("2028", second["y"][at])
    assert second["y"][at] > first["y"][at]


def test_the_waterfall_falls_from_revenue_to_profit() -> None:
    report, made = charts(FULL)
    water = made["waterfall"]["data"][0]
    parts = dict(zip(water["x"], zip(water["y"], water["measure"], strict=True), strict=True))
    assert parts["profit"][1] == "total"
    assert parts["profit"][0] == pytest.approx(float(sum(report.details["costs"]["profit"])))
    moved = [amount for amount, measure in parts.values() if measure == "relative"]
    assert sum(moved) == pytest.approx(parts["profit"][0])


def test_the_tornado_has_its_widest_bar_on_top() -> None:
    report = calculate_scenario(build(put(FULL, ["sensitivity.range=10%"])))
    tornado = next(c for c in scenario_charts(report) if c["data"][0].get("orientation") == "h")
    low, high = tornado["data"]
    widths = [abs(a - b) for a, b in zip(low["x"], high["x"], strict=True)]
    assert widths == sorted(widths)
    widest = report.details["tornado"][0]
    assert low["y"][-1] == high["y"][-1] == widest.label
    assert low["base"] + low["x"][-1] == pytest.approx(float(widest.at_low))
    assert low["base"] == pytest.approx(float(sum(report.details["costs"]["profit"])))


def test_the_fan_holds_its_median() -> None:
    report = calculate_scenario(build(FULL))
    fan = next(c for c in scenario_charts(report) if c["data"][-1].get("name") == "median")
    low, *_, median = (line["y"] for line in fan["data"])
    high = fan["data"][1]["y"]
    assert all(a < b < c for a, b, c in zip(low, median, high, strict=True))


def test_the_heat_map_is_the_two_way_table() -> None:
    report, made = charts(FULL)
    cells = made["heatmap"]["data"][0]["z"]
    assert cells == [[float(cell) for cell in row] for row in report.details["table"]["cells"]]
    assert made["heatmap"]["layout"]["yaxis"]["title"]["text"] == "plans.plus.price (USD per month)"


def test_one_plan_in_one_year_needs_no_chart() -> None:
    plain = {"plans": {"p": {"subscribers": "5M", "price": "9 USD/month"}}}
    assert scenario_charts(calculate_scenario(build(plain))) == []
