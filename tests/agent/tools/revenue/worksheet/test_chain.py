"""A worksheet: typed amounts, steps with units carried through, refusals by name, the trace."""

from decimal import Decimal
from fractions import Fraction

import pytest

from agent.tools.revenue import CannotCalculate
from agent.tools.revenue.calculate import calculate
from agent.tools.revenue.report import Report

USERS = {"users": "30M people", "paying": "4%", "price": "18 CNY/person/month"}


def _chain(givens: dict[str, str], *steps: str, **more: list[str]) -> Report:
    return calculate("chain", givens=givens, steps=list(steps), **more)


@pytest.mark.parametrize(
    ("givens", "steps", "expected", "unit"),
    [
        (USERS, ["payers = users * paying", "income = payers * price in CNY/year"], 259_200_000, "CNY/year"),
        ({"a": "2bn tokens/day", "twice": "9 months", "span": "3 years"},
         ["months = span in months", "later = a * 2^(months / twice)"], 32_000_000_000, "token/day"),
        ({"cards": "512 GPUs", "price": "$2.95/GPU/hour", "used": "80%", "time": "30 days"},
         ["income = cards * price * used * time in USD"], Fraction("869990.4"), "USD"),
        ({"tasks": "20000 tasks/month", "each": "45k tokens/task", "price": "3 USD/million tokens"},
         ["cost = tasks * each * price"], 2700, "USD/month"),
        ({"fixed": "2.4m USD/year", "price": "50 USD/person/month", "serving": "10 USD/person/month"},
         ["net = price - serving in USD/person/year", "customers = fixed / net in people"], 5000, "person"),
        ({"speed": "1500 tokens/second"}, ["daily = speed in tokens/day"], 129_600_000, "token/day"),
        ({"price": "240 USD/year"}, ["monthly = price in USD/month"], 20, "USD/month"),
        ({"gross": "6m USD", "store": "1/4"}, ["left = gross * (1 - store - 5%)"], 4_200_000, "USD"),
        ({"a": "8", "b": "5", "c": "2"}, ["d = a - (b - c) - -c"], 7, "no unit"),
    ],
)  # fmt: skip
def test_units_are_carried_to_the_result(
    givens: dict[str, str], steps: list[str], expected: int | Fraction, unit: str
) -> None:
    report = _chain(givens, *steps)

    assert Fraction(report.total) == expected
    assert list(report.details["units"].values())[-1] == unit


@pytest.mark.parametrize(
    ("givens", "step", "said"),
    [
        ({"a": "20 USD/month", "b": "3000 USD/year"}, "x = a + b", "mixes USD/month and USD/year"),
        ({"a": "20 USD", "b": "30 CNY"}, "x = a + b", "mixes USD and CNY"),
        ({"a": "20 USD", "b": "30 CNY"}, "x = a * b", "mixes CNY and USD"),
        ({"a": "5M people", "b": "30 tokens"}, "x = a - b", "mixes person and token"),
        ({"a": "5M people", "b": "3 USD/month"}, "x = a * b in USD/month", "comes out in USD·person/month"),
        ({"a": "5M people"}, "x = a in %", "no share"),
        ({"a": "5", "b": "3 months"}, "x = a ^ b", "plain number, not one in month"),
        ({"a": "5", "b": "0"}, "x = a / b", "divides by zero"),
        ({"a": "5"}, "x = c * 2", "'c' is neither"),
        ({"a": "5"}, "a = 2 * 2", "two amounts called 'a'"),
        ({"a": "5"}, "x = (a * 2", "not a whole sum"),
        ({"a": "5"}, "x = a $ 2", "holds '\\$'"),
        ({"a": "5"}, "a * 2", "must name its result"),
        ({"a": "many"}, "x = a", "not a number with a unit"),
        ({"a": "10"}, "x = a ^ 100", "10\\^60"),
        ({"a": "1/0"}, "x = a", "divides by zero"),
    ],
)  # fmt: skip
def test_what_does_not_add_up_is_refused_by_name(
    givens: dict[str, str], step: str, said: str
) -> None:
    with pytest.raises(CannotCalculate, match=said):
        _chain(givens, step)


def test_each_step_is_traced_with_its_periods_converted() -> None:
    report = _chain(USERS, "payers = users * paying", "income = payers * price in CNY/year")

    assert [(str(s.step), s.formula) for s in report.trace] == [
        ("payers", "30000000 × 4%"),
        ("income", "1200000 × 18 × 12"),
    ]
    assert report.sentence() == "**CNY 259.2 million** a year: 1,200,000 × 18 × 12."
    assert report.sentence("zh") == "**每年2.59亿元（259,200,000元）**：1,200,000 × 18 × 12。"


def test_the_length_taken_for_a_month_is_said() -> None:
    report = _chain({"a": "4 USD/day"}, "x = a in USD/month")

    assert report.total == 120
    assert report.assumptions == ["a month of 30 days"]


def test_several_answers_are_told_in_their_order() -> None:
    report = _chain(
        {"seats": "15M seats", "all": "450M seats", "price": "30 USD/seat/month"},
        "revenue = seats * price in USD/year",
        "penetration = seats / all in %",
        answers=["revenue", "penetration"],
    )

    assert report.sentence() == "Revenue **$5.4 billion** a year; penetration **3.33 %**."
    assert round(report.trace[1].value, 4) == Decimal("3.3333")


def test_more_people_than_there_are_is_a_caution_before_the_figure() -> None:
    report = _chain({"a": "20bn people"}, "x = a * 1")

    assert report.markdown().startswith("20 billion people are more than")
