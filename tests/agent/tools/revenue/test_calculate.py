"""Every kind of sum through its one entry: exact totals, refusals in a sentence."""

import doctest
import importlib

import pytest

from agent.tools.revenue import CannotCalculate, subscriptions
from agent.tools.revenue.calculate import calculate


@pytest.mark.parametrize(
    ("arguments", "total"),
    [
        ({"subscribers": "100M", "price": "500/yr"}, "50000000000"),
        ({"subscribers": "35 million", "price": "$20/month"}, "8400000000"),
        (
            {"subscribers": "50M", "price": "$240/yr", "growth": "20%/yr", "years": "3"},
            "43680000000",
        ),
        ({"subscribers": "30M", "price": "$10/month", "paying_share": "1/3"}, "1200000000"),
        (
            {"subscribers": "20M", "price": "$9/month", "churn": "3%/mo", "months": "6"},
            "1002167970.426",
        ),
        ({"kind": "growth", "start": "10M", "rate": "10%", "periods": "2"}, "12100000"),
        ({"kind": "margin", "revenue": "$200", "cost": "$50"}, "150"),
        ({"kind": "convert", "price": "$500/yr", "to_period": "month"}, "41.6666666667"),
    ],
    ids=[
        "yearly",
        "monthly",
        "growing",
        "a third pay",
        "six months",
        "growth",
        "margin",
        "convert",
    ],
)
def test_a_sum_is_exact(arguments: dict[str, str], total: str) -> None:
    assert calculate(**arguments).to_dict()["total"] == total


def test_more_people_than_live_is_a_caution_before_the_figure() -> None:
    report = subscriptions("10 billion", "500/yr")
    assert report.to_dict()["total"] == "5000000000000"
    assert report.cautions
    assert report.markdown().index("8.") < report.markdown().index("$5 trillion")


@pytest.mark.parametrize(
    "arguments",
    [
        {"subscribers": "-5M", "price": "500/yr"},
        {"subscribers": "0", "price": "500/yr"},
        {"subscribers": "many", "price": "500/yr"},
        {"subscribers": "5M"},
        {"kind": "lottery"},
        {"subscribers": "5M", "price": "$9/mo", "months": "6", "growth": "20%/yr"},
        {"subscribers": "5M", "price": "$9/mo", "months": "6", "show_month": "7"},
        {"kind": "margin", "subscribers": "5M"},
        {"kind": "growth", "start": "50M", "rate": "-2%", "target": "100M", "solve": "periods"},
    ],
)
def test_bad_input_is_one_sentence(arguments: dict[str, str]) -> None:
    with pytest.raises(CannotCalculate) as caught:
        calculate(**arguments)
    assert "\n" not in str(caught.value)
    assert "argument" not in str(caught.value)


@pytest.mark.parametrize(
    "name",
    [
        "subscriptions",
        "tokens",
        "plans",
        "growth",
        "margin",
        "conversion",
        "grid",
        "variations",
        "months",
    ],
)
def test_the_worked_examples_hold(name: str) -> None:
    module = importlib.import_module(f"agent.tools.revenue.{name}")
    result = doctest.testmod(module)
    assert result.attempted and not result.failed
