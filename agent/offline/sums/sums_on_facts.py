"""A sum on what the library just told: volumes at a price, a price times a number of users."""

import re
from dataclasses import replace
from typing import Any

from agent.offline.arguments import arguments_for
from agent.offline.chosen import price_chosen
from agent.offline.reading import Reading
from agent.offline.request import Request
from agent.offline.reworded import joined
from agent.offline.sums.amounts import LEAST_PAYERS, plain, sort
from agent.offline.sums.exchange import read_exchange
from agent.offline.sums.list_prices import billing_said
from agent.offline.sums.token_sums import price_to_convert
from agent.quantities import Quantity


def sum_on_price(request: Request, reading: Reading, last: Request) -> Request | None:
    """Volumes, payers or a currency after a price was spoken of: a sum at that price."""
    about_article = last.topic == "article" and "price" in last.aspects
    if not (about_article or ("price" in last.aspects and last.systems)):
        return None
    roles = sort(reading.quantities, reading.text)
    read_exchange(reading.text, roles, {})  # a rate is no price
    given, missing, notes = arguments_for("revenue", reading)
    convert = given.get("rate") or given.get("currency")
    counted = any(q.value >= LEAST_PAYERS or _is_of_them(q, reading.text) for q in roles.bare)
    counts = roles.tokens or roles.people or counted
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
        if any(q.value < LEAST_PAYERS for q in roles.bare):
            given["subscribers"] = f"{plain(roles.bare[0].value)} seats"
    given |= price_chosen(reading.text, last.systems)
    given |= _as_named(reading.text, last)
    if "price_of" not in given and last.topic == "fact" and len(last.systems) == 1:
        given["price_told"] = last.to_dict()
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


def _is_of_them(q: Quantity, text: str) -> bool:
    """Whether a number counts what was just priced: "25 of them"."""
    return (
        re.match(r"\s*(?:of (?:them|those|these)\b|个(?!月)|份|套)", text[q.end :], re.I)
        is not None
    )


def _as_named(text: str, last: Request) -> dict[str, Any]:
    """The words and the time in which the price was asked for, and by what it is now paid."""
    ways, at = billing_said(text), [*dict.fromkeys(last.dates)]
    found: dict[str, Any] = {"price_said": last.question}
    found |= {"billing": ways[0]} if len(ways) == 1 else {}
    return found | ({"price_at": at[0]} if len(at) == 1 else {})


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
        arguments={
            **_priced(given, last),
            "count_of": last.systems[-1],
            "count_asked": last.question,
        },
        missing=None,
        vendors=request.vendors or last.vendors,
        systems=request.systems or last.systems,
        elliptical=True,
        question=joined(last, request),
        notes=tuple(notes),
    )


def _priced(given: dict[str, Any], last: Request) -> dict[str, Any]:
    """A price without its period ("at the $30 list price") is the product's own, where one is
    told that is as high."""
    if "/" in str(given["price"]):
        return given
    rest = {k: v for k, v in given.items() if k != "price"}
    return {**rest, "price_of": last.systems[-1], "price_without_period": given["price"]}
