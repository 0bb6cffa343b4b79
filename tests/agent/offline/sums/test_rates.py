"""What a percentage moves, by its sign and the words beside it."""

from typing import Any

import pytest

from agent.offline.sums.amounts import sort
from agent.offline.sums.rates import read_percents
from agent.quantities import find_quantities


@pytest.mark.parametrize(
    ("text", "moves"),
    [
        ("price +10% and 8% quit", {"price_change_once": "10%", "loss_once": "8%"}),
        ("Price -10%, subs +8%", {"price_change_once": "-10%", "growth_once": "8%"}),
        ("+15% price, -10% subscribers", {"price_change_once": "15%", "loss_once": "10%"}),
        (
            "a 10% price increase loses 8% of them",
            {"price_change_once": "10%", "loss_once": "8%"},
        ),
        ("涨价10%会流失8%用户", {"price_change_once": "10%", "loss_once": "8%"}),
        ("cut the monthly price by 25%", {"price_change_once": "-25%"}),
        ("a churn of -5% a month", {"churn": "-5%/month"}),
        ("negative churn of 2% a month", {"churn": "-2%/month"}),
        ("月流失率-2%", {"churn": "-2%/month"}),
        ("5% churn a month", {"churn": "5%/month"}),
        ("10% of them pay", {"paying_share": "10%"}),
    ],
)
def test_a_percentage_moves_what_stands_beside_it(text: str, moves: dict[str, str]) -> None:
    found: dict[str, Any] = {}
    read_percents(text, sort(find_quantities(text), text), found)

    assert found == moves
