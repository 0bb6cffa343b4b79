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
from agent.offline.sums.planner.sought import ASKS, asking
from agent.offline.sums.parts_of_a_base import (
    is_lifted_part,
    read_lifted_part,
    taken_by,
)
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
                "share": f"{plain(rest)}%",
                "price": money(prices[0], text),
            }
        )
    _lend_period(plans)
    found["plans"] = plans
    return None if "subscribers" in found or names_world(text) else "subscribers"


def _price_beside(text: str, share: Quantity, prices: Sequence[Quantity]) -> Quantity | None:
    """The one price of the share's own clause: "标准版49元占25%"."""
    clause, start = clause_at(text, share)
    own = [p for p in prices if start <= p.start < start + len(clause)]
    return own[0] if len(own) == 1 else None


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
            r"\b(?:on|at|pays?|paying|of|them|are|is|in|the|for|users?|subscribers?|takes?|choose|buy|an?|tier)\b|[用选付走买的档]|\W",
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


def read_attach(text: str, roles: Roles, found: dict[str, Any], notes: list[str]) -> str | None:
    if is_lifted_part(text, roles):
        read_lifted_part(text, roles, found)
        return None
    if not roles.people:
        found["base_revenue"] = money(roles.money[0], text, period=False)
        if period := period_of(roles.money[0], text) or _period_ahead(text, roles.money[0]):
            found["base_per"] = period
        found["rates"] = [f"{_lost(q, text)}{plain(abs(q.value))}%" for q in roles.percents]
        found["combine"] = (
            "multiply"
            if re.search(r"multiplicativ|compound|one after|相乘|依次", text, re.IGNORECASE)
            else "add"
        )
        return None
    share = roles.percents[0] if roles.percents else taken_by(text, roles)
    assert share is not None, "kinds names no add-on without a share"
    after = [m for m in roles.money if m.start > share.start] or _priced_bare(text, roles, share)
    uplift = min(after, key=lambda m: m.value) if after else roles.money[-1]
    based = [m for m in roles.money if _IS_BASE.search(clause_at(text, m)[0])]
    if len(roles.money) == 2 and len(based) == 1:
        uplift = next(m for m in roles.money if m is not based[0])
    found |= {
        "customers": plain(roles.people[0].value),
        "attach_rate": f"{plain(share.value)}%",
        "uplift_price": money(uplift, text),
    }
    if base := next((m for m in roles.money if m is not uplift), None):
        found["base_price"] = money(base, text)
        if _asks_whole(text):
            found["with_base"] = True
        if "/" not in found["uplift_price"] and "/" in found["base_price"]:
            found["uplift_price"] += "/" + found["base_price"].split("/")[1]
            notes.append(
                "附加价格按基础价格的周期计"
                if re.search(r"[\u4e00-\u9fff]", text)
                else "the extra price is read for the period of the base price"
            )
    return None


_IS_BASE = re.compile(
    r"\b(?:already|currently|today|now|existing|base)\b|已|目前|现在|现有|原有|基础", re.IGNORECASE
)


def _asks_whole(text: str) -> bool:
    """Whether all there is then is asked, not what comes on top alone."""
    pieces = [p for _, part in asking(text) for p in re.split(r"[,，;；]\s?", part) if p.strip()]
    said = " ".join([p for p in pieces if ASKS.search(p)] or pieces[-1:])
    extra = any(phrase(*cue).search(said) for cue in (("worksheet", "extra_asks"), ("revenue", "attach")))  # fmt: skip
    extra = extra or re.search(r"\b(?:new|net)\b|新增|净增", said, re.IGNORECASE) is not None
    return not extra and phrase("revenue", "result").search(said) is not None


def _priced_bare(text: str, roles: Roles, share: Quantity) -> list[Quantity]:
    """A number behind those who add something that is its price: "one in five adds it at 4,000"."""
    priced = re.compile(
        r"\b(?:at|for|pay(?:s|ing)?|costs?|costing|priced)\W*$|[付价]\W*$", re.IGNORECASE
    )
    found = [q for q in roles.bare if q.start > share.end and priced.search(text[: q.start])]
    return [replace(q, unit=roles.money[0].unit) for q in found[:1]] if roles.money else []


def _lost(q: Quantity, text: str) -> str:
    """The sign of what is given up of a base: "needs a 2% discount"."""
    clause = clause_at(text, q)[0]
    return "-" if phrase("revenue", "discount").search(clause) else ""


def _period_ahead(text: str, q: Quantity) -> str | None:
    """The period that stands before what the amount is of: "Quarterly cloud revenue 33bn yuan"."""
    said = re.search(
        r"\b(year|quarter|month)ly\b|\b(annual)\b|(年度|季度|月度)", text[: q.start], re.I
    )
    word = next((g for g in said.groups() if g), "").lower() if said else ""
    return str(table("periods").get(word, word)) or None


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
