"""Use at a unit's price: what multiplies, which units convert, what is refused."""

import random
from decimal import Decimal
from fractions import Fraction

import pytest

from agent.tools.revenue import CannotCalculate
from agent.tools.revenue.calculate import calculate

_HOURS = {"day": 24, "month": 720, "year": 8760}


def test_a_size_multiplies_in_the_unit_of_the_price() -> None:
    report = calculate("usage", price="0.09 USD", unit="GB", size="10 TB")

    assert report.total == 900
    assert any("1,000 GB" in note for note in report.assumptions)


def test_petabytes_are_read_though_no_amount_names_them_elsewhere() -> None:
    assert calculate("usage", price="0.004 USD", unit="GB", size="40 PB").total == 160_000


def test_time_on_end_runs_all_day_unless_hours_are_said() -> None:
    whole = calculate("usage", price="2 USD", unit="hour", counts=["8"], span="30 days")
    part = calculate(
        "usage", price="2 USD", unit="hour", counts=["8"], span="30 days", hours_a_day="10"
    )

    assert whole.total == 8 * 30 * 24 * 2
    assert "24 hours a day" in whole.assumptions
    assert part.total == 8 * 30 * 10 * 2


def test_what_comes_each_day_is_billed_for_the_month() -> None:
    report = calculate(
        "usage", price="0.15 USD", unit="second", counts=["600"], size="12 s", per="day", bill="month"
    )  # fmt: skip

    assert report.total == 600 * 12 * 30 * Decimal("0.15")
    assert "a month of 30 days" in report.assumptions


def test_a_price_per_unit_and_month_is_paid_every_month() -> None:
    report = calculate(
        "usage", price="0.021 USD", unit="GB", size="250 TB", price_per="month", span="1 years"
    )

    assert report.total == 63_000


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        ({"unit": "second", "counts": ["100"]}, "how many seconds are used was not said"),
        ({"unit": "second", "size": "5 GB"}, "do not convert"),
        ({"unit": "hour", "span": "30 days", "hours_a_day": "25"}, "no 25 hours"),
        ({"unit": "GB", "counts": ["3"]}, "how many GBs are used"),
    ],
)
def test_what_cannot_be_multiplied_is_said(arguments: dict[str, object], says: str) -> None:
    with pytest.raises(CannotCalculate, match=says):
        calculate("usage", price="1 USD", **arguments)


def test_totals_equal_exact_fractions() -> None:
    chance = random.Random(6)
    for _ in range(40):
        price, count = Decimal(chance.randint(1, 999)) / 1000, chance.randint(1, 500)
        span, number = chance.choice(list(_HOURS)), chance.randint(1, 9)
        report = calculate(
            "usage", price=f"{price} USD", unit="hour", counts=[str(count)], span=f"{number} {span}s"
        )  # fmt: skip
        assert Fraction(report.total) == Fraction(price) * count * number * _HOURS[span]
