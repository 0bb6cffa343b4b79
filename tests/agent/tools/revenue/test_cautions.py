"""Which counts and prices are doubted."""

from decimal import Decimal

import pytest

from agent.tools.revenue.calculate import calculate
from agent.tools.revenue.cautions import dear_price, literal_count
from agent.tools.revenue.inputs import read_count


@pytest.mark.parametrize(
    ("given", "is_doubted"),
    [
        ("100", True),
        ("100 subscribers", True),
        ("25 seats", False),
        ("25个席位", False),
        ("100M", False),
        ("2500", False),
    ],
)
def test_a_bill_of_seats_is_not_doubted(given: str, is_doubted: bool) -> None:
    assert bool(literal_count(read_count(given), Decimal(1000), "USD")) is is_doubted


@pytest.mark.parametrize(
    ("price", "currency", "is_doubted"),
    [
        ("150000", "USD", True),
        ("150000", "JPY", False),
        ("118800", "KRW", False),  # no rate is known
        ("900000", "CNY", True),
        ("600000", "CNY", False),
    ],
)
def test_a_price_is_dear_by_what_it_is_in_dollars(
    price: str, currency: str, is_doubted: bool
) -> None:
    assert bool(dear_price(Decimal(price), currency)) is is_doubted


def test_those_who_left_once_are_not_denied_by_what_is_assumed() -> None:
    report = calculate(
        subscribers="400,000", price="60 USD/year", price_change_once="10%", loss_once="5%"
    )
    assert any("joins or leaves after the start" in one for one in report.assumptions)
