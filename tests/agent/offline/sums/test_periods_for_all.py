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
        ("in three monthly tiers: half of them pay $4, the rest $12", "month"),
        ("on monthly plans. 60% pay $20, 40% pay $35", "month"),
        ("every plan renews yearly; half pay $10, half $20", "year"),
        ("a monthly plan and a yearly plan: 60% pay $10, 40% pay $100", None),
        ("60% pay $10, 40% pay $100. What is the monthly subscription revenue?", None),
        ("40% pay monthly, and of those half pay $10", None),
        ("half are billed monthly at $7, half are billed yearly at $60", None),
        ("a $30 plan, three months free when billed yearly", None),
        ("revenue a year from 3 million at $7", None),
    ],
)
def test_a_period_said_once_holds_for_every_price(text: str, period: str | None) -> None:
    assert period_for_all(text) == period
