"""A sum to reach, named after a sum whose payers and price are known: "what would it take for $80bn?"."""

import re
from collections.abc import Mapping
from typing import Any

from agent.offline.reading import Reading
from agent.offline.sums.amounts import LEAST_TARGET, sort
from agent.offline.sums.subscription_sums import solve_asked
from agent.offline.sums.targets import LEAST_TOTAL, is_price
from agent.offline.vocabulary import phrase
from agent.quantities import find_quantities

_PRICED = {"price", "price_of"}
_COUNTED = {"subscribers", "subscribers_of"}


def target_of_both(
    given: Mapping[str, Any], reading: Reading, old: Mapping[str, Any]
) -> dict[str, Any]:
    """`target` and what is sought for it; empty where the turn names no sum to reach.

    No price is as large as what all pay, so a bare "and for $80bn?" is a sum to reach too. Where
    the turn does not say what may change, both ways are sought and the payers and price stay.
    """
    known = _PRICED & set(old) and _COUNTED & set(old)
    moved = ({"price_of", "growth", "churn"} | _COUNTED) & set(given)
    moved = moved or given.get("solve") == "months"
    if not known or moved or old.get("kind", "subscriptions") != "subscriptions":
        return {}
    target = given.get("target") or _too_large(given, reading, old)
    if target is None or ("target" in given and "price" in given):
        return {}
    target = re.sub(r"/year$", "", target)
    if phrase("revenue", "how_long").search(reading.text):
        grows = {"growth", "added"} & set(old)
        return {"target": f"{target}/year" if grows else target, "solve": "years"}
    sought = solve_asked(reading.text) or "either"
    per = str(old.get("price", "")).partition("/")[2]
    kept = {"solve_period": per} if sought == "price" and per else {}
    return {"target": target, "solve": sought, **kept}


def _too_large(given: Mapping[str, Any], reading: Reading, old: Mapping[str, Any]) -> str | None:
    """The price read of a turn, where no subscriber pays as much and no word makes it a price."""
    before = find_quantities(str(old.get("price", "")))
    least = max(LEAST_TARGET, before[0].value * 1000) if before else LEAST_TOTAL
    large = [m for m in sort(reading.quantities, reading.text).money if m.value >= least]
    if "price" not in given or len(large) != 1 or is_price(large[0], _rest(reading.text)):
        return None
    return str(given["price"])


def _rest(text: str) -> str:
    """The text with "for" blanked, which stands before a price as before a sum: "and for $80bn?"."""
    return re.sub(r"\bfor(?=\W)", "   ", text, flags=re.IGNORECASE)
