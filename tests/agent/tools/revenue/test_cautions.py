"""Whether a small count is doubted: subscribers are, seats of one's own are not."""

from decimal import Decimal

import pytest

from agent.tools.revenue.cautions import literal_count
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
