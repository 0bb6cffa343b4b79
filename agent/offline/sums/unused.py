"""Shares that a question gives and its sum does not use: said, so that nobody takes the figure for
more than it is."""

import re
from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any

from agent.offline.sums.planner import unused
from agent.offline.sums.planner.term import Term
from agent.offline.sums.rates import not_part
from agent.offline.sums.relations.factors import factors_once
from agent.offline.sums.spoken_shares import is_part_of_price
from agent.offline.sums.sum_periods import AS_PERIOD
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


def unplaced(text: str, quantities: Sequence[Quantity], found: Mapping[str, Any]) -> list[str]:
    """The amounts that would change the result and that no argument holds, as they stand in the text."""
    if found.get("kind") not in _GENERAL or any(name in found for name in _OF_ITS_OWN):
        return []
    if {"growth", "solve"} <= set(found):
        return []  # the time that the growth takes is sought
    if _is_no_price(found):
        return [str(found["price"])]
    left = [t for t in unused(text, quantities, found) if not _says_itself(t, text, found)]
    return [t.text.strip() for t in left] + _unheld_factors(text, found)


_GENERAL = "subscriptions plans tokens usage growth attach margin share difference".split()
"""Kinds that questions of many forms are read as."""


def _is_no_price(found: Mapping[str, Any]) -> bool:
    """Whether what thousands would each pay is a company's revenue: its role was not seen."""
    price = re.match(r"[\d.]+", str(found.get("price", "")))
    people = re.match(r"\d+", str(found.get("subscribers", "")))
    known = found.get("kind") == "subscriptions" and "USD" in str(found.get("price"))
    if not (known and price and people):
        return False
    return float(price[0]) >= _NO_PRICE and float(people[0]) >= _MANY


_NO_PRICE, _MANY = 10_000_000, 100


def _unheld_factors(text: str, found: Mapping[str, Any]) -> list[str]:
    """What is multiplied once, of which these kinds know nothing: "the price doubles"."""
    if found.get("kind") not in ("subscriptions", "plans", "attach") or "solve" in found:
        return []
    return [text[f.start : f.end] for f in factors_once(text)]


_OF_ITS_OWN = (
    "ask_groups changes cached_price price_of price_of_list offers cases added in_units".split()
)
"""Arguments beside which the engine asks by itself, or that hold amounts in a form of their own."""
_WHOLES = {("month", 12), ("week", 52), ("day", 365), ("day", 30), ("hour", 24), ("token", 1_000_000)}  # fmt: skip
"""What a length or a number of tokens says of its unit: "counting 52 weeks", "a million tokens"."""


def _says_itself(term: Term, text: str, found: Mapping[str, Any]) -> bool:
    """Whether the amount is there for the reader, or its figure is worked into another's."""
    if term.role in ("rise", "growth") and "growth" in found:
        return True  # in a single year it changes nothing, which the answer says
    if "price_to" in found and term.role == "amount" and "person" not in term.unit:
        return True  # by how much a price moves
    if found["kind"] == "plans":
        counted = [Decimal(p["subscribers"]) for p in found["plans"] if "subscribers" in p]
        is_base = set(term.unit) == {"person"} and term.value >= sum(counted, Decimal(0))
        freed = any("discount" in p for p in found["plans"])
        if is_base or (freed and (term.role == "free" or set(term.unit) == {"month"})):
            return True
    if is_part_of_price(text, term.start, term.end):
        return True
    if is_shown(term, found):
        return True
    return len(term.unit) == 1 and (next(iter(term.unit)), term.value) in _WHOLES


def is_shown(term: Term, found: Mapping[str, Any]) -> bool:
    """Whether the length is one of the periods that the result is told for."""
    period = AS_PERIOD.get(f"{term.value:f}") if set(term.unit) == {"month"} else None
    return period in found.get("show_per", ())


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
