"""A bill of tokens gone on with: another volume, model, period, or a part of the input in the cache."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from agent.offline.reading import Reading
from agent.offline.request import Request
from agent.offline.reworded import joined
from agent.offline.sums.amounts import Roles, plain, sort
from agent.offline.sums.exchange import read_exchange
from agent.offline.sums.token_discounts import discount_of
from agent.offline.sums.token_sides import sides_named
from agent.offline.sums.token_sums import (
    WITHIN_A_DAY,
    cached_share,
    read_prices,
    said_period,
    used_and_billed,
)


def adds_to_bill(text: str, roles: Roles) -> bool:
    """Whether a turn without an amount changes a bill: its period, a discount, a share from the cache."""
    return bool(said_period(text) or discount_of(text, roles, {}) or cached_share(text, roles))


def continue_bill(
    request: Request, reading: Reading, last: Request, given: Mapping[str, Any]
) -> Request:
    """A bill of tokens gone on with: another volume, another model, another period.

    A bare number is the volume of the only side there was; with two sides it is asked which.
    """
    old = {k: v for k, v in last.arguments.items() if v is not None}
    sides = [k for k in ("input_tokens", "output_tokens", "cached_tokens") if k in old]
    roles = sort(reading.quantities, reading.text)
    named = [e.canonical for e in reading.names("system", "model")]
    read_exchange(reading.text, roles, {})  # its rate is no volume
    new: dict[str, Any] = {}
    missing = None
    if last.missing == "prices" and roles.money:
        new = dict(old)
        read_prices(reading.text, roles, new)
    elif given.get("kind") == "tokens":
        new = {k: v for k, v in given.items() if k not in ("kind", "price_of", "apart")}
        if given.get("apart"):
            new = {k: v for k, v in new.items() if k not in sides}
        side = next((k for k in ("input_tokens", "output_tokens") if k in new), None)
        if side and len(roles.tokens) == 1 and side not in sides and not sides_named(reading.text):
            new[sides[0]] = new.pop(side)
    elif [*roles.people, *roles.bare] and not named:
        new, missing = _other_volume(reading.text, roles, old, sides)
    told = "=" in str(given.get("rate", "="))  # of "50% cached" the rate is no currency's
    exchange = {k: given[k] for k in ("rate", "currency", "wanted_currency") if k in given and told}
    merged = {**old, **(_cached(reading.text, roles) or new), **exchange}
    merged |= discount_of(reading.text, roles, merged)
    if named:
        merged = {k: v for k, v in merged.items() if not k.endswith("_price")}
        merged["price_of"] = named[0]
        merged.pop("price_told", None)
    days = next((q for q in roles.durations if str(q.unit).startswith("day")), None)
    if days is not None and old.get("per") == "day":
        merged["periods"] = int(days.value)
    elif used := used_and_billed(reading.text):
        merged |= used
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


def _cached(text: str, roles: Roles) -> dict[str, str]:
    """A share of the input that is now read from the cache, and its price where one is given."""
    share = cached_share(text, roles)
    if share is None:
        return {}
    found = {"cached_share": share}
    if len(roles.money) == 1:
        price = roles.money[0]
        found["cached_price"] = f"{plain(price.value)} {price.unit}/million tokens"
    return found


def _billed_for(period: str, old: Mapping[str, Any]) -> dict[str, Any]:
    """Daily volumes billed for a month or year; a batch becomes one of each period."""
    days = {"week": 7, "month": 30, "year": 365}
    if "bill" in old or old.get("per") in WITHIN_A_DAY:
        return {"bill": period}
    if old.get("per") == "day" and period in days:
        return {"periods": days[period]}
    if old.get("per") == "month" and period == "year":
        return {"periods": 12}
    return {"per": period}


def _other_volume(
    text: str, roles: Roles, old: Mapping[str, Any], sides: Sequence[str]
) -> tuple[dict[str, Any], str | None]:
    """A number without "tokens": the requests, or the volume of the side named or the only one."""
    if "requests" in old and (calls := [q for q in roles.bare if q.unit == "requests"]):
        return {"requests": plain(calls[0].value)}, None
    value = plain([*roles.people, *roles.bare][0].value)
    if side := _side_named(text):
        return {f"{side}_tokens": value}, None
    return ({sides[0]: value}, None) if len(sides) == 1 else ({}, "side")


def _side_named(text: str) -> str | None:
    """The one side of a bill that a text names: "输出改成2000万"."""
    named = sides_named(text)
    return named.pop() if len(named) == 1 else None
