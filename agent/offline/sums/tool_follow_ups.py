"""A sum gone on with: new amounts over the earlier ones."""

import re
from collections.abc import Mapping
from dataclasses import replace
from decimal import Decimal
from typing import Any

from agent.offline.arguments import arguments_for
from agent.offline.chosen import price_chosen
from agent.offline.reading import Reading
from agent.offline.request import Request
from agent.offline.reworded import joined
from agent.offline.sums.amounts import LEAST_TARGET, Roles, plain, sort
from agent.offline.sums.bill_follow_ups import adds_to_bill, continue_bill
from agent.offline.sums.changed_amount import bare_change, changed_plan, last_changed
from agent.offline.sums.exchange import rate_pair
from agent.offline.sums.list_prices import billing_said
from agent.offline.sums.other_sums import read_periods
from agent.offline.sums.reached import target_of_both
from agent.offline.sums.revenue_arguments import revenue_arguments
from agent.offline.sums.turned_sums import as_subscriptions, given_price, of_a_base
from agent.offline.sums.unit_prices import continued_usage
from agent.offline.sums.year_spans import of_one_length, years_changed
from agent.offline.vocabulary import phrase
from agent.quantities import find_quantities

_SHORT = 12
"""Words of a question that can be a mere change of the sum before."""
_BARE = ("subscribers", "price", "growth", "churn", "paying_share", "loss_once", "start")
"""Under which a number without words beside it may have been read."""
_WHOSE_PRICE = {"price_told", "price_of_any", "price_said", "price_without_period", "choice"}
_WHOSE_COUNT = ("subscribers_of", "count_of", "count_asked")


def gives_sum(reading: Reading, request: Request, last: Request | None = None) -> bool:
    """Whether there is an amount to calculate with; hours, images and GB only after a sum of use."""
    roles = sort(reading.quantities, reading.text)
    if (
        roles.people
        or roles.money
        or roles.percents
        or roles.bare
        or roles.tokens
        or roles.durations
        or (roles.sizes and last is not None and last.arguments.get("kind") == "usage")
    ):
        return True
    if last and last.arguments.get("kind") == "tokens" and adds_to_bill(reading.text, roles):
        return True
    if phrase("revenue", "without").search(reading.text):
        return True
    if last and years_changed(reading.text, roles, last.arguments):
        return True
    if last and "price_of" in last.arguments and billing_said(reading.text):
        return True
    if last and "price_of" in last.arguments and price_chosen(reading.text, last.systems):
        return True
    given = arguments_for("revenue", reading)[0]
    return bool(
        {"show", "show_per", "currency", "price_of", "paying_share", "loss_once", "subscribers_of"}
        & set(given)
    )


def adds_to_sum(request: Request, reading: Reading, last: Request) -> bool:
    """Whether amounts alone, about nobody, follow a sum or a price: "churn of 3% a month", "100M tokens?"."""
    if request.topic not in ("fact", "change") or request.systems or request.vendors:
        return False
    if last.topic in ("fact", "change") and last.systems and "price" in last.aspects:
        return bool(sort(reading.quantities, reading.text).tokens)
    if last.topic != "revenue" or request.aspects:
        return False
    return len(request.question.split()) <= _SHORT and gives_sum(reading, request, last)


def names_model(last: Request, reading: Reading, *, opens: bool) -> bool:
    """Whether a bill of tokens is asked of another model: "and Claude Opus 4.8?"."""
    short = len(reading.text.split()) <= 6 and opens
    return bool(
        short and last.arguments.get("kind") == "tokens" and reading.names("system", "model")
    )


def continue_sum(request: Request, reading: Reading, last: Request) -> Request:
    given, _, notes = arguments_for("revenue", reading)
    if last.arguments.get("kind") == "tokens" and last.missing in (None, "prices"):
        return continue_bill(request, reading, last, given)
    if last.arguments.get("kind") == "usage" and given["kind"] != "usage":
        roles = sort(reading.quantities, reading.text)
        given = {"kind": "usage", **continued_usage(reading.text, roles, last.arguments)}
        return _used_otherwise(request, last, given)
    if given["kind"] == "growth" and last.arguments.get("kind") == "subscriptions":
        given, _, notes = revenue_arguments(
            reading.text, reading.quantities, reading.entities, "subscriptions"
        )
    if priced := as_subscriptions(last, reading.text, sort(reading.quantities, reading.text)):
        last = priced
        given = given_price(reading.text, reading.quantities, reading.entities)
    elif turned := of_a_base(given, last):
        last, given = turned
    given = _as_changes(given, reading, last)
    given |= years_changed(reading.text, sort(reading.quantities, reading.text), last.arguments)
    if gone := phrase("revenue", "without").search(reading.text):
        last = replace(last, arguments=_without(gone[0], last.arguments))
    merged = _merged_sum(last.arguments, given)
    if changed := last_changed(given):
        merged["changed"] = changed
    if merged.get("churned") and not str(merged.get("rate", "-")).startswith("-"):
        merged["rate"] = f"-{merged['rate']}"  # of those who leave a new rate is one of leaving too
    if "=" in str(given.get("rate")) and "price" in merged:
        merged |= _rate_of_price(str(merged["price"]), given)
    missing = last.missing if last.missing and not _is_given(last.missing, merged) else None
    return replace(
        request,
        topic="revenue",
        arguments=merged,
        missing=missing,
        vendors=request.vendors or last.vendors,
        systems=request.systems or last.systems,
        output=request.output,
        elliptical=True,
        question=joined(last, request),
        notes=tuple(n for n in notes if "period" not in n or "/" not in str(merged.get("price"))),
    )


def _as_changes(given: dict[str, Any], reading: Reading, last: Request) -> dict[str, Any]:
    """What a turn gives, under the names that the earlier sum has for it."""
    old, roles = last.arguments, sort(reading.quantities, reading.text)
    if last.missing == "price" and "price" not in given and (bare := given.get("subscribers")):
        given = {**{k: v for k, v in given.items() if k != "subscribers"}, "price": bare}
    if "price_of" in old:
        given = {**given, **price_chosen(reading.text, last.systems)}
        if len(ways := billing_said(reading.text)) == 1:
            given["billing"] = ways[0]
    if old.get("kind") == "growth" and (moved := _of_growth(roles, given, reading.text, old)):
        given = moved
    if old.get("solve") and (target := _other_target(given, last)):
        return {"kind": given["kind"], "target": target}
    if sought := target_of_both(given, reading, old):
        return {"kind": given["kind"], **sought}
    if plans := _other_plan(reading.text, given, old):
        return {"kind": "plans", "plans": plans}
    if plans := changed_plan(reading.text, roles, old):
        return {"kind": "plans", "plans": plans}
    if changed := _bare_change(reading, last, given):
        given = {**{k: v for k, v in given.items() if k not in _BARE}, **changed}
    return _of_grid(given) if old.get("kind") == "grid" and given["kind"] != "grid" else given


def _other_plan(
    text: str, given: Mapping[str, Any], old: Mapping[str, Any]
) -> list[dict[str, str]]:
    """The plans where a share of those who pay go to another price: "one in ten moves to a $30 plan"."""
    share, price, before = given.get("paying_share"), given.get("price"), str(old.get("price", ""))
    moves = phrase("revenue", "changes_plan").search(text)
    if not (share and price and moves) or "/" not in before or "plans" in old:
        return []
    chinese = re.search(r"[\u4e00-\u9fff]", text)
    moved, rest = ("升级者", "其余") if chinese else ("who move", "the rest")
    return [
        {"name": moved, "share": str(share), "price": _as_before(before, str(price))},
        {"name": rest, "price": before},
    ]


def _of_growth(
    roles: Roles, given: Mapping[str, Any], text: str, old: Mapping[str, Any]
) -> dict[str, Any]:
    """Of a growth gone on with: a percentage alone is the rate, a length of time how often it
    applies, a rate of exchange no growth."""
    kept = {
        k: v
        for k, v in given.items()
        if k in ("kind", "currency", "wanted_currency", "periods", "target")
    }
    if "=" in str(given.get("rate")):
        return {**kept, "exchange": given["rate"]}
    length: dict[str, Any] = {"per": old.get("per", "year")}
    if roles.durations:
        read_periods(text, roles, length, is_money=False)
        kept |= {"periods": length["periods"]} if "periods" in length else {}
    alone = len(roles.percents) == 1 and not (roles.money or roles.people or roles.bare)
    if not alone and roles.durations:
        return kept
    return {**kept, "rate": f"{plain(roles.percents[0].value)}%"} if alone else {}


def _without(said: str, old: Mapping[str, Any]) -> dict[str, Any]:
    """The earlier sum without what is taken out of it: "with no churn"."""
    moves = {"churn": ("churn", "loss_once"), "growth": ("growth", "growth_once", "added"), "discount": ("price_change_once",)}  # fmt: skip
    gone = {key for cue, keys in moves.items() if phrase("revenue", cue).search(said) for key in keys}  # fmt: skip
    return {k: v for k, v in old.items() if k not in gone}


def _of_grid(given: Mapping[str, Any]) -> dict[str, Any]:
    """One number or price in the place of a table's list."""
    lists = {"subscribers": [given["subscribers"]]} if "subscribers" in given else {}
    lists |= {"prices": [given["price"]]} if "price" in given else {}
    return {**{k: v for k, v in given.items() if k not in ("subscribers", "price")}, **lists}


def _other_target(given: Mapping[str, Any], last: Request) -> str | None:
    """A new sum to reach: "and for $4.8bn?"; no price is as large."""
    said = given.get("target") or given.get("price") or ""
    held = find_quantities(str(said))
    old = str(last.arguments.get("target") or "")
    if not held or not old or held[0].value < LEAST_TARGET:
        return None
    return _as_before(old, str(said))


def _bare_change(reading: Reading, last: Request, given: Mapping[str, Any]) -> Mapping[str, str]:
    """A number without a unit as what it replaces; nothing where the kind of sum reads it itself."""
    if last.missing or given["kind"] not in ("subscriptions", "growth"):
        return {}
    return bare_change(reading.text, sort(reading.quantities, reading.text), last.arguments)


def _used_otherwise(request: Request, last: Request, given: Mapping[str, Any]) -> Request:
    """A use gone on with; a new length takes the place of the bill's period, and the other way."""
    old = dict(last.arguments)
    if {"span", "bill"} & set(given):
        old = {k: v for k, v in old.items() if k not in ("span", "bill")}
    return replace(
        request,
        topic="revenue",
        arguments={**old, **given},
        missing=None,
        elliptical=True,
        question=joined(last, request),
    )


def _merged_sum(old: Mapping[str, Any], new: Mapping[str, Any]) -> dict[str, Any]:
    given = {k: v for k, v in new.items() if k != "kind"}
    merged = of_one_length({**old, **given}, new)
    if new.get("kind") in ("grid", "plans", "attach") or ("kind" not in old):
        merged["kind"] = new["kind"]
    if "price_of" in new:
        merged.pop("price", None)
        for name in _WHOSE_PRICE - set(new):
            merged.pop(name, None)
    elif "price" in new:
        merged.pop("price_of", None)
        merged.pop("price_without_period", None)
        merged["price"] = _as_before(str(old.get("price", "")), str(new["price"]))
    solved = new.get("solve")
    if solved in ("subscribers", "price"):
        merged = {k: v for k, v in merged.items() if k not in (solved, f"{solved}_of")}
    if "subscribers" in new:
        merged = {k: v for k, v in merged.items() if k not in _WHOSE_COUNT}
        if str(old.get("subscribers", "")).endswith(" seats") and new["subscribers"].isdigit():
            merged["subscribers"] = f"{new['subscribers']} seats"
    if (
        old.get("solve") in ("subscribers", "price") and old["solve"] in new
    ):  # what was sought is given
        merged.pop("solve", None)
        merged.pop("target", None)
    if "show_per" in new and "show" not in new and "years" not in new:
        merged.pop("show", None)
    return merged


def _rate_of_price(price: str, given: Mapping[str, Any]) -> dict[str, Any]:
    """The rate read for the currency of the earlier price: "in dollars at 1.27" after pounds."""
    own = price.split(" ")[1].split("/")[0] if " " in price else None
    value = str(given["rate"]).split("=")[1]
    wanted = given.get("wanted_currency")
    counted, base = rate_pair({own, wanted}, own, Decimal(value))
    return {"rate": f"{counted}={value}", "currency": base}


def _as_before(old: str, new: str) -> str:
    """Keeps the month of "$12 a month" in "I meant 13 dollars"; in "and at 30?" the currency."""
    if " " not in new and " " in old:
        new = f"{new} {old.split(' ')[1].split('/')[0]}"
    return f"{new}/{old.split('/')[1]}" if "/" in old and "/" not in new else new


def _is_given(name: str, arguments: Mapping[str, Any]) -> bool:
    return (
        name in arguments
        or f"{name}_of" in arguments
        or (name == "prices" and "input_price" in arguments)
    )
