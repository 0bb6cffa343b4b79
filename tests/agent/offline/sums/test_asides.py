"""Amounts that frame a sum are left out of it, and amounts of the sum never are."""

import pytest

from agent.offline.sums.asides import framed


@pytest.mark.parametrize(
    ("text", "left"),
    [
        (
            "We're 18 people here. We charge $50 a month and want $6 million a year. How many clubs?",
            "We're several people here.",
        ),
        (
            "I have 20 minutes to reply. 9,000 boats pay $30 a month. What is the yearly revenue?",
            "I have several minutes to reply.",
        ),
        (
            "Our 9-person crew mends boats. 9,000 owners pay $30 a month. Yearly revenue?",
            "Our several-person crew mends boats.",
        ),
    ],
)
def test_how_many_we_are_and_how_soon_it_is_due_are_no_amounts(text: str, left: str) -> None:
    assert framed(text).startswith(left)


@pytest.mark.parametrize(
    "text",
    [
        "40 people use it. They pay $30 a month. What is that over 2 years?",  # they pay
        "There are 18 people. Each pays $30 a month, 10% leave. Revenue a year?",  # nobody else pays
        "90 people joined at $30 a month, 60 more at $50 a month. What a year?",
        "What comes in on 30 days if 500 people pay $2 a day and 40 staff pay $1 a day?",
        "The notice says 12 people. Which card fits three models of 8 GB?",  # no sum
    ],
)
def test_amounts_that_a_sum_may_need_stay(text: str) -> None:
    assert framed(text) == text
