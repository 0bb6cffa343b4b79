"""Prices that are told for many together."""

from decimal import Decimal

import pytest

from agent.offline.documents.by_many import UNCLEAR, counts_several, many_in, times_of_many


@pytest.mark.parametrize(
    ("text", "many"),
    [
        ("Input ($/1M tokens)", 1_000_000),
        ("$2 / MTok", 1_000_000),
        ("$0.4 per 1,000 calls", 1000),
        ("$3 per thousand requests", 1000),
        ("每百万tokens 8元", 1_000_000),
        ("2元/千tokens", 1000),
        ("$4 per 100 pages", 100),
        ("0.2 per 1K characters", 1000),
    ],
)
def test_the_number_for_which_a_price_is_told_is_read(text: str, many: int) -> None:
    assert many_in(text) == many


@pytest.mark.parametrize(
    "text",
    ["$5 per user per month", "€5 per m", "$9 per 12 months", "support 24/7", "Q1/2025", "per MB", "a bus every 10 minutes"],
)  # fmt: skip
def test_lengths_of_time_units_and_days_are_no_such_number(text: str) -> None:
    assert many_in(text) is None


def test_several_such_numbers_are_unclear() -> None:
    assert many_in("Per 1M tokens, calls per 1K") == UNCLEAR
    assert times_of_many(UNCLEAR, Decimal(5000)) is None


def test_a_price_of_many_is_paid_for_no_few_of_other_things() -> None:
    assert times_of_many(Decimal(1_000_000), Decimal(30)) is None


def test_tokens_of_two_kinds_are_several() -> None:
    assert counts_several("What do 2M input tokens and 500,000 output tokens cost?")
    assert not counts_several("What do 3 users of the plan with 2 million tokens cost?")
