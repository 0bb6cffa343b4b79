"""A turn after a sum by which a part of the payers pays less: "what if a quarter of them get 20% off?"."""

from collections.abc import Mapping
from decimal import Decimal
from fractions import Fraction
from typing import Any

from agent.offline.sums.amounts import Roles, plain
from agent.offline.sums.part_prices import part_plans
from agent.offline.sums.spoken_shares import spoken_shares, value_of


def part_at_other_price(text: str, roles: Roles, old: Mapping[str, Any]) -> dict[str, Any]:
    """The earlier arguments with the part that pays less, or with another share of it; empty where none is told."""
    if old.get("kind") == "plans":
        return _other_share(text, roles, old)
    known = old.get("kind") == "subscriptions" and "price" in old
    if not known or roles.money or roles.people:
        return {}
    plans = part_plans(text, roles, str(old["price"]))
    if not plans or "share" not in plans[0]:
        return {}
    if "solve" in old:
        off = _fraction(plans[0]["share"]) * _fraction(plans[0]["discount"]) * 100
        on_average = f"-{plain(Decimal(off.numerator) / off.denominator)}%"
        return {**old, "price_change_once": on_average, "part_pays_less": True}
    kept = {k: v for k, v in old.items() if k in ("subscribers", "show_per", "currency", "rate")}
    told = {**kept, "kind": "plans", "plans": plans, "part_pays_less": True}
    return told if "subscribers" in kept else {}


def _other_share(text: str, roles: Roles, old: Mapping[str, Any]) -> dict[str, Any]:
    """Another share of those who pay less: "and 40%?"."""
    plans = [dict(plan) for plan in old.get("plans") or ()]
    others = any(some for some in roles if some is not roles.percents)
    said = [f"{plain(q.value)}%" for q in roles.percents] or [part for _, _, part in spoken_shares(text)]  # fmt: skip
    if others or len(said) != 1 or not plans or not {"share", "discount"} <= set(plans[0]):
        return {}
    plans[0]["share"] = said[0]
    return {**old, "plans": plans}


def _fraction(share: str) -> Fraction:
    return Fraction(str(value_of(share))).limit_denominator(10**6)


def is_part_priced(new: Mapping[str, Any], old: Mapping[str, Any]) -> bool:
    """Whether the turn just told of a part that pays less, and all that it says is taken."""
    differs = any(new.get(k) != old.get(k) for k in ("plans", "price_change_once"))
    return bool(new.get("part_pays_less")) and differs
