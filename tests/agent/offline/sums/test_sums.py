"""Sums asked in words, from the question to the engine's figures, over a table in `sums.jsonl`.

A row holds the turns, then `figures` (each to be found in the results of the last turn, to the
cent) or `asks` (a word of the question we ask back); `found` is what a look-up of the price gives.
"""

import json
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from agent.offline import plan
from agent.offline.request import Request
from agent.offline.understanding import understand
from agent.tools.revenue import CannotCalculate
from agent.tools.revenue.calculate import calculate

ROWS = [
    json.loads(line)
    for line in (Path(__file__).parent / "sums.jsonl").read_text(encoding="utf-8").splitlines()
]


@pytest.mark.parametrize(
    "row", [r for r in ROWS if "figures" in r], ids=lambda row: " | ".join(row["turns"])[:70]
)
def test_a_sum_in_words_gives_exact_figures(row: dict[str, Any]) -> None:
    given = [n for result in _results(row) for n in _numbers(result)]

    for figure in row["figures"]:
        assert any(abs(n - Decimal(figure)) < Decimal("0.01") for n in given), (figure, given)


@pytest.mark.parametrize(
    "row", [r for r in ROWS if "asks" in r], ids=lambda row: " | ".join(row["turns"])[:70]
)
def test_what_is_left_unsaid_is_asked_for(row: dict[str, Any]) -> None:
    requests = _requests(row["turns"])
    if requests[-1].missing:
        assert requests[-1].missing == row["asks"]
        return
    with pytest.raises(CannotCalculate, match=row["asks"]):
        _results(row)


def test_a_later_turn_without_its_rate_is_said_not_computed() -> None:
    (request,) = understand(
        "3 million users at $100 a year, growing 20% a year over 2 years then dropping. Revenue?"
    )

    assert request.arguments["growth"] == "20%/year"
    assert any("dropping" in note for note in request.notes)


def test_a_second_price_that_belongs_to_nobody_is_said() -> None:
    (request,) = understand("5 million subscribers at $10 a month rising to $12 later: revenue?")

    assert any("$12" in note for note in request.notes)


@pytest.mark.parametrize(
    "question",
    [
        "What does ChatGPT Plus cost per month?",
        "How much revenue did OpenAI make in 2025?",
        "What share of revenue does Azure bring Microsoft?",
        "豆包每百万token多少钱？",
        "When will the AI market reach $1 trillion?",
        "Which year did OpenAI pass $10bn of revenue?",
        "Did Google Cloud revenue exceed $10bn?",
        "What does the article's case against OpenAI say?",
        "文章提到的模型有哪些？",
        "Does OpenAI burn $8bn with revenue of $13bn?",
        "How many users did ChatGPT add in 2025?",
        "How many subscribers did ChatGPT Plus have when OpenAI raised $40bn?",
        "What does OpenAI's monthly price for ChatGPT Plus stand at after it made $13bn?",
        "What is the context ceiling of GPT-5?",
        "What is the token limit ceiling for Claude at $20?",
        "The most expensive plan at $200 a month?",
    ],
)
def test_a_published_figure_is_no_sum(question: str) -> None:
    assert understand(question)[0].topic != "revenue"


def _requests(turns: list[str]) -> list[Request]:
    """The requests of the last turn, understood after those before it."""
    earlier: list[Request] = []
    latest: list[Request] = []
    for turn in turns:
        latest = understand(turn, earlier)
        earlier += latest
    return latest


def _results(row: dict[str, Any]) -> list[dict[str, Any]]:
    requests = _requests(row["turns"])
    calls = plan.first_calls(requests)
    if found := row.get("found"):
        waiting = [i for i, request in enumerate(requests) if plan.waits_for_amounts(request)]
        calls += plan.second_calls(requests, dict.fromkeys(waiting, found))
    sums = [call for call in calls if call.name == "calculate_revenue"]
    assert sums
    return [calculate(**call.arguments).to_dict() for call in sums]


def _numbers(value: Any) -> list[Decimal]:
    """Every figure of a result but those inside its words and formulas."""
    if isinstance(value, dict):
        return [n for item in value.values() for n in _numbers(item)]
    if isinstance(value, list):
        return [n for item in value for n in _numbers(item)]
    try:
        return [Decimal(value)]
    except (ArithmeticError, TypeError, ValueError):
        return []


@pytest.mark.parametrize(
    ("question", "unit"),
    [
        ("9 lakh subscribers paying ₹149 a month, annual revenue in crore?", "crore"),
        ("400,000 users at ₹89 a month: yearly revenue in lakhs?", "lakh"),
    ],
)
def test_a_unit_of_indian_money_is_told_where_it_is_asked(question: str, unit: str) -> None:
    (request,) = understand(question)

    assert request.arguments["in_units"] == [unit]


@pytest.mark.parametrize(
    ("question", "arguments"),
    [
        (
            "Agent: 8M input + 3M output tokens/day, GPT-5 at $1.25/$10. Bill per 31-day month?",
            {"kind": "tokens", "per": "day", "periods": 31},
        ),
        (
            "Helper: 6 million input + 1 million output tokens per day, Claude Sonnet 4 at $3/$15. Cost of a 28-day month?",
            {"kind": "tokens", "per": "day", "periods": 28},
        ),
        ("30w会员，每人每年99元，一年收多少？", {"subscribers": "300000", "price": "99 CNY/year"}),
        ("月活60w，付费率5%，每月20元，年收入？", {"subscribers": "600000", "paying_share": "5%"}),
        (
            "60m payers: 70% on go ($8), 30% on plus ($20). yearly rev?",
            {"kind": "plans", "price_of": "ChatGPT Go"},
        ),
    ],
)
def test_sums_in_chat_words(question: str, arguments: dict[str, Any]) -> None:
    (request,) = understand(question)
    assert request.topic == "revenue"
    assert {name: request.arguments.get(name) for name in arguments} == arguments


@pytest.mark.parametrize(
    "question",
    [
        "豆包 doubao-seed-1.6 每百万token的价格是多少？请按汇率6.9折算为美元。",
        "doubao-seed-1.6每百万token价格？按6.9折美元",
    ],
)
def test_a_price_asked_first_is_converted(question: str) -> None:
    *_, converted = understand(question)
    assert converted.topic == "revenue" and converted.arguments["rate"] == "CNY=6.9"
    assert "price_change_once" not in converted.arguments


def test_a_courtesy_is_no_question_of_its_own() -> None:
    first, second = understand("问下哈，文里假设openai每个用户一年掏多少钱？2亿用户能赚多少")
    assert (first.topic, second.topic) == ("article", "revenue")


def test_a_currency_behind_a_price_is_asked_without_a_question_mark_too() -> None:
    fact, converted = understand("claude pro price in pounds @ 0.78")
    assert fact.topic == "fact"
    assert (converted.topic, converted.arguments["rate"]) == ("revenue", "GBP=0.78")
