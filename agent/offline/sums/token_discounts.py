"""What comes off a bill of tokens: a discount on all of it, or on the part that goes through a batch."""

import re
from collections.abc import Mapping
from typing import Any

from agent.offline.sums.amounts import Roles, plain
from agent.offline.sums.rates import clause_at, read_tenths_paid
from agent.offline.sums.spoken_shares import spoken_shares
from agent.offline.vocabulary import phrase

_HALF = "50%"
_HALVED = re.compile(
    r"\b(?:prices?|rates?|bill|costs?|fees?)\b[^.?!;]{0,40}\b(?:halved|cut in half|halves)\b|\bhalv(?:e|es|ed|ing) (?:the |its |all |that )?(?:\w+ )?(?:prices?|rates?|bill|costs?|fees?)\b|价格?减半|半价",
    re.IGNORECASE,
)


def names_batch(text: str) -> bool:
    """Whether what is billed goes through a batch."""
    return phrase("revenue", "batch").search(text) is not None


def discount_of(text: str, roles: Roles, found: Mapping[str, Any]) -> dict[str, str]:
    """The discount and the share of the bill that it is on, as a bill's arguments."""
    rest = [q for q in roles.percents if f"{plain(q.value)}%" != found.get("cached_share")]
    rates = [q for q in rest if _is_discount(text, q.start, q.end)]
    shares = [q for q in rest if q not in rates and names_batch(clause_at(text, q)[0])]
    half = phrase("revenue", "half_price").search(text) or _HALVED.search(text)
    tenths = read_tenths_paid(text)
    if len(rates) == 1:
        rate = f"{plain(abs(rates[0].value))}%"
    elif half or tenths:
        rate = _HALF if half else f"{tenths}%"
    else:
        return {}
    spoken = [
        part
        for start, end, part in spoken_shares(text)
        if not (half and half.start() <= start < half.end())
        and re.match(r"\s*(?:of\b|goes|go|runs?|的)", text[end:], re.IGNORECASE)
        and part != found.get("cached_share")
    ]
    part = f"{plain(shares[0].value)}%" if len(shares) == 1 else next(iter(spoken), None)
    return {"discount": rate, **({"discounted_share": part} if part else {})}


def _is_discount(text: str, start: int, end: int) -> bool:
    """Whether the words right beside a percentage call it one: "20% off", "a discount of 20%"."""
    behind = phrase("revenue", "off_behind").match(text[end:])
    ahead = phrase("revenue", "off_ahead").search(text[:start])
    return bool(behind or ahead)
