"""The arguments of a revenue sum, read from the amounts of a question and the words beside them."""

from collections.abc import Callable, Sequence
from typing import Any

from agent.offline.entities import Entity
from agent.offline.sums.amounts import LEAST_PAYERS, Roles, money, named_price, plain, sort
from agent.offline.sums.attach_sums import read_attach
from agent.offline.sums.bundle_sums import read_bundle
from agent.offline.sums.business_sums import BUSINESS, business_kind, read_business
from agent.offline.sums.converted import price_converted
from agent.offline.sums.exchange import is_exchanged, read_exchange
from agent.offline.sums.from_now import from_what_is
from agent.offline.sums.grid_sums import read_grid
from agent.offline.sums.joiners import take_joiners
from agent.offline.sums.kinds import is_cut, kind_of
from agent.offline.sums.list_prices import list_price_sum
from agent.offline.sums.margin_sums import read_margin, read_share
from agent.offline.sums.mixes import mix_sum, paid_by_parts
from agent.offline.sums.named_prices import priced_by_name
from agent.offline.sums.nobody import paid_by_nobody
from agent.offline.sums.other_sums import (
    read_conversion,
    read_growth,
    read_plans,
)
from agent.offline.sums.own_bill import is_own_bill
from agent.offline.sums.own_machine import read_own_or_api
from agent.offline.sums.path_sums import read_path
from agent.offline.sums.planner import asks_beside, planned, unused
from agent.offline.sums.planner.term import Term
from agent.offline.sums.planner.terms import terms_in
from agent.offline.sums.prices_in_turn import prices_in_turn
from agent.offline.sums.ratio_sums import RATIOS, read_ratio
from agent.offline.sums.relations import related
from agent.offline.sums.rented_or_model import rented_or_model
from agent.offline.sums.same_revenue import same_revenue
from agent.offline.sums.scenario_sums import asks_scenario, scenario_arguments
from agent.offline.sums.share_tables import share_table
from agent.offline.sums.sought_attach import sought_attach
from agent.offline.sums.sought_rates import read_sought
from agent.offline.sums.subscription_sums import read_subscriptions
from agent.offline.sums.tagged.compose import TaggedSum, tagged_sum
from agent.offline.sums.tagged.preferred import is_preferred, is_sure, lacks_payers, places_all
from agent.offline.sums.taken_shares import taken_shares, takers_without_share
from agent.offline.sums.tiered_sums import tiered_sum
from agent.offline.sums.token_sums import read_tokens
from agent.offline.sums.told_by_role import told_by_role
from agent.offline.sums.told_rest import rest_that_differs
from agent.offline.sums.unit_prices import read_usage
from agent.offline.sums.unknown_money import UnknownPrice, unknown_price
from agent.offline.sums.unused import is_shown, unplaced, unused_shares
from agent.offline.sums.what_ifs import cases_in, read_cases
from agent.offline.sums.wording import read_wording
from agent.offline.vocabulary import phrase
from agent.quantities import Quantity, find_quantities


def revenue_arguments(
    text: str,
    quantities: Sequence[Quantity],
    entities: Sequence[Entity],
    kind: str | None = None,
) -> tuple[dict[str, Any], str | None, list[str]]:
    """Arguments by kind of sum, the value that is missing, and notes.

    `kind` is given where an earlier question settled it.
    """
    if kind is not None:
        return _by_kind(text, quantities, entities, kind)
    tagged = tagged_sum(text, quantities, entities)
    if tagged is not None and is_sure(text, tagged) and not asks_scenario(text):
        return _of_tagged(text, quantities, tagged), None, []
    if own := _in_own_form(text, quantities, entities):
        return own, None, []
    if own := told_by_role(text, quantities):
        return _literal(own, text, quantities, entities)
    found, missing, notes = _by_rules(text, quantities, entities)
    found = from_what_is(text, quantities, found)
    if tagged is not None and is_preferred(text, tagged, found, missing):
        return _of_tagged(text, quantities, tagged), None, []
    if tagged is not None and missing == "place" and places_all(tagged, found):
        return {name: value for name, value in found.items() if name != "unplaced"}, None, []
    return found, missing, notes


def _of_tagged(text: str, quantities: Sequence[Quantity], tagged: TaggedSum) -> dict[str, Any]:
    """Its arguments, with those who take a share of it that is not told."""
    found = from_what_is(text, quantities, tagged.arguments)
    takers = takers_without_share(text) if found["kind"] in _SHARED_WITH else None
    return found | ({"gross_of": takers} if takers else {})


_SHARED_WITH = ("subscriptions", "plans", "growth", "attach")
"""Kinds of what comes in, of which somebody else may take a share."""


def _literal(
    found: dict[str, Any], text: str, quantities: Sequence[Quantity], entities: Sequence[Entity]
) -> tuple[dict[str, Any], str | None, list[str]]:
    """Bare numbers by the roles that are named, with the doubt about the currency."""
    read_wording("subscriptions", text, sort(quantities, text), entities, found)
    said = "未说明货币，按人民币计" if "CNY" in found["price"] else "the price has no currency"
    return found, None, [said]


def _by_rules(
    text: str, quantities: Sequence[Quantity], entities: Sequence[Entity]
) -> tuple[dict[str, Any], str | None, list[str]]:
    """As the words and amounts tell it, kind by kind."""
    found, missing, notes = _by_kind(text, quantities, entities)
    if found["kind"] in ("convert", "subscriptions") and not entities:
        unpaid = lacks_payers(text, quantities)
        if unpaid and found["kind"] == "convert":
            found, missing, notes = _by_kind(text, quantities, entities, "subscriptions")
        if unpaid and missing == "subscribers":
            return found, missing, notes  # what one pays is not asked
    if found.get("ask_groups") and (plans := priced_by_name(text, quantities)):
        return {"kind": "plans", "plans": plans, "show_per": found.get("show_per", [])}, None, notes
    if missing == "churn":
        return found, missing, notes  # without it no other reading of the sum is right
    parted = found["kind"] == "plans" and missing is None
    parts = None if parted else paid_by_parts(text, quantities)
    better = parts or paid_by_nobody(found) or _by_roles(text, quantities, found, missing)
    if better := better or _planned(text, quantities, found, missing):
        return better, None, []
    if missing is None and found["kind"] != "cut":
        notes += unused_shares(text, quantities, found)
    if missing is None and (left := unplaced(text, quantities, found)):
        return found | {"unplaced": left}, "place", notes
    return found, missing, notes


def _in_own_form(
    text: str, quantities: Sequence[Quantity], entities: Sequence[Entity]
) -> dict[str, Any] | None:
    """A sum of a form that its words and amounts show together, whatever else they name."""
    if asks_scenario(text):
        return scenario_arguments(text, quantities)
    if own := list_price_sum(text, quantities, entities) or tiered_sum(text, quantities):
        return own
    if own := rented_or_model(text, quantities, entities):
        return own
    if not entities and lacks_payers(text, quantities):
        return None
    if not entities and (asked := price_converted(text, quantities)):
        return asked
    if unknown := unknown_price(text, quantities):
        return _in_unknown_money(unknown, text, quantities)
    own = (
        rest_that_differs(text, quantities)
        or mix_sum(text, quantities)
        or share_table(text, quantities)
    )
    if own := own or same_revenue(text, quantities) or sought_attach(text, quantities):
        return own
    return prices_in_turn(text, quantities) or _in_cases(text, entities)


def _by_roles(
    text: str, quantities: Sequence[Quantity], found: dict[str, Any], missing: str | None
) -> dict[str, Any] | None:
    """A sum by the roles of its amounts, where no kind named by words of its own takes them all."""
    if _is_settled(text, quantities, found, missing):
        return None
    better = related(text, quantities)
    if better is None or len(better.get("answers", ())) > 1:
        return better
    named = found["kind"] == "growth" and any(phrase("revenue", w).search(text) for w in ("growth", "churn"))  # fmt: skip
    return None if named and not missing and not unused(text, quantities, found) else better


def _in_cases(text: str, entities: Sequence[Entity]) -> dict[str, Any] | None:
    """A sum of subscriptions with the changes that are tried on it, each a sum of its own."""
    apart = cases_in(text)
    if apart is None:
        return None
    base, said = apart
    found, missing, _ = _by_kind(base, find_quantities(base), entities)
    plain_sum = found["kind"] == "subscriptions" and missing is None and "solve" not in found
    cases = read_cases(said, found) if plain_sum and "price" in found else None
    if not cases:
        return None
    found["cases"] = [{**case.moves, "case": case.said, "compare": True} for case in cases]
    return found


def _by_kind(
    text: str,
    quantities: Sequence[Quantity],
    entities: Sequence[Entity],
    kind: str | None = None,
) -> tuple[dict[str, Any], str | None, list[str]]:
    """As one of the kinds of sums that have a rule of their own."""
    takers = takers_without_share(text)
    taken, rest, text = taken_shares(text, quantities)
    roles = sort(rest, text)
    found: dict[str, Any] = {}
    notes: list[str] = []
    kind = kind or ("convert" if is_exchanged(text, roles) else None)
    if joined := take_joiners(text, roles):
        found["added"] = joined
    if business_kind(text, roles) != "spending":  # "$1.69 per dollar of sales" is no rate
        read_exchange(text, roles, found)
    if taken and kind is None and is_cut(text, roles):
        amount = money(roles.money[0], text, period=False)
        return {"kind": "cut", "revenue": amount, "cuts": taken}, None, notes
    if joined and kind is None and (roles.people or roles.bare):
        priced = roles.money or named_price(text, entities)
        kind = "subscriptions" if priced else "growth"
    kind = found["kind"] = kind or kind_of(text, roles, entities)
    if taken:
        found["less"] = taken
    elif takers and kind in _SHARED_WITH:
        found["gross_of"] = takers
    missing = _read(kind, text, roles, entities, found, notes)
    read_wording(kind, text, roles, entities, found)
    return found, missing, notes


_GENERAL = (
    "subscriptions plans tokens usage growth attach margin cut payback break_even share".split()
)
"""Kinds that questions of many forms are read as; the others are named by words of their own, and whole."""
_SOUGHT = ("compare", "solve", "against", "price_to")
"""Arguments that a general kind has where its own words ask for more than a product."""
_KEPT = ("scenario", "sought", "grid", "convert")
"""Kinds whose arguments hold their amounts in a form of their own."""


def _is_settled(
    text: str, quantities: Sequence[Quantity], found: dict[str, Any], missing: str | None
) -> bool:
    """Whether a kind named by words of its own holds all amounts and finds all that is asked."""
    if _is_held(found):
        return True
    own = not {"price_to", "months", "show_month"} <= set(found) and (
        found["kind"] not in (*_GENERAL, "difference")
        or found["kind"] in ("margin", "attach")
        or any(k in found for k in _SOUGHT)
    )
    whole = missing is None and terms_in(text, quantities) is not None
    whole = whole and not unused(text, quantities, found)
    whole = (
        whole and found.get("solve") not in found
    )  # what is sought is given too: it is another amount
    return own and whole and not asks_beside(text, quantities, found)


def _is_held(found: dict[str, Any]) -> bool:
    """Whether amounts stand in a form that neither equations nor a worksheet reads, or are yet to be looked up."""
    return (
        found["kind"] in _KEPT
        or any(k in found for k in ("changes", "price_of", "count_of", "offers"))
        or "=" in str(found.get("rate"))
    )


def _planned(
    text: str,
    quantities: Sequence[Quantity],
    found: dict[str, Any],
    missing: str | None,
) -> dict[str, Any] | None:
    """A worksheet, where the kind's own rule leaves an amount out or lacks a value."""
    if _is_held(found) or (missing is None and found["kind"] not in _GENERAL):
        return None
    unclear = found["kind"] == "break_even" and "/" not in str(found.get("fixed"))
    unclear |= found["kind"] == "break_even" and "/" not in str(found.get("unit_cost", "/"))
    unclear |= found["kind"] == "tokens" and ("output_tokens" in found) != ("output_price" in found)
    left = [t for t in unused(text, quantities, found) if not is_shown(t, found)]
    left = [t for t in left if not _tells_free_months(t, found)]
    whole = missing is None and not unclear and not left
    if whole and not asks_beside(text, quantities, found):
        return None
    return planned(text, quantities)


def _tells_free_months(term: Term, found: dict[str, Any]) -> bool:
    """Whether a length only says which part of a year is free, which a plan holds as its discount."""
    plans = found["plans"] if found["kind"] == "plans" else []
    cut = any("/" in p.get("discount", "") for p in plans) and all("/" in p["price"] for p in plans)
    return cut and (term.role == "free" or set(term.unit) == {"month"})


def _in_unknown_money(
    unknown: UnknownPrice, text: str, quantities: Sequence[Quantity]
) -> dict[str, Any]:
    """The payers and the price as it stands, which the engine refuses by its money's name."""
    roles = sort([q for q in quantities if q is not unknown.quantity], text)
    payers = [*roles.people, *(q for q in roles.bare if q.value >= LEAST_PAYERS)]
    counted = {"subscribers": plain(payers[0].value)} if payers else {}
    return {"kind": "subscriptions", **counted, "price": unknown.written}


def _read(
    kind: str,
    text: str,
    roles: Roles,
    entities: Sequence[Entity],
    found: dict[str, Any],
    notes: list[str],
) -> str | None:
    """Fills `found` for the kind of sum; returns the name of what is missing."""
    if kind == "subscriptions" and is_own_bill(text, roles):
        found["subscribers"] = "1 seats"
    if kind in BUSINESS:
        return read_business(kind, text, roles, found)
    if kind in ("growth_path", "race", "effect"):
        return read_path(kind, text, roles, found)
    if kind in RATIOS:
        return read_ratio(kind, text, roles, found)
    readers: dict[str, Callable[[], str | None]] = {
        "tokens": lambda: read_tokens(text, roles, entities, found),
        "grid": lambda: read_grid(text, roles, found),
        "plans": lambda: read_plans(text, roles, entities, found),
        "margin": lambda: read_margin(text, roles, found),
        "growth": lambda: read_growth(text, roles, found),
        "bundle": lambda: read_bundle(text, roles, found),
        "attach": lambda: read_attach(text, roles, found, notes),
        "convert": lambda: read_conversion(text, roles, entities, found, notes),
        "share": lambda: read_share(text, roles, found),
        "usage": lambda: read_usage(text, roles, found),
        "own_or_api": lambda: read_own_or_api(text, roles, found),
        "sought": lambda: read_sought(text, roles, found),
        "subscriptions": lambda: read_subscriptions(text, roles, entities, found, notes),
    }
    return readers[kind]()
