"""The arguments of sums other than a plain subscription: plan mixes, tables, margins, growth."""

import re
from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal
from typing import Any

from agent.offline.entities import Entity
from agent.offline.sums.amounts import (
    LEAST_PAYERS,
    Roles,
    money,
    named_price,
    outside,
    period_of,
    plain,
)
from agent.offline.sums.group_names import share_asked_of
from agent.offline.sums.groups import (
    counted,
    groups_in,
    pays_nothing,
    plans_of,
)
from agent.offline.sums.mankind import names_world
from agent.offline.sums.part_prices import is_part_price, read_part_price
from agent.offline.sums.rates import (
    clause_at,
    read_multiples,
    read_percents,
    shares_in,
    written_share,
)
from agent.offline.sums.subscription_sums import is_impossible, read_length
from agent.offline.sums.year_spans import read_years
from agent.offline.vocabulary import phrase, table
from agent.quantities import Quantity

_PERIOD = re.compile(
    r"\b(month|year|quarter|week|day)(?:ly|s)?\b|\b(annual)|(?:每|按|一)个?(年|月|季度|天|周)|(年|月)费",
    re.IGNORECASE,
)
_REACHED = (
    ("2", r"doubl|翻番|翻一番|翻倍"),
    ("3", r"tripl|three times|threefold|翻两倍|三倍"),
    ("4", r"quadrupl|four times|fourfold|翻两番|四倍"),
    ("10", r"tenfold|ten times|ten-?fold|十倍|10倍"),
    ("0.5", r"halv|half|减半"),
)
"""By how much a start is to be multiplied until it is there."""
_PER_YEAR = {"month": 12, "quarter": 4, "week": 52, "day": 365}


def read_plans(
    text: str, roles: Roles, entities: Sequence[Entity], found: dict[str, Any]
) -> str | None:
    """Groups with a price each: counted, or shares of the base; what these leave pays the price left."""
    if is_part_price(text, roles):
        read_part_price(text, roles, found)
        known = "subscribers" in found or "subscribers" in found["plans"][0]
        return None if known or names_world(text) else "subscribers"
    if groups := ([] if roles.percents else groups_in(text, roles)):
        found["plans"] = plans_of(groups, text, entities)
        _lend_period(found["plans"])
        found["plans"] += [
            {
                "name": _said("free", text),
                "subscribers": plain(q.value),
                "price": f"0 {groups[0][1].unit}/month",
            }
            for q in counted(roles)
            if pays_nothing(q, text)
        ]
        end = max(q.end for pair in groups for q in pair)
        share = share_asked_of(text, [plan["name"] for plan in found["plans"]], end)
        found |= {} if share is None else {"share_of_plan": share}
        return None
    if some := roles.people or [q for q in roles.bare if q.value >= LEAST_PAYERS]:
        found["subscribers"] = plain(max(q.value for q in some))
    prices = list(roles.money)
    plans: list[dict[str, str]] = []
    shares = shares_in(text, roles)
    for share in shares:
        if phrase("revenue", "free").search(clause_at(text, share)[0]):
            plans.append(
                {
                    "name": _said("free", text),
                    "share": written_share(share),
                    "price": _nothing(prices),
                }
            )
            continue
        after = [p for p in prices if p.start > share.start]
        price = _price_beside(text, share, prices) or (after or prices or [None])[0]
        if price is None:
            continue
        prices.remove(price)
        plans.append(
            {
                "name": _plan_name(text, share, price),
                "share": written_share(share),
                "price": money(price, text),
            }
        )
    rest = 100 - sum((s.value for s in shares), Decimal(0))
    if prices and rest > 0:
        plans.append(
            {
                "name": _said("the rest", text),
                "share": written_share(replace(shares[0], value=rest)) if shares else "100%",
                "price": money(prices[0], text),
            }
        )
    _lend_period(plans)
    found["plans"] = plans
    end = max((q.end for q in [*shares, *roles.money]), default=0)
    asked = share_asked_of(text, [plan["name"] for plan in plans], end)
    found |= {} if asked is None else {"share_of_plan": asked}
    return None if "subscribers" in found or names_world(text) else "subscribers"


def _price_beside(text: str, share: Quantity, prices: Sequence[Quantity]) -> Quantity | None:
    """The one price of the share's own clause: "标准版49元占25%"."""
    clause, start = clause_at(text, share)
    own = [p for p in prices if start <= p.start < start + len(clause)]
    if len(own) == 1:
        return own[0]
    said = next((per for per, word in _PAID_BY if word.search(clause)), None)  # "40% choose yearly"
    timed = [p for p in prices if said and period_of(p, text) == said]
    return timed[0] if len(timed) == 1 and not own else None


_PAID_BY = (
    ("year", re.compile(r"\b(?:yearly|annual(?:ly)?)\b|年付|按年", re.IGNORECASE)),
    ("month", re.compile(r"\bmonthly\b|\bmonth[- ]to[- ]month\b|月付|按月", re.IGNORECASE)),
)


def _said(name: str, text: str) -> str:
    """The name of a plan in the language of the question."""
    chinese = {"free": "免费", "the rest": "其余"}
    return chinese[name] if re.search(r"[\u4e00-\u9fff]", text) else name


def _nothing(prices: Sequence[Quantity]) -> str:
    """A price of zero, in the currency of the others."""
    return f"0 {prices[0].unit if prices else 'USD'}/month"


def _lend_period(plans: list[dict[str, str]]) -> None:
    """The period that one plan says holds for those that say none."""
    period = next((p["price"].split("/")[1] for p in plans if "/" in p["price"]), None)
    for plan in plans:
        if "/" not in plan["price"] and period:
            plan["price"] += f"/{period}"


def _plan_name(text: str, share: Quantity, price: Quantity) -> str:
    between = text[min(share.end, price.end) : max(share.start, price.start)]
    name = " ".join(
        re.sub(
            r"\b(?:on|at|pays?|paying|of|them|are|is|in|the|for|users?|subscribers?|takes?|choose|buy|and|lives?|sits?|based|who|that|an?|tier)\b|[用选付走买的档]|\W",
            " ",
            between,
        ).split()
    )
    return name if 0 < len(name) <= 30 else written_share(share)


def read_growth(text: str, roles: Roles, found: dict[str, Any]) -> str | None:
    """A start, a rate and either a number of periods or a target."""
    amounts = sorted(
        [*roles.people, *roles.money, *(q for q in roles.bare if q.value >= 1000)],
        key=lambda q: q.start,
    )
    if not amounts:
        return "start"
    led = (q for q in amounts if re.search(r"\bfrom\s*$|从\s*$", text[: q.start], re.IGNORECASE))
    start = next(led, amounts[0])
    amounts = [start, *(q for q in amounts if q is not start)]
    found["start"] = plain(start.value) + (f" {start.unit}" if start in roles.money else "")
    moves: dict[str, Any] = {}
    read_percents(text, roles, moves)
    read_multiples(text, moves)
    lost = moves.get("churn") or moves.get("loss_once")
    if lost and is_impossible(str(lost)):
        found |= {"kind": "subscriptions", "subscribers": plain(start.value), "churn": lost}
        return None
    rate = moves.get("growth") or (
        f"-{lost}" if lost else moves.get("paying_share") or moves.get("price_change")
    )
    if lost:
        found["churned"] = True
    if rate:
        found["rate"], _, per = str(rate).partition("/")
        found["per"] = per or ("month" if re.search(r"month|月", text, re.IGNORECASE) else "year")
    elif "added" in found:
        found["per"] = str(found["added"]).partition("/")[2]
    if phrase("revenue", "how_long").search(text) or (
        len(amounts) > 1 and re.search(r"until|直到", text)
    ):
        times = next(
            (Decimal(n) for n, said in _REACHED if re.search(said, text, re.I)), Decimal(1)
        )
        found["target"] = plain(amounts[1].value if len(amounts) > 1 else start.value * times)
        found["solve"] = "periods"
        return None
    read_periods(text, roles, found, is_money=start in roles.money)
    if "periods" not in found and lost and "churn" not in moves:
        found["periods"] = "1"
    return None if "periods" in found else "periods"


def read_periods(text: str, roles: Roles, found: dict[str, Any], *, is_money: bool) -> None:
    """How many periods the rate applies: said in years or months, or between two years of the calendar."""
    length: dict[str, Any] = {}
    read_length(text, roles, length)
    read_years(text, roles, length)
    per_year = Decimal(_PER_YEAR.get(found.get("per", "year"), 1))
    if {"first_year", "until_year"} <= set(length):
        apart = int(length["until_year"]) - int(length["first_year"])
        found["periods"] = plain(apart * per_year)
        if is_money and phrase("revenue", "sum_asks").search(text):
            found["summed"] = plain((apart + 1) * per_year)
    elif "years" in length:
        found["periods"] = plain(Decimal(length["years"]) * per_year)
    elif "months" in length:
        found["periods"] = plain(Decimal(length["months"]) * per_year / 12)
    elif re.search(r"(?:a|one) year|一年", text, re.IGNORECASE):
        found["periods"] = plain(per_year)


def read_conversion(
    text: str, roles: Roles, entities: Sequence[Entity], found: dict[str, Any], notes: list[str]
) -> str | None:
    rest = text
    if phrase("revenue", "run_rate").search(text):
        found["run_rate"] = True
    if roles.money:
        found["price"] = money(roles.money[0], text, notes if "currency" not in found else None)
        rest = outside(text, roles.money[0])
        rest = f"{rest[roles.money[0].start :]} {text[: roles.money[0].start]}"
    elif named := named_price(text, entities):
        found["price_of"] = named
    own = str(found.get("price", "")).partition("/")[2]
    named = [next(g for g in m.groups() if g).lower() for m in _PERIOD.finditer(rest)]
    periods = [str(table("periods").get(word, word)) for word in named]
    if wanted := next((period for period in periods if period != own), None):
        found["to_period"] = wanted
    return None if "price" in found or "price_of" in found else "price"
