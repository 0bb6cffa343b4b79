"""AI bundled into a product, in words: who buys it, what it lifts, what buyers drop, what churn it saves."""

import re
from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any

from agent.offline.sums.amounts import LEAST_TARGET, Roles, money, plain
from agent.offline.sums.nearest_amounts import names
from agent.offline.sums.parts_of_a_base import is_lifted_part
from agent.offline.sums.rates import clause_at
from agent.offline.sums.taken_shares import fractions_in
from agent.offline.vocabulary import phrase
from agent.quantities import Quantity

_RATES = ("cannibalised", "uplift", "attach_rate")
"""The roles of a percentage, the narrowest words first; `[revenue]` has a cue of each name."""


def is_bundle(text: str, roles: Roles) -> bool:
    """Whether what is added takes more than one rate, or is churn that is saved."""
    if roles.tokens:
        return False
    found = _read(text, roles)
    if is_lifted_part(text, roles) and not ("churn_saved" in found and len(roles.percents) > 2):
        return False
    based = "base_revenue" in found or {"customers", "base_price"} <= set(found)
    if "churn_saved" in found:
        lifted = "uplift" in found and "attach_rate" not in found  # two rates of one base: `attach`
        lifted = lifted or are_rates_of_one_base(text, roles)
        return based and not lifted and not phrase("revenue", "retention").search(text)
    if "cannibalised" in found:
        return {"customers", "attach_rate", "price"} <= set(found)
    return based and {"attach_rate", "uplift"} <= set(found)


def are_rates_of_one_base(text: str, roles: Roles) -> bool:
    """Whether churn that is saved and one more rate, of nobody's buying, are those of one revenue."""
    found, (_, taken) = _read(text, roles), _churn_saved(text, roles)
    others = {"attach_rate", "not_added", "cannibalised", "customers"} & set(found)
    alone = len(roles.percents) == 2 and len(taken) == 1 and len(roles.money) == 1
    return alone and "base_revenue" in found and not others and not roles.bare


def is_uplift(text: str, roles: Roles) -> bool:
    """Whether a large revenue is lifted by a rate: "Azure makes $75bn; a 12% uplift from AI"."""
    alone = len(roles.money) == 1 and not (roles.people or roles.bare or roles.tokens)
    large = alone and roles.money[0].value >= LEAST_TARGET
    told = re.match(
        r"\W*(?:did|does|do|is|are|was|were|has|have|had)\b|.*吗[？?]?$", text, re.IGNORECASE
    )
    return large and bool(roles.percents) and not told and names("uplift", text)


def read_bundle(text: str, roles: Roles, found: dict[str, Any]) -> str | None:
    """Fills `found`; nothing is missing, or the kind would be another."""
    found |= _read(text, roles)
    lost = [m for m in roles.money if _is_lost(m, text, roles)]
    if lost:
        found["less"] = [*found.get("less", ()), *(f"{plain(abs(m.value))} {m.unit}" for m in lost)]
    return None


def with_churn_saved(text: str, roles: Roles, old: Mapping[str, Any]) -> dict[str, Any]:
    """An add-on's sum as that of a bundle which saves churn of its base, too; empty where none is said."""
    saved, _ = _churn_saved(text, roles)
    if saved is None or not {"customers", "base_price"} <= set(old):
        return {}
    if old.get("kind") == "bundle":
        return {**old, "churn_saved": saved, "churn_of_all": True}
    taken = [part for part in old.get("less", ()) if "%" in part or "/" in part]
    found = {"kind": "bundle", "customers": old["customers"], "attach_rate": old.get("attach_rate"), "price": old.get("uplift_price"), "base_price": old["base_price"], "churn_saved": saved, "churn_of_all": True}  # fmt: skip
    return found | ({"cannibalised": taken[0]} if len(taken) == 1 else {})


def _read(text: str, roles: Roles) -> dict[str, Any]:
    found: dict[str, Any] = {}
    saved, taken = _churn_saved(text, roles)
    if saved:
        found["churn_saved"] = saved
        if names("of_all", text) or any(names("of_the_base", clause_at(text, q)[0]) for q in taken):
            found["churn_of_all"] = True
    for q in (q for q in roles.percents if q not in taken):
        clause, _ = clause_at(text, q)
        if names("anyway", clause):
            found["not_added"] = f"{plain(abs(q.value))}%"
            continue
        name = "uplift" if names("spends_more", clause) else next((n for n in _RATES if names(n, clause)), None)  # fmt: skip
        if name is not None:
            found.setdefault(name, f"{plain(abs(q.value))}%")
    if "attach_rate" not in found and "uplift" in found and (part := _part_in_words(text)):
        found["attach_rate"] = part
    if roles.people:
        found["customers"] = plain(roles.people[0].value)
    if "cannibalised" not in found and (dropped := _dropped(text, roles)):
        found["cannibalised"] = plain(dropped.value)
    for m in (m for m in roles.money if not _is_lost(m, text, roles)):
        found.setdefault(_name_of(m, text, found, roles), money(m, text))
    return found


def _part_in_words(text: str) -> str | None:
    """Those who take it, as a fraction of the customers: "the quarter of them who use it"."""
    return next((part for clause, part in fractions_in(text) if names("paying", clause) or names("attach_rate", clause)), None)  # fmt: skip


def _dropped(text: str, roles: Roles) -> Quantity | None:
    """How many drop what they paid for before, as a number: "4,000 of them drop our $10 plan"."""
    later = [q for q in (*roles.people[1:], *roles.bare) if q.value >= 1 and q.unit != "percent"]
    return next((q for q in later if names("cannibalised", sentence_at(text, q))), None)


def sentence_at(text: str, q: Quantity) -> str:
    """The whole sentence that an amount stands in."""
    before = re.split(r"[;；。?？!！]|\.\s", text[: q.start])[-1]
    return before + q.text + re.split(r"[;；。?？!！]|\.(?:\s|$)", text[q.end :])[0]


def _is_lost(m: Quantity, text: str, roles: Roles) -> bool:
    """Whether a large amount beside a larger base is said to be lost: "and we lose $600m of subscriptions"."""
    base = max(roles.money, key=lambda other: other.value)
    return LEAST_TARGET <= abs(m.value) < base.value and names("lost_sales", clause_at(text, m)[0])


def _name_of(m: Quantity, text: str, found: dict[str, Any], roles: Roles) -> str:
    if m.value >= LEAST_TARGET:
        return "cost" if names("to_run", clause_at(text, m)[0]) else "base_revenue"
    if _is_dropped(m, text, found):
        return "lost_price"
    if names("to_run", clause_at(text, m)[0]):
        return "cost"
    ahead = all(m.end <= q.start for q in roles.percents) and len(roles.money) > 1
    others = [other for other in roles.money if not _is_dropped(other, text, found)]
    is_base = {"uplift", "churn_saved"} & set(found) or (ahead and len(others) > 1)
    return "base_price" if is_base else "price"


def _is_dropped(m: Quantity, text: str, found: dict[str, Any]) -> bool:
    """Whether it is the price of what buyers drop."""
    if "cannibalised" not in found:
        return False
    by_number = "%" not in found["cannibalised"]
    return names("cannibalised", sentence_at(text, m) if by_number else clause_at(text, m)[0])


def _churn_saved(text: str, roles: Roles) -> tuple[str | None, list[Quantity]]:
    """The points of a year's churn that are saved, and the amounts that say so.

    "From 8% to 6%", "saves 1 point of churn".
    """
    if not (names("churn", text) and names("saves", text)) or names("by_month", text):
        return None, []
    for before, now in zip(roles.percents, roles.percents[1:], strict=False):
        between = text[before.end : now.start]
        moved = names("moves_to", between) or (
            names("churn", between) and names("down_to", between)
        )
        if moved and before.value > now.value:
            return f"{plain(before.value - now.value)}%", [before, now]
    if spoken := phrase("revenue", "one_point").search(text):
        return ("0.5%" if re.search(r"half|半", spoken[0]) else "1%"), []
    points: Sequence[Quantity] = [*roles.percents, *roles.sizes, *roles.bare]
    near = [q for q in points if _is_saved(q, text) and 0 < abs(q.value) < Decimal(100)]
    return (f"{plain(abs(near[0].value))}%", near) if len(near) == 1 else (None, [])


def _is_saved(q: Quantity, text: str) -> bool:
    """Whether a share or points stand in a clause that says how churn gets less."""
    clause, _ = clause_at(text, q)
    share = q.unit in ("percent", "percentage points") or _are_points(q, text)
    return share and names("churn", clause) and names("saves", clause)


def _are_points(q: Quantity, text: str) -> bool:
    return text[q.end :].lstrip().lower().startswith(("point", "个点"))
