"""From a question to the engine's arguments by its kind and the parts of its amounts.

The questions are not among those that the tagger was trained on.
"""

from typing import Any

import pytest

from agent.offline.sums.tagged.compose import TaggedSum, tagged_sum
from agent.quantities import find_quantities

SUMS: list[tuple[str, dict[str, Any]]] = [
    (
        "We rent out 4,500 lockers at $18 a month; what do we take in a year?",
        {"kind": "subscriptions", "subscribers": "4500", "price": "18 USD/month"},
    ),
    (
        "Only 4% of the 7 million visitors would ever pay €9 a month. Annual revenue?",
        {"subscribers": "7000000", "paying_share": "4%", "price": "9 EUR/month"},
    ),
    (
        "Suppose every person on Earth paid $3 a month: revenue per year?",
        {"subscribers_of": "World population", "price": "3 USD/month"},
    ),
    (
        "At $25 a month, how many florists have to sign up before we bill $6 million a year?",
        {"solve": "subscribers", "price": "25 USD/month", "target": "6000000 USD"},
    ),
    (
        "What must 1,200 schools be charged monthly so that we book $7.2M a year?",
        {"solve": "price", "solve_period": "month", "target": "7200000 USD"},
    ),
    (
        "The $60 annual fee goes up by 12% and 7% of the 80,000 anglers walk away. Better off?",
        {"price": "60 USD/year", "price_change_once": "12%", "loss_once": "7%", "compare": True},
    ),
    (
        "We slash the $40 monthly fee by 25% and gain 30% on top of 9,000 members. Is it worth it?",
        {"price_change_once": "-25%", "growth_once": "30%"},
    ),
    (
        "Going from $10 to $13 a month makes 2,000 of our 25,000 riders leave. Up or down?",
        {"price": "10 USD/month", "price_to": "13 USD/month", "subscribers_to": "23000"},
    ),
    (
        "Every month 5% of our 30,000 drivers drop out. How many are still there a year from now?",
        {"kind": "growth", "start": "30000", "rate": "-5%", "per": "month", "periods": "12"},
    ),
    (
        "Sales of $40m rise 15% a year. Where are they after 3 years?",
        {"kind": "growth", "start": "40000000 USD", "rate": "15%", "periods": "3"},
    ),
    (
        "From 20,000 to 50,000 readers at 4% a month: how many months does that take?",
        {"kind": "growth", "start": "20000", "target": "50000", "solve": "periods"},
    ),
    (
        "Each day our bot reads 4 million tokens and writes 1 million, at $2 and $8 per million. Cost for 30 days?",
        {"kind": "tokens", "input_tokens": "4000000", "output_tokens": "1000000", "per": "day", "periods": 30},
    ),
    (
        "Turnover is $9m against costs of $6m. What gross margin is that?",
        {"kind": "margin", "revenue": "9000000 USD", "cost": "6000000 USD"},
    ),
    (
        "8,000 gyms pay $200 a month and 15% take the coaching add-on at $40. What extra revenue a year?",
        {"kind": "attach", "customers": "8000", "attach_rate": "15%", "uplift_price": "40 USD/month"},
    ),
    (
        "On cloud sales of $20bn, AI lifts usage by 4% and keeps churn worth 1%. Both added, not compounded: how much more?",
        {"kind": "attach", "base_revenue": "20000000000 USD", "rates": ["4%", "1%"], "combine": "add"},
    ),
    (
        "What share of a $12bn run rate do 5 million seats at $30 a month make up?",
        {"share_of": "12000000000 USD", "subscribers": "5000000 seats", "price": "30 USD/month"},
    ),
    (
        "Tabulate revenue for 1, 2 and 4 million readers at $40, $60 and $90 a year.",
        {"kind": "grid", "pairwise": False, "prices": ["40 USD/year", "60 USD/year", "90 USD/year"]},
    ),
]  # fmt: skip


def _told(text: str) -> TaggedSum | None:
    return tagged_sum(text, find_quantities(text), ())


@pytest.mark.parametrize(("text", "expected"), SUMS, ids=lambda one: str(one)[:60])
def test_a_question_becomes_the_arguments_of_its_sum(text: str, expected: dict[str, Any]) -> None:
    told = _told(text)
    assert told is not None
    assert {name: told.arguments.get(name) for name in expected} == expected


def test_groups_of_a_mix_have_their_prices_and_the_rest_what_is_left() -> None:
    told = _told("Of 50,000 members 30% pay $20 a month and the rest $12 a month. Revenue a year?")
    assert told is not None and told.arguments["subscribers"] == "50000"
    plans = [(plan["share"], plan["price"]) for plan in told.arguments["plans"]]
    assert plans == [("30%", "20 USD/month"), ("70%", "12 USD/month")]


def test_a_rate_of_exchange_is_no_amount_of_the_sum() -> None:
    told = _told("3 million seats, €20 monthly. Annual total in EUR and in USD (EUR/USD 1.10)?")
    assert told is not None
    assert told.arguments["rate"] == "USD=1.1" and told.arguments["wanted_currency"] == "USD"


@pytest.mark.parametrize(
    "text",
    [
        "每月20元，100万用户，一年收入多少？",
        "Who founded the company in 1998?",
        "Can a 12 GB card run a 14B model?",
        "",
    ],
)
def test_what_is_no_sum_in_english_is_left_to_others(text: str) -> None:
    assert _told(text) is None


def test_prices_by_the_thousand_tokens_are_not_read_as_by_the_million() -> None:
    text = "2M tokens in and 1M out a day at $0.003 and $0.015 per 1k: what a month?"
    assert _told(text) is None


def test_of_two_groups_the_one_that_pays_nothing_is_left_out() -> None:
    told = _told("Two fifths of 10 million riders are on a $4 monthly plan, three fifths on a free one. Revenue a year?")  # fmt: skip
    assert told is not None
    assert (told.arguments["paying_share"], told.arguments["price"]) == ("2/5", "4 USD/month")


def test_a_period_that_only_says_what_is_asked_is_no_length() -> None:
    told = _told(
        "A pass goes for $20 a month. For $2.4bn over a year, how many riders must hold one?"
    )
    assert told is not None
    assert told.arguments["target"] == "2400000000 USD" and "years" not in told.arguments
