from decimal import Decimal

from agent.tools.revenue.calculate import calculate


def test_more_spent_than_earned_is_a_loss_and_less_a_profit() -> None:
    loss = calculate("spending", revenue="25bn USD", spent_per_unit="1.69 USD")
    profit = calculate("spending", revenue="10bn USD", spent_per_unit="0.80 USD")

    assert (loss.total, loss.details["loss"]) == (Decimal(42_250_000_000), Decimal(17_250_000_000))
    assert (profit.details["profit"], profit.details["loss"]) == (2_000_000_000, 0)
    assert "a loss of" in loss.sentence()
    assert "a profit of" in profit.sentence()
