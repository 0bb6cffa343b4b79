"""Amounts of a question as typed terms: what each counts, for what, and what its words do."""

from decimal import Decimal

import pytest

from agent.offline.sums.planner.term import Term
from agent.offline.sums.planner.terms import terms_in
from agent.quantities import find_quantities


def _terms(text: str) -> list[Term]:
    found = terms_in(text, find_quantities(text))
    assert found is not None
    return found


@pytest.mark.parametrize(
    ("text", "units"),
    [
        ("12,000 tasks a day at 45,000 tokens per task", [{"task": 1, "day": -1}, {"token": 1, "task": -1}]),
        ("Each developer makes 150 requests a working day. 500 developers.",
         [{"call": 1, "day": -1, "person": -1}, {"person": 1}]),
        ("22 working days a month", [{"day": 1, "month": -1}]),
        ("a $3,000 platform fee a year", [{"USD": 1, "year": -1}]),
        ("200,000 chats a month, each with 3,000 tokens in and 500 tokens out. Input is $0.50 a million and output $1.50 a million",
         [{"chat": 1, "month": -1}, {"input_token": 1, "chat": -1}, {"output_token": 1, "chat": -1},
          {"USD": 1, "input_token": -1}, {"USD": 1, "output_token": -1}]),
        ("a million tokens cost $3", [{"USD": 1, "token": -1}]),
        ("租用32张卡，每张每小时12元", [{"GPU": 1}, {"CNY": 1, "hour": -1, "GPU": -1}]),
        ("每天处理8万个任务，每个任务用2万token", [{"task": 1, "day": -1}, {"token": 1, "task": -1}]),
    ],
)  # fmt: skip
def test_units_come_from_the_words_beside(text: str, units: list[dict[str, int]]) -> None:
    assert [dict(term.unit) for term in _terms(text)] == units


@pytest.mark.parametrize(
    ("text", "roles"),
    [
        ("A rise of 10% in price drives away 4% of our customers", ["rise", "fall"]),
        ("up 60 percent, then up 25, then down 10", ["rise", "rise", "fall"]),
        ("60% have a licence and 1 in 4 of those use it", ["part", "part"]),
        ("growing 20% a year, churn of 3% a month", ["growth", "churn"]),
        ("the app store takes 15% and the payment processor 3% of gross", ["off", "off"]),
        ("doubles every 18 months", ["multiple"]),
        ("two months free", ["free"]),
        ("利用率60%，涨价20%，流失一成", ["part", "rise", "fall"]),
        ("two thirds of the revenue goes on compute", ["off"]),
    ],
)
def test_a_share_does_what_its_words_say(text: str, roles: list[str]) -> None:
    assert [term.role for term in _terms(text)] == roles


def test_an_amount_taken_back_is_left_out() -> None:
    terms = _terms("Take 8 billion people, 70% adults... er, 60% online")

    assert [term.value for term in terms] == [Decimal(8_000_000_000), Decimal("0.6")]


def test_a_price_that_is_no_more_is_kept_with_the_new_one() -> None:
    (price,) = _terms("from $20 to $14 a month")

    assert (price.value, price.was) == (14, "20")


def test_a_rate_that_becomes_another_makes_no_terms() -> None:
    text = "churn falls from 8% to 6% on 3 million users"

    assert terms_in(text, find_quantities(text)) is None
