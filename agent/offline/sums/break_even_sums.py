"""How many payers, or tokens, cover what is spent in any case."""

from typing import Any

from agent.offline.sums.amounts import LEAST_TARGET, PERIODS, Roles, money, period_of, plain
from agent.offline.sums.balances import with_period
from agent.offline.sums.nearest_amounts import beside, names, without
from agent.offline.sums.spending_sums import priced
from agent.offline.vocabulary import phrase
from agent.quantities import Quantity


def is_break_even(text: str, roles: Roles) -> bool:
    """Whether costs that stand apart from the number of payers, or of tokens, are to be covered."""
    if _token_price(roles) and len(roles.money) == 2 and len(roles.tokens) < 2:
        return names("same_cost", text) or names("break_even", text)
    amounts = len(roles.money) + len(roles.bare)
    return names("break_even", text) and (
        amounts > 1 or (amounts == 1 and lacks_costs(text, roles))
    )


def lacks_costs(text: str, roles: Roles) -> bool:
    """Whether a price alone is to tell how many payers cover costs that were not said."""
    priced = any(m.value < LEAST_TARGET and period_of(m, text) for m in roles.money)
    return priced and names("count_asks", text)


def read_break_even(text: str, roles: Roles, found: dict[str, Any]) -> str | None:
    """Fills `found`; returns the name of what is missing."""
    rate = _token_price(roles)
    if rate is not None:
        other = next(m for m in roles.money if m is not rate)
        found |= {"fixed": money(other, text), "token_price": f"{plain(rate.value)} {rate.unit}"}
        if roles.tokens:
            found["volume"] = plain(roles.tokens[0].value)
            if "/" not in found["fixed"] and roles.tokens[0].per in PERIODS:
                found["fixed"] += f"/{roles.tokens[0].per}"
        return None
    amounts = priced(roles, text)
    if len(amounts) == 1:
        found["price"] = money(amounts[0], text)
        return "fixed_costs"
    fixed = beside("fixed_cost", amounts, text) or max(amounts, key=lambda m: m.value)
    rest = without(amounts, fixed)
    cost = beside("serving", rest, text)
    if cost is None and len(rest) > 1:
        cost = beside("unit_cost", rest, text)
    price = next(iter(without(rest, cost)), None)
    found["fixed"] = with_period(fixed, text)
    payers = [q for q in roles.people if not q.per or not q.text.isascii()]  # "用户每月"
    if len(payers) == 1 and not phrase("revenue", "target_asks").search(text):
        found["customers"] = plain(payers[0].value)
    if cost is not None:
        found["unit_cost"] = money(cost, text)
    if price is None:
        return "price"
    found["price"] = money(price, text)
    _lend_period(found, "price", "unit_cost")
    return None


def _token_price(roles: Roles) -> Quantity | None:
    return next((m for m in roles.money if "token" in str(m.per)), None)


def _lend_period(found: dict[str, Any], *each: str) -> None:
    """Of two amounts of each payer the one without a period is of the other's: "pays $20 and costs $13 a month"."""
    said = {str(found[n]).partition("/")[2] for n in each if "/" in str(found.get(n))}
    for name in each:
        if len(said) == 1 and name in found and "/" not in str(found[name]):
            found[name] = f"{found[name]}/{next(iter(said))}"
