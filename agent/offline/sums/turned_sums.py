"""Earlier turns that later ones make another sum of: a base or a price alone that becomes one of subscriptions,
and payers for whom an add-on is told."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from agent.offline.entities import Entity
from agent.offline.request import Request
from agent.offline.sums.amounts import LEAST_PAYERS, LEAST_TARGET, Roles
from agent.offline.sums.revenue_arguments import revenue_arguments
from agent.offline.vocabulary import phrase
from agent.quantities import Quantity

_LENGTHS = {"month": "months", "year": "years"}


def as_subscriptions(last: Request, text: str, roles: Roles) -> Request | None:
    """The earlier growth of payers as a sum of subscriptions, where the turn gives one price for it."""
    old = last.arguments
    start, rate, length = (str(old.get(k, "")) for k in ("start", "rate", "periods"))
    prices = [m for m in roles.money if m.value < LEAST_TARGET]
    grows = (
        old.get("kind") == "growth" and start.isdigit() and rate and length and "solve" not in old
    )
    if not grows or old.get("per") not in _LENGTHS or len(prices) != 1 or len(roles.money) > 1:
        return None
    if roles.people or roles.percents or phrase("revenue", "those_left").search(text):
        return None
    per = str(old["per"])
    moves = {"churn": f"{rate[1:]}/{per}"} if rate.startswith("-") else {"growth": f"{rate}/{per}"}
    arguments = {"kind": "subscriptions", "subscribers": start, **moves, _LENGTHS[per]: length}
    return replace(last, arguments=arguments, missing=None)


def given_price(
    text: str, quantities: Sequence[Quantity], entities: Sequence[Entity]
) -> dict[str, str]:
    """What such a turn gives: the price, and the month or year that is asked about."""
    kept = [q for q in quantities if q.unit is not None or q.value >= LEAST_PAYERS]
    given = revenue_arguments(text, kept, entities, "subscriptions")[0]
    return {k: v for k, v in given.items() if k in ("kind", "price", "show_month")}


def of_a_base(given: Mapping[str, Any], last: Request) -> tuple[Request, dict[str, Any]] | None:
    """A price that was only converted, with those who pay it; or earlier payers, some of whom add something."""
    old = last.arguments
    if old.get("kind") == "convert" and {"subscribers"} <= set(given) and "price" in old:
        return replace(last, arguments={"kind": "subscriptions", "price": old["price"]}), dict(
            given
        )
    rates, added = given.get("rates", ()), str(given.get("base_revenue", ""))
    payers = old.get("kind") == "subscriptions" and {"subscribers", "price"} <= set(old)
    if given.get("kind") != "attach" or not payers or len(rates) != 1 or not added:
        return None
    per = given.get("base_per") or str(old["price"]).partition("/")[2]
    told = {"kind": "attach", "customers": old["subscribers"], "attach_rate": rates[0], "base_price": old["price"]}  # fmt: skip
    return replace(last, arguments={}), {**told, "uplift_price": f"{added}/{per}" if per else added}
