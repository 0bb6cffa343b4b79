"""Numbers without a unit, told by the role named before or behind them."""

import pytest

from agent import Analyst
from agent.offline.sums.told_by_role import told_by_role
from agent.offline.understanding import understand
from agent.quantities import find_quantities


@pytest.mark.parametrize(
    "question",
    [
        "My notes give 60 as readers and 250 as price, and nothing else. Please compute the sales.",
        "250 as price, 60 as customers. Compute the revenue.",
        "I have 250 as the price and 60 as the members. What is the income?",
        "With 60 for subscribers and 250 for the fee, what is the revenue?",
        "Our file lists 60 under subscribers and 250 under price. Work out the turnover.",
        'The table has 60 in the column "clients" and 250 in the column "fee". What revenue is that?',
        "I only know two numbers: 60 is the number of payers and 250 is what each pays. What revenue is that?",
        "The price is put at 250 and the readers at 60, no more is known; what are sales?",
        "Price equals 250, guests equals 60. Total sales?",
        "Take 60 as the number of seats and 250 as the price of each; what do they bring in?",
    ],
)
def test_the_role_of_a_number_is_named_before_or_behind_it(question: str) -> None:
    (request,) = understand(question)
    assert request.topic == "revenue"
    assert (request.arguments["subscribers"], request.arguments["price"]) == ("60", "250")
    assert request.notes == ("the price has no currency",)


@pytest.mark.parametrize(
    "text",
    [
        "60 as readers, what revenue?",
        "60 as readers and 250 as pages: what revenue?",
        "60 as readers, 250 as price and 12 as months: what revenue?",
        "My notes give 60 as readers and 250 as price.",
    ],
)
def test_without_both_roles_or_a_question_nothing_is_told(text: str) -> None:
    assert told_by_role(text, find_quantities(text)) is None


def test_the_sum_is_literal_and_doubted(analyst: Analyst) -> None:
    answer = analyst.ask("My notes give 60 as readers and 250 as price. Please compute the sales.")
    assert "$15,000" in answer.text
    assert "read literally" in answer.text
    assert "no currency" in answer.text
