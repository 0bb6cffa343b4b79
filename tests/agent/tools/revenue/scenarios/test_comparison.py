"""Scenarios side by side: each one's own figures, and the inputs in which they differ."""

import pytest

from agent.tools.revenue import CannotCalculate
from agent.tools.revenue.scenarios import (
    build,
    bundled,
    calculate_scenario,
    compare,
    put,
    scenario_charts,
)


def run(*settings: str):
    return calculate_scenario(build(put(bundled("article"), ["years=4", *settings])))


def test_each_scenario_keeps_its_own_figures() -> None:
    dear, cheap = run(), run("plans.chatgpt.price=240 USD/year")
    both = compare([("dear", dear), ("cheap", cheap)]).to_dict()
    assert [row["name"] for row in both["compared"]] == ["dear", "cheap"]
    assert [row["total"] for row in both["compared"]] == [
        dear.to_dict()["total"],
        cheap.to_dict()["total"],
    ]
    assert [row["crossover"] for row in both["compared"]] == [None, "2028"]


def test_only_inputs_that_differ_are_listed() -> None:
    settings = ["plans.chatgpt.price=240 USD/year", "plans.chatgpt.churn=3%/year"]
    assert compare([("a", run()), ("b", run(*settings))]).to_dict()["differences"] == [
        {"key": "plans.chatgpt.price", "values": ["500 USD per year", "240 USD per year"]},
        {"key": "plans.chatgpt.churn", "values": [None, "3 percent per year"]},
    ]


@pytest.mark.parametrize("language", ["en", "zh"])
def test_words_show_years_of_both_and_what_differs(language) -> None:
    both = compare([("a", run()), ("b", run("plans.chatgpt.price=240 USD/year"))])
    text = both.markdown(language)
    row = next(line for line in text.splitlines() if line.startswith("| 2025 "))
    assert row.count("500") == 1 if language == "zh" else "$50 billion | $24 billion" in row
    assert "| plans.chatgpt.price | 500 USD per year | 240 USD per year |" in text


def test_scenarios_of_different_length_leave_later_years_open() -> None:
    both = compare([("short", run("years=2")), ("long", run())])
    assert "| 2028 | — |" in both.markdown("en")


def test_the_chart_has_a_line_a_scenario() -> None:
    (chart,) = scenario_charts(compare([("a", run()), ("b", run("years=3"))]))
    assert [line["name"] for line in chart["data"]] == ["a", "b"]
    assert [len(line["y"]) for line in chart["data"]] == [4, 3]


def test_two_currencies_are_not_compared() -> None:
    euro = calculate_scenario(
        build({"plans": {"p": {"subscribers": "5M", "price": "9 EUR/month"}}})
    )
    with pytest.raises(CannotCalculate, match="EUR and USD"):
        compare([("a", run()), ("b", euro)])


def test_one_scenario_is_no_comparison() -> None:
    with pytest.raises(CannotCalculate, match="needs two"):
        compare([("a", run())])
