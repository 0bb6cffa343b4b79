"""Shortened periods and lengths of time, and the sums that people ask in them."""

import tomllib
from collections.abc import Sequence
from importlib.resources import files
from typing import Any

import pytest

from agent.offline.shorthand import written_out
from agent.offline.sums.converted import price_converted
from agent.offline.understanding import understand
from agent.quantities import find_quantities

_ROWS = tomllib.loads((files("agent.offline") / "shorthand.toml").read_text("utf-8"))["rewording"]


@pytest.mark.parametrize(
    ("said", "plainly"),
    [
        ("5% pm", "5% a month"),
        ("18% p.a. and 3% pa", "18% a year and 3% a year"),
        ("they pay $3 and a pal pays too", "they pay $3 and a pal pays too"),
        ("the meeting at 5 pm", "the meeting at 5 pm"),
        ("nine months on, how many", "after nine months, how many"),
        ("12 months on Plus", "12 months on Plus"),
        ("两年半后", "30个月后"),
        ("第一年半价", "第一年半价"),
    ],
)
def test_is_written_out(said: str, plainly: str) -> None:
    assert written_out(said) == plainly


@pytest.mark.parametrize("row", _ROWS, ids=[row["from"] for row in _ROWS])
def test_each_rewording_does_what_its_example_says(row: dict[str, str]) -> None:
    assert written_out(row["from"]) == row["to"]


@pytest.mark.parametrize(
    ("question", "arguments"),
    [
        ("A pass costs $87 for twelve months. What's that monthly?", {"kind": "convert", "price": "87 USD/year", "to_period": "month"}),
        ("Twelve months for 276 yuan, so monthly that'd be", {"price": "276 CNY/year", "to_period": "month"}),
        ("A year's ticket sells for £66. Broken down by month?", {"price": "66 GBP/year", "to_period": "month"}),
        ("1,164 yuan a yr = how much per mth", {"price": "1164 CNY/year", "to_period": "month"}),
        ("一年卖276，摊到每个月多少", {"price": "276 CNY/year", "to_period": "month"}),
        ("Our base of 1.7 million payers swells by 4% each month. Where does it stand nine months on?", {"kind": "growth", "start": "1700000", "periods": "9"}),
        ("From 1.9 million, adding three percent every month, a year hence?", {"kind": "growth", "periods": "12"}),
        ("Turnover stands at $620m and increases 30 percent annually. Five years out it is...?", {"kind": "growth", "start": "620000000 USD", "periods": "5"}),
        ("付费用户900万，每月少2.5%，零新增，一年半之后剩多少？", {"rate": "-2.5%", "periods": "18"}),
        ("The unit turns over $31 billion. A bundle should raise usage by 3% and avoid churn equal to 1.4% of sales. Summing the two effects, how much comes on top?", {"kind": "attach", "rates": ["3%", "1.4%"], "combine": "add"}),
        ("Annualised AI sales: €3.1 billion. 1.2 million assistant licences, list €27 a month. Percentage due to the assistant?", {"share_of": "3100000000 EUR", "price": "27 EUR/month"}),
        ("AI run rate $52bn; 13m seats, $31 a month. Slice that these make up", {"share_of": "52000000000 USD", "subscribers": "13000000 seats"}),
        ("700k subs in year one, 310 usd/yr, +12% subs yearly. revenue yr 3?", {"price": "310 USD/year", "years": "3", "growth": "12%/year"}),
        ("200k tickets per month, roughly 2,100 tokens in and 700 out apiece ($1/$5 per million). Monthly bill?", {"requests": "200000", "input_tokens": "2100", "output_tokens": "700"}),
        ("二千万人每月掏三十块，一年是多少钱？", {"subscribers": "20000000", "price": "30 CNY/month"}),
        ("一个月收35块钱，410万人付费，全年能收多少亿元？", {"price": "35 CNY/month", "subscribers": "4100000"}),
        ("30亿用户 × 每年 $700，请分别用 trillion 和 万亿 表示", {"in_units": ["trillion", "万亿"]}),
        ("Multiply as the article does, but for eleven billion paying accounts", {"price_of": "article", "subscribers": "11000000000"}),
        ("€16 monthly per licence, 2.3m licences. What's a quarter? What's a year?", {"show_per": ["quarter"], "price": "16 EUR/month"}),
    ],
)  # fmt: skip
def test_amounts_make_a_sum_in_any_words(question: str, arguments: dict[str, Any]) -> None:
    found = [request for request in understand(question) if request.topic == "revenue"]
    held = dict(found[0].arguments) if found else {}
    assert {name: held.get(name) for name in arguments} == arguments


@pytest.mark.parametrize(
    ("turns", "change"),
    [
        (["40M subs, $210/yr, +10%/yr - rev yr 3", "now with price sliding 8% per yr"], "-8%/year"),
        (["900k payers, 40 eur/yr, growing 10%/yr. revenue yr 4?", "price slips 5% pa"], "-5%/year"),
    ],
)  # fmt: skip
def test_a_price_that_slides_falls(turns: Sequence[str], change: str) -> None:
    first = understand(turns[0])
    assert understand(turns[1], first)[0].arguments["price_change"] == change


@pytest.mark.parametrize(
    "question",
    ["Which plan costs $30 a month and has a yearly option?", "哪个套餐每月30元，还可以按年付？"],
)
def test_whose_price_it_is_makes_no_sum(question: str) -> None:
    assert price_converted(question, find_quantities(question)) is None
