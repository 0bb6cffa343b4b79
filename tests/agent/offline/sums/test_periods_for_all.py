"""A period said once for every price of a question."""

import pytest

from agent.offline.sums.periods_for_all import period_for_all


@pytest.mark.parametrize(
    ("text", "period"),
    [
        ("a $7 tier and a $19 tier, everything monthly", "month"),
        ("60% pay $7, the rest $19. Both are per-month prices.", "month"),
        ("2, 4 and 6 million on annual plans of $70, $80 and $90", "year"),
        ("30% on Lite at €7, the others at €19, billed monthly", "month"),
        ("三成买29元套餐，七成买69元套餐，按月收费", "month"),
        ("三成买29元套餐，七成买69元套餐，都是月付。", "month"),
        ("half are billed monthly at $7, half are billed yearly at $60", None),
        ("a $30 plan, three months free when billed yearly", None),
        ("revenue a year from 3 million at $7", None),
    ],
)
def test_a_period_said_once_holds_for_every_price(text: str, period: str | None) -> None:
    assert period_for_all(text) == period
