"""A sum gone on with: new amounts over the earlier ones."""

import re
from collections.abc import Mapping
from dataclasses import replace
from decimal import Decimal
from typing import Any

from agent.offline.amounts import plain, sort
from agent.offline.arguments import arguments_for
from agent.offline.exchange import rate_pair
from agent.offline.reading import Reading
from agent.offline.request import Request
from agent.offline.revenue_arguments import revenue_arguments
from agent.offline.token_sums import price_to_convert, said_period
from agent.offline.unit_prices import continued_usage


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
    given = arguments_for("revenue", reading)[0]
    return bool(
        {"show", "show_per", "currency", "price_of", "paying_share", "subscribers_of"} & set(given)
    )


def continue_sum(request: Request, reading: Reading, last: Request) -> Request:
    given, _, notes = arguments_for("revenue", reading)
    if last.arguments.get("kind") == "tokens" and last.missing is None:
        return _continue_bill(request, reading, last, given)
    if last.arguments.get("kind") == "usage" and given["kind"] != "usage":
        roles = sort(reading.quantities, reading.text)
        given = {"kind": "usage", **continued_usage(reading.text, roles, last.arguments)}
        return _used_otherwise(request, last, given)
    if given["kind"] == "growth" and last.arguments.get("kind") == "subscriptions":
        given, _, notes = revenue_arguments(
            reading.text, reading.quantities, reading.entities, "subscriptions"
        )
    if last.missing == "price" and "price" not in given and (bare := given.get("subscribers")):
        given = {**given, "price": bare}
        given.pop("subscribers")
    merged = _merged_sum(last.arguments, given)
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


def _continue_bill(
    request: Request, reading: Reading, last: Request, given: Mapping[str, Any]
) -> Request:
    """A bill of tokens gone on with: another volume, another model, another period.

    A bare number is the volume of the only side there was; with two sides it is asked which.
    """
    old = {k: v for k, v in last.arguments.items() if v is not None}
    sides = [k for k in ("input_tokens", "output_tokens", "cached_tokens") if k in old]
    roles = sort(reading.quantities, reading.text)
    new: dict[str, Any] = {}
    missing = None
    if given.get("kind") == "tokens":
        new = {k: v for k, v in given.items() if k not in ("kind", "price_of", "apart")}
        if given.get("apart"):
            new = {k: v for k, v in new.items() if k not in sides}
        side = next((k for k in ("input_tokens", "output_tokens") if k in new), None)
        if side and len(roles.tokens) == 1 and side not in sides and not _names_side(reading.text):
            new[sides[0]] = new.pop(side)
    elif bare := [*roles.people, *roles.bare]:
        if len(sides) == 1:
            new = {sides[0]: plain(bare[0].value)}
        else:
            missing = "side"
    named = [e.canonical for e in reading.names("system", "model")]
    merged = {**old, **new}
    if named:
        merged = {k: v for k, v in merged.items() if not k.endswith("_price")}
        merged["price_of"] = named[0]
    days = next((q for q in roles.durations if str(q.unit).startswith("day")), None)
    if days is not None and old.get("per") == "day":
        merged["periods"] = int(days.value)
    elif (period := said_period(reading.text)) and period != old.get("per"):
        merged |= _billed_for(period, old)
    return replace(
        request,
        topic="revenue",
        arguments=merged,
        missing=missing,
        vendors=request.vendors or last.vendors,
        systems=request.systems or last.systems,
        elliptical=True,
        question=joined(last, request),
    )


def _names_side(text: str) -> bool:
    return re.search(r"input|output|prompt|cached|输入|输出|缓存", text, re.IGNORECASE) is not None


def _billed_for(period: str, old: Mapping[str, Any]) -> dict[str, Any]:
    """Daily volumes billed for a month or year; a batch becomes one of each period."""
    days = {"week": 7, "month": 30, "year": 365}
    if old.get("per") == "day" and period in days:
        return {"periods": days[period]}
    if old.get("per") == "month" and period == "year":
        return {"periods": 12}
    return {"per": period}


def _merged_sum(old: Mapping[str, Any], new: Mapping[str, Any]) -> dict[str, Any]:
    given = {k: v for k, v in new.items() if k != "kind"}
    merged = {**old, **given}
    if new.get("kind") in ("grid", "plans", "attach") or ("kind" not in old):
        merged["kind"] = new["kind"]
    if "price_of" in new:
        merged.pop("price", None)
    elif "price" in new:
        merged.pop("price_of", None)
        merged["price"] = _as_before(str(old.get("price", "")), str(new["price"]))
    solved = new.get("solve")
    if solved in ("subscribers", "price"):
        merged = {k: v for k, v in merged.items() if k not in (solved, f"{solved}_of")}
    if "subscribers" in new:
        merged.pop("subscribers_of", None)
        if str(old.get("subscribers", "")).endswith(" seats") and new["subscribers"].isdigit():
            merged["subscribers"] = f"{new['subscribers']} seats"
        if old.get("solve") == "subscribers":
            merged.pop("solve", None)
            merged.pop("target", None)
    if "price" in new and old.get("solve") == "price":
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


def sum_on_price(request: Request, reading: Reading, last: Request) -> Request | None:
    """Volumes, payers or a currency after a price was spoken of: a sum at that price."""
    about_article = last.topic == "article" and "price" in last.aspects
    if not (about_article or ("price" in last.aspects and last.systems)):
        return None
    roles = sort(reading.quantities, reading.text)
    given, missing, notes = arguments_for("revenue", reading)
    convert = given.get("rate") or given.get("currency")
    counts = roles.tokens or roles.people or any(q.value >= 1000 for q in roles.bare)
    if (
        roles.money
        or not (counts or convert)
        or (missing not in (None, "price", "prices", "subscribers"))
    ):
        return None
    if not counts:
        given = {**given, **price_to_convert(last.question)}
    elif roles.bare and not roles.people and not roles.tokens:
        given.setdefault("subscribers", given.pop("price", None))
    given.setdefault("price_of", "article" if about_article else last.systems[-1])
    return replace(
        request,
        topic="revenue",
        arguments={k: v for k, v in given.items() if v is not None},
        missing=None,
        vendors=request.vendors or last.vendors,
        systems=request.systems or last.systems,
        elliptical=True,
        question=joined(last, request),
        notes=tuple(notes),
    )


def sum_on_count(request: Request, reading: Reading, last: Request) -> Request | None:
    """A price after a number of users was spoken of: "what would they bring at $20 a month?"."""
    if "users" not in last.aspects or not last.systems:
        return None
    roles = sort(reading.quantities, reading.text)
    if not roles.money or roles.people or roles.tokens:
        return None
    given, missing, notes = arguments_for("revenue", reading)
    if missing not in (None, "subscribers") or "price" not in given:
        return None
    return replace(
        request,
        topic="revenue",
        arguments={**given, "count_of": last.systems[-1], "count_asked": last.question},
        missing=None,
        vendors=request.vendors or last.vendors,
        systems=request.systems or last.systems,
        elliptical=True,
        question=joined(last, request),
        notes=tuple(notes),
    )


def joined(last: Request, request: Request) -> str:
    """Both texts, the earlier first, as one text to search with."""
    first = last.question.split(" – ")[0]
    return f"{first.rstrip(' ?？。.')} – {request.question}"[:600]
