"""A price that falls with the volume: "the first 100M tokens at $1 per million, all above at $0.60"."""

import re
from collections.abc import Sequence
from decimal import Decimal
from typing import Any, NamedTuple

from agent.offline.sums.amounts import RATES, plain, sort
from agent.offline.vocabulary import words
from agent.quantities import Quantity

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
    return _worksheet(volumes[0], tiers, "token" if roles.tokens else "call")


def _opens(text: str, start: int, cue: str) -> bool:
    """Whether a word of the cue stands right before an amount: "the first", "up to"."""
    return re.search(rf"{words('revenue', cue)}\s*(?:the )?$", text[:start], re.I) is not None


def _worksheet(volume: Quantity, tiers: Sequence[_Tier], unit: str) -> dict[str, Any]:
    givens: dict[str, str] = {}
    steps: list[str] = []
    left = volume.value
    for i, tier in enumerate(tiers, 1):
        part = left if tier.size is None else min(left, tier.size)
        if part <= 0:
            break
        many = 1_000_000 if unit == "token" else _many(tier.price)
        per = f"/{many}" if many > 1 else ""
        givens |= {f"tier_{i}": f"{plain(part)} {unit}", f"price_{i}": f"{plain(tier.price.value)}{per} {tier.price.unit}/{unit}"}  # fmt: skip
        steps.append(f"part_{i} = tier_{i} * price_{i} in {tier.price.unit}")
        left -= part
    steps.append("bill = " + " + ".join(f"part_{i + 1}" for i in range(len(steps))))
    period = f"for one {volume.per} | 按每{volume.per}计" if volume.per in RATES else ""
    notes = {"notes": [period]} if period else {}
    return {"kind": "chain", "givens": givens, "steps": steps, **notes}


def _many(price: Quantity) -> int:
    """For how many the price is: "$2 per 1,000 calls"."""
    scale = str(price.per or price.each or "").partition(" ")[0]
    return {"thousand": 1000, "million": 1_000_000}.get(scale, 1)
