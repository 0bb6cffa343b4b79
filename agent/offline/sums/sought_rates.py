"""The rate that is sought beside payers, a price and a target: who must pay, a discount, growth, churn."""

import re
from typing import Any

from agent.offline.sums.amounts import (
    LEAST_PAYERS,
    LEAST_TARGET,
    PERIODS,
    Roles,
    money,
    plain,
)
from agent.offline.sums.mankind import names_world, world_named
from agent.offline.sums.year_spans import read_years
from agent.offline.vocabulary import phrase, words
from agent.quantities import Quantity

_RATES = {
    "sought_discount": "price_change",
    "sought_churn": "churn",
    "rate_asks": "growth",
    "sought_share": "paying_share",
}
"""What is asked for, the narrowest words first -> the rate that the engine finds."""


def sought_rate(text: str, roles: Roles) -> str | None:
    """The rate asked for, where everything else of the sum is given; None where something is lacking."""
    payers = _payers(roles)
    if len(roles.money) != 2 or roles.percents or roles.tokens or roles.sizes:
        return None
    if len(payers) != 1 and not (names_world(text) and not payers):
        return None
    target, price = _target(roles), _price(roles)
    if target.value < LEAST_TARGET or price.value * 100 > target.value:
        return None
    rate = next((rate for cue, rate in _RATES.items() if _asks(cue, text)), None)
    return None if rate == "paying_share" and not _is_a_goal(target, text) else rate


def _asks(cue: str, text: str) -> bool:
    """Whether the words ask for it; "what rate" alone may be one of conversion."""
    said = phrase("revenue", cue).search(text)
    if said is None or cue != "rate_asks":
        return said is not None
    return phrase("revenue", "growth").search(text) is not None or "fast" in said[0].lower()


def read_sought(text: str, roles: Roles, found: dict[str, Any]) -> str | None:
    """Fills the rate, payers, price and target; the engine asks for the time that growth lacks."""
    rate = sought_rate(text, roles)
    target, payers = _target(roles), _payers(roles)
    found |= {"rate_sought": rate, "price": money(_price(roles), text)}
    found["target"] = money(target, text, period=False)
    found["target"] += f"/{target.per}" if target.per in PERIODS and target.per != "year" else ""
    if payers:
        found["subscribers"] = plain(payers[0].value)
    else:
        found["subscribers_of"] = world_named(text) or "World population"
    if rate == "growth":
        _read_time(text, roles, found)
    return None


def _payers(roles: Roles) -> list[Quantity]:
    return [*roles.people, *(q for q in roles.bare if q.value >= LEAST_PAYERS)]


def _target(roles: Roles) -> Quantity:
    return max(roles.money, key=lambda m: m.value)


def _price(roles: Roles) -> Quantity:
    return min(roles.money, key=lambda m: m.value)


def _is_a_goal(target: Quantity, text: str) -> bool:
    """Whether the large amount is to be reached; else it is what a share is taken of: "what share of $1 trillion"."""
    before = text[max(0, target.start - 40) : target.start]
    goal = rf"(?<![a-z]){words('revenue', 'target_before')}\W*(?:about |roughly |收入|每年|一年|年收入)*$"
    if re.search(goal, before, re.IGNORECASE):
        return True
    of_it = r"(?:\bof|relative to|against|compared (?:with|to)|占)(?: (?:the|a|an|its|total|about|[a-z']+'s))*\W*$"
    whole = re.search(of_it, before, re.IGNORECASE)
    return whole is None and phrase("revenue", "must").search(text) is not None


def _read_time(text: str, roles: Roles, found: dict[str, Any]) -> None:
    """Steps from the first year to that of the target, or the years whose sum it is."""
    named: dict[str, Any] = {}
    read_years(text, roles, named)
    years = next((q.value for q in roles.durations if str(q.unit).startswith("year")), None)
    said = re.search(r"\byear (\d{1,2})\b|第\s?(\d{1,2})\s?年", text, re.IGNORECASE)
    if any(phrase("revenue", cue).search(text) for cue in ("total_span", "sum_reached")):
        count = years
        if count is None and {"first_year", "until_year"} <= set(named):
            count = int(named["until_year"]) - int(named["first_year"]) + 1
        found |= {"sum_of_years": str(count)} if count else {}
    elif {"first_year", "until_year"} <= set(named):
        found["steps"] = str(int(named["until_year"]) - int(named["first_year"]))
    elif years is not None:
        found["steps"] = plain(years)
    elif said:
        found["steps"] = str(int(said[1] or said[2]) - 1)
