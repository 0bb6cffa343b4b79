"""The arguments of an API bill: volumes and prices of tokens."""

import math
import re
from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from agent.offline.entities import Entity
from agent.offline.sums.amounts import (
    LEAST_PAYERS,
    RATES,
    Roles,
    is_plan,
    named_price,
    plain,
)
from agent.offline.sums.cached_prices import cached_part
from agent.offline.sums.counted_by import counted_by
from agent.offline.sums.price_named import is_prompt_length, price_named
from agent.offline.sums.rates import clause_at
from agent.offline.sums.routed_shares import routed
from agent.offline.sums.taken_shares import fractions_in
from agent.offline.sums.token_discounts import discount_of, names_batch
from agent.offline.sums.token_offers import offers_in
from agent.offline.sums.token_order import alternating, in_order
from agent.offline.sums.token_sides import SIDES, said_at, sides_of
from agent.offline.vocabulary import phrase, table, words
from agent.quantities import Quantity

PRICES_ALONE = {"apart": True, "input_tokens": "1000000", "output_tokens": "1000000"}
"""Prices are asked for and no volume: a million of each is what a sheet's prices are given for."""
WITHIN_A_DAY = ("second", "minute", "hour")
_DAYS = {"week": 7, "month": 30, "year": 365}
_BILLED = re.compile(
    r"\b(?:a|an|per|each|every|one|whole|full) (?:(?:30|thirty)[- ]day )?(hour|day|week|month|quarter|year)\b(?!-)|(?<![\w-])(hourly|daily|weekly|monthly|quarterly|yearly|annual(?:ly)?)\b"
    r"|(?:每个?|一个?|按|全)(小时|天|日|周|月|季度|年)(?!前|后)|(年|月|日)(?:收入|成本|费用|账单|支出)",
    re.IGNORECASE,
)
_MILLION = 1_000_000


def read_tokens(
    text: str, roles: Roles, entities: Sequence[Entity], found: dict[str, Any]
) -> str | None:
    """Volumes and prices by side; returns `prices` where neither figure nor product gives them."""
    if is_unit_of_price(text, roles):
        roles.tokens.clear()
    for some in (roles.tokens, roles.bare):
        some[:] = [q for q in some if not is_prompt_length(text, q.start)]
    _volumes(text, roles, found)
    if not roles.tokens:
        found |= PRICES_ALONE
    if share := cached_share(text, roles):
        found.setdefault("cached_share", share)
    read_prices(text, roles, found)
    if offers := offers_in(text, roles, found):
        found["offers"] = offers
    elif len(roles.money) > len(SIDES):
        return "prices"  # whose they are was not said
    found |= discount_of(text, roles, found)
    _frequency(text, roles, found)
    if "input_price" in found or "output_price" in found:
        return None
    return _read_models(text, roles, entities, found)


def _read_models(
    text: str, roles: Roles, entities: Sequence[Entity], found: dict[str, Any]
) -> str | None:
    """Whose list prices are to be taken; `prices` where no product is named."""
    priced = [e for e in entities if e.kind in ("system", "model")]
    if not priced:
        return "prices"
    if names_batch(text) and "discount" not in found:
        found["batch"] = True
    longest = max(priced, key=lambda e: (e.end - e.start, e.kind == "system"))
    found |= {"price_of": longest.canonical, **price_named(text, longest)}
    if len(several := _apart(priced)) > 1 and roles.tokens:
        parts = routed(text, roles.percents, several, found) or [{}] * len(several)
        found["price_of_list"] = [
            {"price_of": e.canonical, **price_named(text, e), **_as_plan(text, e), **part}
            for e, part in zip(several, parts, strict=True)
        ]
    return None


def _is_a_count(q: Quantity) -> bool:
    """A large number that is no part of a model's name: "pro 32k"."""
    return q.value >= LEAST_PAYERS and re.fullmatch(r"\d+[kK]", q.text) is None


def is_unit_of_price(text: str, roles: Roles) -> bool:
    """Whether "a million tokens" is what the price asked is for, both sides of it, and no use."""
    if len(roles.tokens) != 1 or any(_is_a_count(q) for q in roles.bare):
        return False
    one = roles.tokens[0]
    return one.value == _MILLION and not one.per and not said_at(text, _span(one), [])


def _volumes(text: str, roles: Roles, found: dict[str, Any]) -> None:
    """Tokens by side, and the period they are used in."""
    large = [q for q in roles.bare if q.value >= LEAST_PAYERS and not q.unit and roles.tokens]
    prices = _spans(roles.money)
    beside = _spans([*roles.tokens, *large]) + prices
    bare = [q for q in large if said_at(text, _span(q), beside) and counted_by(q, text) is None]
    for q in bare:  # "50M out" beside "300M tokens in"
        roles.bare.remove(q)
    volumes = [*roles.tokens, *bare]
    own = [said_at(text, _span(q), beside) for q in volumes]
    if len(set(own)) < len(own) or None in own:
        found_apart = sides_of(text, _spans(volumes), prices)
        own = found_apart if None in own or None not in found_apart else own
    for q, side in zip(volumes, own, strict=True):
        side = side or next((s for s in ("input", "output") if f"{s}_tokens" not in found and s not in own), None)  # fmt: skip
        if side:  # two volumes of one side are used both
            held = Decimal(found.get(f"{side}_tokens", 0))
            found[f"{side}_tokens"] = plain(held + q.value)
        if q.per in RATES:
            found["per"] = q.per
        elif ahead := re.search(
            r"每(天|日|周|个?月|年)(?:[用花费使消耗产生处理需要各约]|大约){0,4}$", text[: q.start]
        ):
            found["per"] = table("periods")[ahead[1]]
    cached = next((q for q, side in zip(volumes, own, strict=True) if side == "cached"), None)
    if (
        cached
        and "input_tokens" in found
        and phrase("revenue", "part_of_it").search(
            text[max(0, cached.start - 12) : cached.end + 12]
        )
    ):
        found["cached_share"] = f"{found.pop('cached_tokens')}/{found['input_tokens']}"


def _span(q: Quantity) -> tuple[int, int]:
    return q.start, q.end


def _spans(some: Sequence[Quantity]) -> list[tuple[int, int]]:
    return [_span(q) for q in some]


def cached_share(text: str, roles: Roles) -> str | None:
    """The share of the input that the cache answers: "of which 70% hit the cache"."""
    cached = phrase("revenue", "cached_share")
    paid = cached_part(text, roles.money, roles.percents)
    for q in roles.percents:
        if not (paid and q.start == paid.said[0]) and cached.search(clause_at(text, q)[0]):
            return f"{plain(q.value)}%"
    return next((part for clause, part in fractions_in(text) if cached.search(clause)), None)


def _apart(priced: Sequence[Entity]) -> list[Entity]:
    """The products named at places of their own: "Claude Opus 4.8 or GPT-4.1" are two."""
    places: list[Entity] = []
    for e in sorted(priced, key=lambda e: (-(e.end - e.start), e.kind != "system")):
        if not any(e.start < other.end and other.start < e.end for other in places):
            places.append(e)
    return sorted(places, key=lambda e: e.start)


def _as_plan(text: str, entity: Entity) -> dict[str, Any]:
    """A subscription beside models: what it costs for the period of the bill."""
    if named_price(text, [entity]) != entity.canonical or not is_plan(entity.canonical):
        return {}
    return {"kind": "convert", "to_period": said_period(text) or "month"}


def price_to_convert(question: str) -> dict[str, Any]:
    """What "in dollars?" converts after a question about a price: prices of tokens, or a plan's."""
    tokens = re.search(r"\btokens?\b|词元|每百万", question, re.IGNORECASE)
    return {"kind": "tokens", **PRICES_ALONE} if tokens else {"kind": "convert"}


def read_prices(text: str, roles: Roles, found: dict[str, Any]) -> None:
    """Fills in the price of each side; one that no word says is of the next side that is counted."""
    named = alternating(text, roles, found) or in_order(text, roles, found)
    if cached := cached_part(text, roles.money, roles.percents):
        part, m = cached.part, cached.price
        named = {"input": m}
        value = m.value * part.numerator / part.denominator
        found["cached_price"] = f"{plain(value)} {m.unit}/million tokens"
    others = [m for m in roles.money if m not in named.values()]
    beside = sides_of(text, _spans(others), _spans([*roles.tokens, *named.values()]))
    named |= {s: m for m, s in zip(others, beside, strict=True) if s and s not in named}
    rest = [m for m in roles.money if m not in named.values()]
    for side in ("input", "output", "cached"):
        counted = (
            f"{side}_price" not in found
            and f"{side}_tokens" in found
            or (side == "cached" and "cached_share" in found)
        )
        if side not in named and rest and (counted or len(rest) > 1):
            named[side] = rest.pop(0)
    for side, m in named.items():
        per = m.per if m.per and "token" in m.per else "million tokens"
        found[f"{side}_price"] = f"{plain(m.value)} {m.unit}/{per}"


def _frequency(text: str, roles: Roles, found: dict[str, Any]) -> None:
    """How often the tokens are used: the requests, the period they come in, and the period of the bill."""
    asked = [q for q in roles.sizes if q.unit == "requests"]
    counts = [q for q in [*roles.people, *roles.bare, *asked] if q.value >= 1]
    timed = {id(q): q.per if q.per in RATES else counted_by(q, text) for q in counts}
    count = next((q for q in counts if timed[id(q)]), counts[0] if counts else None)
    each = re.search(words("revenue", "requests_each"), text, re.IGNORECASE)
    each = each or _fewer_than(asked, found)
    if count and (each or (timed[id(count)] and "per" not in found)):
        found["requests"] = plain(_product(counts))
        behind = said_period(text[count.end : count.end + 30])
        own = found.get("per") if count in roles.people else None  # "100万用户一年" says the bill's
        found["per"] = own or timed[id(count)] or found.get("per") or behind
    billed = [*_billed(text, roles), *(str(q.per) for q in roles.people if q.per in RATES)]
    if found.get("per") is None and (period := said_period(text)):
        found["per"] = period
    for q in roles.durations:
        if q.unit and q.unit.startswith("day"):
            found["periods" if found.get("per") == "day" else "days"] = int(q.value)
    if found.get("per") is None:
        found.pop("per", None)
    elif not {"days", "periods"} & set(found):
        _read_bill_period(text, billed, found)
    elif "days" in found and found["per"] in WITHIN_A_DAY:
        found["bill"] = "day"


def _fewer_than(requests: Sequence[Quantity], found: dict[str, Any]) -> bool:
    """Whether the tokens are fewer than the requests, so that they are those of one: "5M requests, 900 in"."""
    used = sum(Decimal(found.get(f"{side}_tokens", 0)) for side in SIDES)
    return any(q.value > used for q in requests)


def _product(counts: Sequence[Quantity]) -> Decimal:
    """How often tokens are used: those who use them times how often each does: "2 million users, 20 chats a day each"."""
    return math.prod((q.value for q in counts[:2]), start=Decimal(1))


def _billed(text: str, roles: Roles) -> list[str]:
    """The periods that are named outside of the amounts, the last first: that of the bill comes behind."""
    letters = list(text)
    for q in (q for some in roles if some is not roles.durations for q in some):
        own = len(re.split(r",(?!\d{3})|[，;；]", q.text)[0])  # "$2 per million, annual revenue"
        letters[q.start : q.start + own] = "\0" * own
    named = [next(g for g in m.groups() if g).lower() for m in _BILLED.finditer("".join(letters))]
    return [str(table("periods").get(word, word)) for word in reversed(named)]


def _read_bill_period(text: str, billed: Sequence[str], found: dict[str, Any]) -> None:
    """A bill for another period than the volumes come in; of daily ones for 30 or 365 days, which the answer says."""
    per = found["per"]
    wanted = next((period for period in billed if period != per), None)
    if wanted is None:
        return
    if per == "day" and wanted in _DAYS:
        found["periods"] = _DAYS[wanted]
    else:
        found["bill"] = wanted


def used_and_billed(text: str) -> dict[str, Any]:
    """Daily volumes and the longer period they are billed for: "if that is daily, what's the monthly bill?"."""
    daily = re.search(r"\b(?:daily|(?:a|per|each|every) day)\b|每[天日]", text, re.IGNORECASE)
    if daily is None:
        return {}
    rest = text[: daily.start()] + " " + text[daily.end() :]
    billed = re.search(r"\b(month|year)(?:ly)?\b|\b(annual)(?:ly)?\b|(?:一个?|每个?|全)(月|年)", rest, re.IGNORECASE)  # fmt: skip
    if billed is None:
        return {}
    word = next(g for g in billed.groups() if g).lower()
    return {"per": "day", "periods": 30 if word in ("month", "月") else 365}


def said_period(text: str) -> str | None:
    """The period a text counts by: "a day", "monthly", "每月"."""
    said = re.search(
        r"\b(?:a|per|each|every) (day|month|year|week)\b|(?:每|一)(天|日|个月|月|年"
        r"|周)|\b(daily|monthly|weekly)\b",
        text,
        re.I,
    )
    if said is None:
        return None
    word = next(g for g in said.groups() if g).lower()
    return table("periods").get(word, word)
