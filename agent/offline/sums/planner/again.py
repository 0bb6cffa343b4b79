"""A turn after a sum as a worksheet, where no rule of the earlier kind takes all that it says."""

import re
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from agent.offline.reading import Reading
from agent.offline.request import Request
from agent.offline.reworded import joined
from agent.offline.sums.amounts import is_money
from agent.offline.sums.part_follow_ups import is_part_priced
from agent.offline.sums.planner.follow_ups import continued, turn_terms
from agent.offline.sums.planner.plan import unused_of
from agent.offline.sums.planner.search import money_in
from agent.offline.sums.planner.sought import sought_in
from agent.offline.sums.planner.term import Term
from agent.offline.sums.planner.units import PERIODS
from agent.offline.sums.rates import not_part
from agent.offline.sums.relations import related_again
from agent.offline.sums.taken_arguments import sum_taken
from agent.quantities import find_quantities

_ADDED = re.compile(r"plus\s[$€£¥￥\d]", re.IGNORECASE)
"""A word that adds an amount and is no plan's name."""
_OWN_FORM = ("scenario", "grid", "figures", "difference", "share", "convert", "token_prices")
_GENERAL = ("subscriptions", "plans", "tokens", "usage", "attach", "growth")
_ON_ANY = {"less", "cuts", "against", "gross_of"}
"""Arguments that every kind takes, a worksheet too."""


def worksheet_again(
    request: Request, carried: Request, reading: Reading, last: Request
) -> Request | None:
    """The request as the earlier sum changed by the turn; None where the rules took all of it."""
    named = [
        e
        for e in reading.names("vendor", "system", "model", "document", "gpu")
        if not _ADDED.match(reading.text, e.start)
    ]
    looked_up = {"told", "price_of", "count_of"} & set(last.arguments)
    if (
        last.topic != "revenue"
        or last.missing
        or named
        or looked_up
        or last.arguments.get("kind") in _OWN_FORM
    ):
        return None
    terms = turn_terms(reading.text, (), money_of(last.question))
    if is_part_priced(carried.arguments, last.arguments):
        return None
    unused = terms
    if terms is not None and carried.topic == "revenue":
        unused = unused_of(terms, sum_taken(carried))
    open_yet = unused is None or unused or _goes_on(carried, last)
    if open_yet and (again := related_again(last.question, reading.text)):
        return _with(request, last, again)
    if terms is None or unused is None:
        return None
    if any(note in not_part(reading.text, [t.text for t in terms]) for note in carried.notes):
        unused = terms  # the rule itself says that it was not clear
    unused = [t for t in unused if not _scaled_by(t, carried.arguments, last.arguments)]
    if _is_taken(carried, last, reading) and all(t.role == "factor" for t in unused):
        return None
    arguments = continued(last.question, reading.text)
    if arguments is None and unused and carried.topic == "revenue" and carried.elliptical:
        return replace(
            carried, notes=(*carried.notes, *not_part(reading.text, [t.text for t in unused]))
        )
    if arguments is None:
        return None
    return _with(request, last, arguments)


def _goes_on(carried: Request, last: Request) -> bool:
    """Whether a turn is one about the last sum, which is no plain product that has rules of its own for that."""
    alone = carried.topic == "revenue" and not carried.elliptical and not carried.missing
    general = last.arguments.get("kind") in _GENERAL and carried.topic == "revenue"
    return not alone and not (general and not carried.missing)


def _with(request: Request, last: Request, arguments: dict[str, Any]) -> Request:
    """The request as a sum that goes on from the last one."""
    return replace(
        request,
        topic="revenue",
        arguments=arguments,
        missing=None,
        systems=(),
        vendors=(),
        time=None,
        elliptical=True,
        question=joined(last, request),
        notes=(),
    )


def money_of(text: str) -> str | None:
    """The currency of a question's first amount of money."""
    return next((str(q.unit) for q in find_quantities(text) if is_money(q)), None)


def _has_base(reading: Reading) -> bool:
    """Whether a turn holds what a sum of its own is made of: something counted, or an amount of all together."""
    terms = turn_terms(reading.text) or []
    return len(terms) > 1 and any(
        t.role == "amount"
        and (money_in(t.unit) is None or t.is_fixed)
        and not set(t.unit) <= set(PERIODS)
        for t in terms
    )


def _scaled_by(term: Term, new: Mapping[str, Any], old: Mapping[str, Any]) -> bool:
    """Whether an argument became what the share makes of it: half of the input."""
    share = float(term.value)
    if term.role == "amount":
        return False
    pairs = (
        (find_quantities(str(new[k])), find_quantities(str(v)))
        for k, v in old.items()
        if k in new and new[k] != v
    )
    ratios = [
        float(a[0].value / b[0].value) for a, b in pairs if len(a) == len(b) == 1 and b[0].value
    ]
    return any(abs(r - f) < 1e-9 for r in ratios for f in (share, 1 - share, 1 + share))


def _is_taken(carried: Request, last: Request, reading: Reading) -> bool:
    """Whether the turn was understood as a sum: whole by itself, or a change of the one before."""
    if carried.topic != "revenue" or carried.missing:
        return False
    if not carried.elliptical:
        return _has_base(reading) or bool(
            {"currency", "to_period", "wanted_currency"} & set(carried.arguments)
        )
    changed = {k for k, v in carried.arguments.items() if last.arguments.get(k) != v}
    if carried.arguments.get("kind") == "chain":
        return bool(changed) and changed <= _ON_ANY
    asks = sought_in(reading.text, [])
    beside = any(s.per or s.kind in ("share", "margin") for s in asks)
    return bool(changed) and (not beside or "share_of" in changed)
