"""A claim that states a sum with its result: "100 million subscribers at $500 make $50 billion"."""

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any

from agent.offline.sums.revenue_arguments import revenue_arguments
from agent.offline.vocabulary import phrase
from agent.quantities import Quantity, find_quantities
from agent.quantities.units import CURRENCIES

_FEWEST = 2
"""Amounts that a sum is made of."""
_LEAST_DIGITS, _MOST_OFF = 2, Decimal("0.005")
"""Digits by which a rounded result is held to be right; of a longer one what share it may be off."""


def asserted_sum(claim: str) -> dict[str, Any]:
    """`sum`, the arguments of the calculation, and `stated`, what is said to come out of it.

    Empty where the claim is no such sum, or leaves a part of it unsaid. A price without a time
    stands for the time of the result, or for a year.
    """
    amounts = find_quantities(claim)
    stated = next((q for q in reversed(amounts) if q.unit in CURRENCIES), None)
    if stated is None:
        return {}
    found = [m for m in phrase("claims", "results_in").finditer(claim) if m.end() <= stated.start]
    parts = [q for q in amounts if found and q.end <= found[-1].start()]
    if len(parts) < _FEWEST or amounts.index(stated) != len(parts):
        return {}
    per = stated.per if stated.per in ("month", "quarter", "year") else "year"
    question = f"{_with_time(claim[: found[-1].start()], parts, per)}: revenue a {per}?"
    arguments, missing, _ = revenue_arguments(question, find_quantities(question), ())
    if missing or arguments.get("kind") != "subscriptions" or "price" not in arguments:
        return {}
    arguments["show_per"] = [per]
    return {"sum": arguments, "stated": format(stated.value, "f"), "unit": stated.unit, "per": per}


def agrees(stated: Mapping[str, Any], result: Mapping[str, Any]) -> bool | None:
    """Whether a calculation comes to what was stated, as far as that is rounded; None where it
    has no amount of that currency and time."""
    if result.get("error") or result.get("currency") != stated["unit"]:
        return None
    by_time = {"year": 1, "quarter": 4, "month": 12}
    told, got = Decimal(stated["stated"]), Decimal(result["total"]) / by_time[stated["per"]]
    if not told or not got:
        return None
    digits = max(len(told.normalize().as_tuple().digits), _LEAST_DIGITS)
    unit = Decimal(1).scaleb(got.adjusted() - digits + 1)
    return abs(told - got) <= max(unit / 2, got * _MOST_OFF)


def _with_time(text: str, parts: Sequence[Quantity], per: str) -> str:
    """The sum's parts, each price without a time with that of the result."""
    for part in reversed(parts):
        if part.unit in CURRENCIES and not part.per:
            text = f"{text[: part.end]} a {per}{text[part.end :]}"
    return text
