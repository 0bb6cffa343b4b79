"""A price that falls with the volume: "the first 100M tokens at $1 per million, all above at $0.60"."""

import re
from collections.abc import Sequence
from decimal import Decimal
from typing import Any, NamedTuple

from agent.offline.sums.amounts import PERIODS, RATES, plain, sort
from agent.offline.sums.planner.sought import period_in
from agent.offline.sums.said_periods import period_of
from agent.offline.sums.sum_periods import wanted_periods
from agent.offline.vocabulary import words
from agent.quantities import Quantity

_ZH = {"year": "年", "quarter": "季度", "month": "月", "week": "周", "day": "天", "hour": "小时"}
_IN_A_YEAR = {"year": 1, "quarter": 4, "month": 12, "week": 52, "day": 365}
_BESIDE = 16
_SIGN = re.compile(r"[$€£¥元镑]|dollar|yuan|usd|cny|eur|gbp|pound", re.IGNORECASE)


class _Tier(NamedTuple):
    """How much is paid at a price; the last one has no end."""

    size: Decimal | None
    price: Quantity


def tiered_sum(text: str, quantities: Sequence[Quantity]) -> dict[str, Any] | None:
    """A worksheet of all tiers that the volume reaches; None where there are none or no one volume."""
    roles = sort(quantities, text)
    prices = sorted((q for q in roles.money if _SIGN.search(q.text)), key=lambda q: q.start)
    unsigned = [q for q in roles.money if q not in prices]  # of "what does 80M cost"
    counts = sorted([*roles.tokens, *roles.people, *roles.bare, *roles.sizes, *unsigned], key=lambda q: q.start)  # fmt: skip
    sizes = [q for q in counts if _opens(text, q.start, "tier_first")]
    rest = re.search(words("revenue", "tier_rest"), text, re.IGNORECASE)
    volumes = [q for q in counts if q not in sizes and not _opens(text, q.start, "tier_rest")]
    if not sizes or rest is None or len(volumes) != 1 or len(prices) != len(sizes) + 1 or roles.percents:  # fmt: skip
        return None
    if len({p.unit for p in prices}) > 1:
        return None
    tiers = [_Tier(q.value, p) for q, p in zip(sizes, prices, strict=False)]
    tiers.append(_Tier(None, prices[-1]))
    chinese = re.search(r"[\u4e00-\u9fff]", text) is not None
    sheet = _worksheet(volumes[0], tiers, "token" if roles.tokens else "call", chinese=chinese)
    said = period_in(text[prices[0].end : prices[0].end + _BESIDE])  # "$30 each a month"
    own = next((per for p in prices if (per := period_of(p, text))), said) or volumes[0].per
    return _with_period(sheet, own, {*wanted_periods(text, roles), volumes[0].per}, prices[0].unit)


def _opens(text: str, start: int, cue: str) -> bool:
    """Whether a word of the cue stands right before an amount: "the first", "up to"."""
    return re.search(rf"{words('revenue', cue)}\s*(?:the )?$", text[:start], re.I) is not None


def _with_period(
    sheet: dict[str, Any], own: str | None, wanted: set[str | None], currency: str | None
) -> dict[str, Any]:
    """With the period that prices or volume are of, and the bill of a year where it is asked for."""
    if own not in RATES:
        return sheet
    *parts, last = sheet["steps"]
    bill, _, added = last.partition(" = ")
    a_year = own in PERIODS and own != "year" and "year" in wanted
    if not a_year:
        return {**sheet, "notes": [f"for one {own} | 按每{_ZH.get(own, own)}计"]}
    names = [f"{bill}_a_{own}", f"{bill}_a_year"] if bill == "bill" else [f"每{_ZH[own]}{bill}", f"每年{bill}"]  # fmt: skip
    steps = [*parts, f"{names[0]} = {added}", f"{names[1]} = {names[0]} * {_IN_A_YEAR[own]} in {currency}"]  # fmt: skip
    return {**sheet, "steps": steps, "answers": names, "notes": [f"the same every {own} | 每{_ZH[own]}相同"]}  # fmt: skip


def _worksheet(
    volume: Quantity, tiers: Sequence[_Tier], unit: str, *, chinese: bool
) -> dict[str, Any]:
    names = ("档", "单价", "金额", "账单") if chinese else ("tier_", "price_", "part_", "bill")
    tier, price, part, bill = names
    givens: dict[str, str] = {}
    parts: dict[str, str] = {}
    left = volume.value
    for i, step in enumerate(tiers, 1):
        taken = left if step.size is None else min(left, step.size)
        if taken <= 0:
            break
        many = 1_000_000 if unit == "token" else _many(step.price)
        per, currency = f"/{many}" if many > 1 else "", step.price.unit
        givens |= {f"{tier}{i}": f"{plain(taken)} {unit}", f"{price}{i}": f"{plain(step.price.value)}{per} {currency}/{unit}"}  # fmt: skip
        parts[f"{part}{i}"] = f"{tier}{i} * {price}{i} in {currency}"
        left -= taken
    steps = [f"{name} = {product}" for name, product in parts.items()]
    return {"kind": "chain", "givens": givens, "steps": [*steps, f"{bill} = {' + '.join(parts)}"]}


def _many(price: Quantity) -> int:
    """For how many the price is: "$2 per 1,000 calls"."""
    scale = str(price.per or price.each or "").partition(" ")[0]
    return {"thousand": 1000, "million": 1_000_000}.get(scale, 1)
