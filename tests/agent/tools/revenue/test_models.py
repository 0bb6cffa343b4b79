"""Token sums, plan mixes, the chart and the report's shapes; and what importing the engine loads."""

import doctest
import importlib
import json
import pkgutil
import subprocess
import sys

import pytest

import agent.quantities
import agent.tools.revenue
from agent.tools.revenue import (
    CannotCalculate,
    Plan,
    plan_mix,
    revenue_chart,
    subscriptions,
    tokens,
)


def test_tokens_by_day_over_a_month() -> None:
    report = tokens("2M", "0.5M", input_price="$3", output_price="$15", per="day", periods=30)
    assert report.total == 405
    assert report.sentence().startswith("**$405** for 30 days ($13.50 a day)")


def test_tokens_of_many_requests() -> None:
    report = tokens(800, 300, input_price="$0.25", output_price="$2", requests="1.2M")
    assert report.to_dict()["total"] == "960"


def test_a_token_price_per_thousand_is_scaled() -> None:
    assert (
        tokens("1M", input_price="0.8元/百万token").total
        == tokens("1M", input_price="0.0008 yuan per 1,000 tokens").total
    )


def test_token_prices_in_two_currencies_need_a_rate() -> None:
    with pytest.raises(CannotCalculate, match="CNY and USD"):
        tokens("1M", "1M", input_price="$3", output_price="8 yuan")
    with pytest.raises(CannotCalculate, match="price of output"):
        tokens("1M", "1M", input_price="$3")


def test_a_mix_of_currencies_converts_at_the_stated_rate() -> None:
    report = plan_mix(
        [Plan("$500/yr"), Plan("198 CNY/yr", "China", share="20%")], "100M", rate="CNY=7.2"
    )
    assert report.to_dict()["total"] == "40550000000"


def test_free_users_lower_the_average() -> None:
    report = plan_mix([Plan("$10/mo", subscribers="10M"), Plan("$0")], "30M").to_dict()
    assert (report["total"], report["average_price_per_year"]) == ("1200000000", "40")


@pytest.mark.parametrize(
    ("plans", "whole", "says"),
    [
        ([], "1M", "at least one"),
        ([Plan("$8", share="80%"), Plan("$9", share="30%")], "1M", "add up"),
        ([Plan("$8", share="80%")], None, "total number"),
        ([Plan("$8"), Plan("$9")], "1M", "share or a count"),
    ],
)
def test_impossible_mixes_are_refused(plans: list[Plan], whole: str | None, says: str) -> None:
    with pytest.raises(CannotCalculate, match=says):
        plan_mix(plans, whole)


def test_a_report_reads_by_field_by_name_and_as_json() -> None:
    report = subscriptions("100M", "$500", years=2)
    assert report.periods[1].revenue == report.periods[1]["revenue"] == 50_000_000_000
    assert json.loads(json.dumps(report.to_dict()))["total"] == "100000000000"
    assert {
        "total",
        "currency",
        "converted",
        "periods",
        "solved",
        "trace",
        "cautions",
        "assumptions",
    } <= set(report.to_dict())


def test_the_answer_comes_first_and_the_way_is_folded() -> None:
    report = subscriptions("100M", "500/yr")
    assert report.markdown().startswith(
        "**$50 billion** a year: 100 million subscribers at $500 a year."
    )
    assert "<details><summary>How</summary>" in report.markdown()
    assert report.sentence("zh").startswith("**每年500亿美元**")


def test_a_chart_needs_more_than_one_year() -> None:
    assert revenue_chart(subscriptions("1M", "$5")) is None
    chart = revenue_chart(subscriptions("1M", "$5", years=3))
    assert chart is not None
    assert chart["data"][0]["y"] == [5e6, 5e6, 5e6]
    json.dumps(chart)


def test_importing_the_engine_is_light() -> None:
    code = "import sys, agent.tools.revenue; print(*sys.modules)"
    loaded = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True
    ).stdout.split()
    heavy = {
        "langchain",
        "langchain_core",
        "langgraph",
        "torch",
        "chromadb",
        "gradio",
        "numpy",
        "xlsxwriter",
        "plotly",
    }
    assert not heavy & set(loaded)


MODULES = [
    name
    for package in (agent.quantities, agent.tools.revenue)
    for _, name, _ in pkgutil.iter_modules(package.__path__, package.__name__ + ".")
    if not name.endswith(".tool")
]


@pytest.mark.parametrize("name", MODULES)
def test_worked_examples_hold(name: str) -> None:
    assert doctest.testmod(importlib.import_module(name)).failed == 0
