"""Seats or subscriptions at prices that the library lists: each plan a question names, with how many of it."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from agent.offline.entities import Entity
from agent.offline.sums.amounts import LEAST_PAYERS, Roles, is_plan, plain, sort
from agent.offline.sums.exchange import read_exchange
from agent.offline.sums.mankind import names_world
from agent.offline.sums.price_named import price_named
from agent.offline.sums.spoken_shares import spoken_shares, value_of
from agent.offline.times import find_times
from agent.offline.vocabulary import phrase, words
from agent.quantities import Quantity

_ALSO = re.compile(r"\b(?:also|too|as well|on top|add-?ons?|in addition|plus)\b|[也还另]|加[购买上]", re.IGNORECASE)  # fmt: skip
_SENTENCE = re.compile(r"[;；。?？!！]|\.(?:\s|$)")
_BESIDE = re.compile(r"\s*[-–]?\s*", re.IGNORECASE)


@dataclass(frozen=True)
class _Plan:
    """A plan that is named, and where."""

    entity: Entity
    name: str
    start: int
    end: int
    count: Quantity | None = None
    price: Quantity | None = None
    """A price that the question itself gives for it."""


def list_price_sum(
    text: str, quantities: Sequence[Quantity], entities: Sequence[Entity]
) -> dict[str, Any] | None:
    """Arguments of the sum; None where nothing says how many, or amounts of other kinds take part."""
    roles = sort(quantities, text)
    plans = _with_counts(_plans_in(text, entities), roles)
    plans, parts = _with_parts(text, plans, roles)
    plans = _with_prices(text, plans, roles)
    listed = [p for p in plans if p.price is None]
    others = (
        roles.tokens or len(roles.percents) > parts or len(roles.money) > len(plans) - len(listed)
    )
    if phrase("revenue", "count_asks").search(text) or phrase("revenue", "share_asks").search(text):
        return None
    if not listed or others or not phrase("revenue", "asks_list").search(text):
        return None
    counts = [p.count for p in plans if p.count]
    if names_world(text) or (
        not counts and not (roles.durations and phrase("revenue", "asks_bill").search(text))
    ):
        return None
    if len(plans) > 1 and len(counts) in (0, 1) and not parts and not _are_added(text, plans):
        return _side_by_side(text, plans, counts[0] if counts else None, roles)
    if len(plans) > 1:
        return _added_up(text, plans, roles)
    return _one(text, plans[0], counts[0] if counts else None, roles)


def listed_plan(text: str, entities: Sequence[Entity]) -> dict[str, Any]:
    """Which listed price is meant, where one plan alone is named: its name as written, the time, the billing."""
    plans = _plans_in(text, entities)
    return _priced(text, plans[0]) if len(plans) == 1 else {}


def _plans_in(text: str, entities: Sequence[Entity]) -> list[_Plan]:
    """Products that are subscriptions, and plans called by their own name after the first: "and Enterprise"."""
    word = words("revenue", "plan_names")
    found: list[_Plan] = []
    for e in sorted((e for e in entities if e.kind == "system"), key=lambda e: e.start):
        behind = re.compile(rf"[ -]({word})(?![\w-])", re.IGNORECASE).match(text, e.end)
        own = is_plan(e.canonical) or re.search(rf"\b{word}$", text[e.start : e.end], re.I)
        if e.vendor != "general" and (own or behind):
            end = behind.end() if behind else e.end
            found.append(_Plan(e, text[e.start : end], e.start, end))
    if not found:
        return []
    taken = [(p.start, p.end) for p in found]
    for m in re.finditer(rf"(?:(?<=and )|(?<=or )|(?<=plus )|(?<=\d )|(?<=[,/和与或、] )|(?<=[,/和与或、]))({word})(?![\w-])", text):  # fmt: skip
        if not any(a < m.end() and m.start() < b for a, b in taken):
            family = max((p for p in found if p.start < m.start()), key=lambda p: p.start, default=found[0]).entity  # fmt: skip
            found.append(_Plan(family, f"{_family(family)} {m[1]}", m.start(), m.end()))
    return sorted(found, key=lambda p: p.start)


def _family(entity: Entity) -> str:
    """The product's name without its plan."""
    return re.sub(rf"\s+(?:{words('revenue', 'plan_names')}|plans)$", "", entity.canonical)


def _with_counts(plans: Sequence[_Plan], roles: Roles) -> list[_Plan]:
    """How many of each: the number nearest before a plan, after the one before it; else that behind it."""
    counts = [
        q for q in (*roles.people, *roles.bare) if abs(q.value) >= 1
    ]  # a negative one is refused
    done: list[_Plan] = []
    for i, plan in enumerate(plans):
        begin = plans[i - 1].end if i else 0
        stop = plans[i + 1].start if i + 1 < len(plans) else 10**6
        ahead = [q for q in counts if begin <= q.start <= plan.start]
        behind = [q for q in counts if plan.end <= q.start < stop]
        last = i + 1 == len(plans)
        count = ahead[-1] if ahead else behind[0] if behind and last else None
        counts = [q for q in counts if q is not count]
        done.append(replace(plan, count=count))
    return done


def _with_parts(text: str, plans: Sequence[_Plan], roles: Roles) -> tuple[list[_Plan], int]:
    """With how many of the first plan's people also take another: "a quarter also get the add-on"; and how many such parts."""
    first = plans[0].count if plans else None
    done, used = list(plans), 0
    if first is None:
        return done, 0
    shares = [(q.start, abs(q.value) / 100) for q in roles.percents]
    shares += [(start, value_of(part)) for start, _, part in spoken_shares(text)]
    for i, plan in enumerate(plans[1:], 1):
        begin = plans[i - 1].end
        here = [share for start, share in shares if begin <= start < plan.start]
        if len(here) == 1 and plan.count is None and _ALSO.search(text, begin):
            done[i] = replace(plan, count=replace(first, value=first.value * here[0]))
            used += 1
    return done, used


def _with_prices(text: str, plans: Sequence[_Plan], roles: Roles) -> list[_Plan]:
    """With the price that stands right behind a plan: "Copilot at 30 dollars"."""
    return [
        replace(
            p,
            price=next(
                (
                    m
                    for m in roles.money
                    if re.fullmatch(
                        r"\s*(?:at|for|@|costs?|is|[(（:：])?\s*", text[p.end : m.start]
                    )
                ),
                None,
            ),
        )  # fmt: skip
        for p in plans
    ]


def _are_added(text: str, plans: Sequence[_Plan]) -> bool:
    """Whether one buyer takes all of them: "E5 plus Copilot"."""
    between = text[plans[0].end : plans[-1].start]
    return re.search(r"\bplus\b|\btogether with\b|\bon top\b|\+|加上?|以及", between) is not None and not phrase("revenue", "offers").search(text)  # fmt: skip


def _one(text: str, plan: _Plan, count: Quantity | None, roles: Roles) -> dict[str, Any]:
    found = {**_base(text, count, roles), **_priced(text, plan)}
    if count and (use := _use_of_each(text, count, roles)):
        shown = {"to_period": "year"} if not found.get("show_per") else {}
        return {**found, "kind": "allowance", "use": plain(use.value), **shown}
    ways = billing_said(text)
    if len(ways) > 1:
        found["offers"] = [{"offer": _offer(text, way), "billing": way} for way in ways]
    elif ways:
        found["billing"] = ways[0]
    return found


def _use_of_each(text: str, count: Quantity, roles: Roles) -> Quantity | None:
    """What each seat uses of what its plan holds: "who each use 3,000 AI credits"."""
    counted = words("revenue", "use_units")
    others = [q for q in (*roles.bare, *roles.people, *roles.sizes) if q is not count]
    return next((q for q in others if re.match(rf"\s*(?:\w+ )?{counted}", text[q.end :], re.I) or re.search(counted, q.text, re.I)), None)  # fmt: skip


def billing_said(text: str) -> list[str]:
    """By what a plan is said to be paid: `month`, `year` or both."""
    return [way for way in ("month", "year") if phrase("revenue", f"billed_by_{way}").search(text)]


def _offer(text: str, way: str) -> str:
    chinese = re.search(r"[\u4e00-\u9fff]", text)
    return {"month": "按月付", "year": "按年付"}[way] if chinese else {"month": "billed monthly", "year": "billed yearly"}[way]  # fmt: skip


def _side_by_side(
    text: str, plans: Sequence[_Plan], count: Quantity | None, roles: Roles
) -> dict[str, Any]:
    each = [{**_priced(text, p), "offer": p.name} for p in plans]
    return {**_base(text, count, roles), "price_of": plans[0].entity.canonical, "offers": each}


def _added_up(text: str, plans: Sequence[_Plan], roles: Roles) -> dict[str, Any]:
    """A mix of plans, each with its own number or all with the one that is said."""
    one = next((p.count for p in plans if p.count), None)
    mix = [
        {
            "name": p.name,
            "subscribers": plain(q.value) if (q := p.count or one) else "1",
            **{
                k: v
                for k, v in _priced(text, p).items()
                if k != "price_at" or _is_dated(text, p, plans)
            },
        }  # fmt: skip
        for p in plans
    ]
    return {"kind": "plans", "plans": mix, "price_of": plans[0].entity.canonical, **_shown(text)}


def _is_dated(text: str, plan: _Plan, plans: Sequence[_Plan]) -> bool:
    """Whether a time is said for its price too, and not within a sentence that is of another plan alone."""
    for t in find_times(text):
        begin = max((m.end() for m in _SENTENCE.finditer(text, 0, t.start)), default=0)
        end = m.start() if (m := _SENTENCE.search(text, t.end)) else len(text)
        within = [p for p in plans if begin <= p.start < end]
        if not within or plan in within:
            return True
    return False


def _priced(text: str, plan: _Plan) -> dict[str, Any]:
    if plan.price is not None:
        return {"price": f"{plain(plan.price.value)} {plan.price.unit}/{plan.price.per or 'month'}"}
    return {"price_of": plan.entity.canonical, **price_named(text, plan.entity), "price_said": plan.name}  # fmt: skip


def _base(text: str, count: Quantity | None, roles: Roles) -> dict[str, Any]:
    """Who pays and for how long: a buyer's seats, or a vendor's payers."""
    number = plain(count.value) if count else "1"
    sold = phrase("revenue", "earns").search(text) or (count and count.value >= LEAST_PAYERS * 1000)
    found: dict[str, Any] = {"kind": "subscriptions", "subscribers": number + ("" if sold else " seats"), **_shown(text)}  # fmt: skip
    read_exchange(text, roles, found)
    if spoken := phrase("revenue", "half_year").search(text):
        return {**found, "months": "6" if re.search(r"half|半|six", spoken[0], re.I) else "3"}
    if length := next((q for q in roles.durations if str(q.unit)[:4] in ("year", "mont")), None):
        key = "months" if str(length.unit).startswith("month") else "years"
        found |= {} if key == "months" and length.value == 12 else {key: plain(length.value)}
    return found


def _shown(text: str) -> dict[str, Any]:
    """The period that the bill is asked for."""
    said = next(reversed(list(phrase("revenue", "asks_period").finditer(text))), None)
    is_monthly = said and re.match(r"(?:a |per |each )?mo(?:nth)?|每?个?月", said[0], re.IGNORECASE)
    return {"show_per": ["month"]} if is_monthly else {}
