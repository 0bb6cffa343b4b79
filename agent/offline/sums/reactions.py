"""A step of the price and the share of the payers who leave or join because of it."""

import re
from collections.abc import Sequence
from typing import Any

from agent.offline.sums.amounts import Roles, plain
from agent.offline.sums.said_periods import own_period
from agent.offline.sums.spoken_shares import spoken_shares, value_of
from agent.offline.vocabulary import phrase, words
from agent.quantities import Quantity

_NEAR = 40
"""Characters within which a word names what a percentage moves."""
_STOP = re.compile(r"[.。;；?？](?:\s|$)|[。；？]")


def read_reaction(text: str, roles: Roles, found: dict[str, Any]) -> bool:
    """Fills both where two percentages are those of a price and of its payers, and their effect is asked."""
    spoken = (
        [_as_percent(*s, text) for s in spoken_shares(text)] if len(roles.percents) == 1 else []
    )
    rates = sorted([*roles.percents, *spoken], key=lambda q: q.start)
    timed = any(own_period(q, text) for q in rates)
    if len(rates) != 2 or timed or not phrase("revenue", "compare").search(text):
        return False
    price, other = sorted(rates, key=lambda q: _to_price(q, text))
    beside = _beside(other, rates, text)
    moved = phrase("revenue", "churn").search(beside) or re.search(words("revenue", "people"), beside, re.I)  # fmt: skip
    if _to_price(price, text) > _NEAR or not moved:
        return False
    falls = price.value < 0 or phrase("revenue", "decline").search(_beside(price, rates, text))
    found.pop("paying_share", None)
    found["price_change_once"] = f"{'-' if falls else ''}{plain(abs(price.value))}%"
    leaves = phrase("revenue", "churn").search(beside) is not None
    joins = not leaves and other.value > 0 and phrase("revenue", "growth").search(beside)
    found["growth_once" if joins else "loss_once"] = f"{plain(abs(other.value))}%"
    return True


def _as_percent(start: int, end: int, part: str, text: str) -> Quantity:
    return Quantity(value_of(part) * 100, "percent", None, None, start, end, text[start:end], None)


def _to_price(q: Quantity, text: str) -> int:
    """How far the next word for a price is, in characters."""
    named = [m.span() for cue in ("price", "price_up", "price_down") for m in phrase("revenue", cue).finditer(text)]  # fmt: skip
    return min((max(a - q.end, q.start - b, 0) for a, b in named), default=len(text) + _NEAR)


def _beside(q: Quantity, rates: Sequence[Quantity], text: str) -> str:
    """The words of its sentence, as far as the other percentage."""
    begin = max((m.end() for m in _STOP.finditer(text, 0, q.start)), default=0)
    begin = max([begin, *(r.end for r in rates if r.end <= q.start)])
    close = _STOP.search(text, q.end)
    end = min([close.start() if close else len(text), *(r.start for r in rates if r.start >= q.end)])  # fmt: skip
    return text[begin:end]
