"""What one buyer pays for one subscription over a time: "how much is $17 a month over three years?"."""

from agent.offline.sums.amounts import LEAST_TARGET, Roles, period_of
from agent.offline.sums.mankind import names_world
from agent.offline.vocabulary import phrase


def is_own_bill(text: str, roles: Roles) -> bool:
    """Whether there is one price by the month or year, a length of time and nobody else to pay."""
    if names_world(text):
        return False
    counted = roles.people or roles.tokens or roles.sizes or roles.bare
    if len(roles.money) != 1 or len(roles.durations) != 1 or counted or roles.percents:
        return False
    price = roles.money[0]
    priced = price.value < LEAST_TARGET and period_of(price, text) in ("month", "year", "week")
    return priced and phrase("revenue", "bill_asks").search(text) is not None
