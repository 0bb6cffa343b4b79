"""Bills of tokens, margins, add-ons and what is lifted of a base."""

import re
from dataclasses import replace
from decimal import Decimal

from agent.offline.sums.periods_for_all import period_for_all
from agent.offline.sums.said_periods import PERIODS
from agent.offline.sums.sum_periods import wanted_periods
from agent.offline.sums.tagged.items import MONTHS, Item
from agent.offline.sums.tagged.told import Arguments, Told, percent
from agent.offline.vocabulary import phrase

_COMPOUND = re.compile(
    r"(?<!no )(?<!not )(?<!without )(?<!n't )(?<!non-)(?<!rather than )\bcompound|multiplicativ|(?<!not )multipl(?:y|ied)|on top of (?:each other|one another)|one after",
    re.IGNORECASE,
)
_SPREAD = re.compile(
    r"\b(?:over|across|among|between|into|by) (?:the |all )?(?:twelve|12)(?: equal)? (?:months|instal?ments|payments)\b"
    r"|\b(?:spread|split|divided)\b[^.?!]{0,16}\b(?:over|across|into) (?:the|its|all) months\b",
    re.IGNORECASE,
)
"""A year by its months: "spread that over twelve months"."""
_BY_THE_THOUSAND = re.compile(r"(?:/|\b(?:per|a|each|every)) ?(?:1 ?k|1,?000|thousand)\b", re.I)


def convert(told: Told) -> Arguments | None:
    """A price for another period."""
    price = told.one("price")
    price = replace(price, per=price.per or period_for_all(told.text))
    wanted = [p for p in wanted_periods(told.text, told.roles) if p in PERIODS and p != price.per]
    if not wanted and price.per == "year" and _SPREAD.search(told.text):
        wanted = ["month"]
    if price.per is None or len(wanted) != 1:
        return None
    return {"kind": "convert", "price": price.price, "to_period": wanted[0]}


def tokens(told: Told) -> Arguments | None:
    """A bill of tokens by side, of each request where those are counted."""
    if _BY_THE_THOUSAND.search(told.text):
        return None
    made: Arguments = {"kind": "tokens"}
    for part in ("input", "output"):
        if told.has(f"{part}_tokens"):
            made[f"{part}_tokens"] = told.one(f"{part}_tokens").written
        if told.has(f"{part}_price"):
            made[f"{part}_price"] = f"{told.one(f'{part}_price').money}/million tokens"
    counted = [*told.all("input_tokens"), *told.all("output_tokens"), *told.all("requests")]
    if told.has("requests"):
        made["requests"] = told.one("requests").written
        counted = [*told.all("requests")]
    periods = {i.per for i in counted if i.per in ("hour", "day", "week", *MONTHS)}
    if len(periods) > 1:
        return None
    if periods:
        made["per"] = periods.pop()
    if told.has("days") and not told.one("days").is_period:
        days = told.one("days")
        if made.get("per", "day") != "day" or days.unit not in ("day", ""):
            return None
        made |= {"per": "day", "periods": int(Decimal(days.written))}
    return made


def margin(told: Told) -> Arguments | None:
    """What revenue leaves after its cost."""
    return {"kind": "margin", "revenue": told.one("revenue").money, "cost": told.one("cost").money}


def attach(told: Told) -> Arguments | None:
    """What those who take an add-on pay on top."""
    share, extra = told.one("attach_rate"), told.one("addon_price")
    base = told.one("base_price") if told.has("base_price") else None
    if base is not None:
        extra = replace(extra, per=extra.per or base.per)
    made = {
        "kind": "attach",
        "customers": told.one("payers").written,
        "attach_rate": percent(share),
    }
    made["uplift_price"] = extra.price
    return {**made, "base_price": base.price} if base is not None else made


def uplift(told: Told) -> Arguments | None:
    """Rates that lift one base, added or one upon the other."""
    base = told.one("base_revenue")
    rates = [_sign_of_lift(told.text, item) + percent(item) for item in told.all("uplift")]
    combine = "multiply" if _COMPOUND.search(told.text) else "add"
    made: Arguments = {"kind": "attach", "base_revenue": base.money, "rates": rates, "combine": combine}  # fmt: skip
    return {**made, "base_per": base.per} if base.per in MONTHS else made


def _sign_of_lift(text: str, item: Item) -> str:
    """The sign of what is given up of a base: "needs a 2% discount"."""
    clause = text[max(text.rfind(mark, 0, item.start) for mark in ",.;") + 1 : item.end + 24]
    is_lost = phrase("revenue", "discount").search(clause) and not item.written.startswith("-")
    return "-" if is_lost else ""
