from typing import Any

import pytest

from agent.offline.sums.relations.amounts import amounts_in, with_lent_periods
from agent.quantities import find_quantities


def _amounts(text: str) -> list[Any]:
    return amounts_in(text, find_quantities(text)) or []


@pytest.mark.parametrize(
    ("text", "periods"),
    [
        ("We lose 4% of customers each month.", ["month"]),
        ("Every month 400 join and 3% leave.", ["month", "month"]),
        ("From one month to the next a cohort keeps 90% of its people.", ["month"]),
        ("What must we charge per month to make $90,000 profit a year?", ["year"]),
        ("Revenue was $54m last quarter.", ["quarter"]),
        ("Losing 40% of customers in a year is what monthly churn?", [None]),
        ("年留存率72%，相当于每月流失多少？", ["year"]),
    ],
)
def test_an_amount_has_the_period_that_stands_nearest(text: str, periods: list[str | None]) -> None:
    rates = [a for a in _amounts(text) if "length" not in a.sorts]

    assert [a.per for a in rates] == periods


@pytest.mark.parametrize(
    ("text", "lengths"),
    [
        ("Users in month 12, 24 and 30?", ["12 month", "24 month", "30 month"]),
        ("第3年和第8年各有多少用户？", ["3 year", "8 year"]),
        ("each month 7% of the base joins", []),
        ("100万用户一年后剩多少？", ["1 year"]),
    ],
)
def test_numbered_periods_are_lengths_of_time(text: str, lengths: list[str]) -> None:
    found = [a for a in _amounts(text) if "length" in a.sorts]

    assert [f"{a.written} {a.unit}" for a in found] == lengths


def test_shares_told_month_by_month_are_those_of_a_cohort() -> None:
    found = _amounts("Retention: 100% in month 0, 70% in month 1, 55% in month 2.")

    assert [(a.sorts, a.written) for a in found] == [
        (("cohort",), "100%"),
        (("cohort",), "70%"),
        (("cohort",), "55%"),
    ]


def test_a_price_takes_the_period_of_the_other() -> None:
    found = with_lent_periods(_amounts("They pay $10 a month, we move to $12."))

    assert [a.per for a in found] == ["month", "month"]


def test_what_counts_something_else_makes_no_sum_of_roles() -> None:
    text = "4 GPUs at $2 an hour make 900 tokens a second"

    assert amounts_in(text, find_quantities(text)) is None
