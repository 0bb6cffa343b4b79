"""Where growth starts: at what there is, also where the question names first what is to be reached."""

import re
from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any

from agent.quantities import Quantity

_IS = re.compile(
    r"\b(?:have|has|['’]ve(?: got)?|got|at|now|today|currently|hold|stand(?:ing)? at|count)\s+(?:about |roughly |some )?[$€£¥₹]?$",
    re.IGNORECASE,
)


def from_what_is(
    text: str, quantities: Sequence[Quantity], found: dict[str, Any]
) -> dict[str, Any]:
    """The sum with start and target in their order, where a gain was to lead from the larger to what is said to be there.

    >>> from agent.quantities import find_quantities
    >>> asked = "The goal is 900 boats. We have 600 and add 5% a month; when?"
    >>> swapped = {"kind": "growth", "start": "900", "rate": "5%", "target": "600", "solve": "periods"}
    >>> from_what_is(asked, find_quantities(asked), swapped)["start"]
    '600'
    """
    if found.get("kind") != "growth" or found.get("solve") != "periods" or "target" not in found:
        return found
    start, target = (_number(found, name) for name in ("start", "target"))
    if start is None or target is None or start <= target or str(found.get("rate")).startswith("-"):
        return found
    held = {q.value for q in quantities if _IS.search(text[: q.start])}
    if target in held and start not in held:
        return {**found, "start": found["target"], "target": found["start"]}
    return found


def _number(found: Mapping[str, Any], name: str) -> Decimal | None:
    said = re.match(r"\d+(?:\.\d+)?", str(found[name]))
    return Decimal(said[0]) if said else None
