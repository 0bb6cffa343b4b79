"""Shares that a question gives and its sum does not use: said, so that nobody takes the figure for
more than it is."""

import re
from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any

from agent.offline.sums.rates import not_part
from agent.quantities import Quantity, find_quantities

_KEPT_WHOLE = {"scenario", "sought", "grid"}
"""Kinds whose arguments hold shares in a form of their own."""


def unused_shares(text: str, quantities: Sequence[Quantity], found: Mapping[str, Any]) -> list[str]:
    """A note on each percentage whose figure, or what it leaves of the whole, stands nowhere in
    the arguments."""
    if found.get("kind") in _KEPT_WHOLE or "changes" in found:
        return []
    used = set(_numbers({k: v for k, v in found.items() if k != "kind"}))
    rates = [q.value for q in quantities if q.unit == "percent"]
    if "churn_saved" in found:  # of "from 9% to 7.5%" what lies between is used
        used |= {r for r in rates if any(abs(r - other) in used for other in rates if other != r)}
    left = [q for q in quantities if q.unit == "percent" and not _forms(q.value) & used]
    return not_part(text, [q.text for q in left])


def _forms(value: Decimal) -> set[Decimal]:
    share = abs(value)
    return {share, 100 - share, share - 100, share / 100, 1 - share / 100, 100 + share}


def _numbers(held: Any) -> list[Decimal]:
    if isinstance(held, Mapping):
        return [n for item in held.values() for n in _numbers(item)]
    if isinstance(held, (list, tuple)):
        return [n for item in held for n in _numbers(item)]
    plain = [abs(Decimal(n)) for n in re.findall(r"\d+(?:\.\d+)?", str(held).replace(",", ""))]
    return plain + [abs(q.value) for q in find_quantities(str(held))]
