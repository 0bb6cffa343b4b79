"""The arguments of a subscription sum: payers, price, what moves them, how long, a target."""

import re
from collections.abc import Sequence
from typing import Any

from agent.language import language_of
from agent.offline.entities import Entity
from agent.offline.sums.amounts import (
    LEAST_PAYERS,
    PERIODS,
    Roles,
    money,
    named_price,
    plain,
)
from agent.offline.sums.list_prices import listed_plan
from agent.offline.sums.mankind import share_of_people, world_named
from agent.offline.sums.moments import moments_in
from agent.offline.sums.moved_prices import moved_count, moved_price, moved_share, people_moved
from agent.offline.sums.rates import left_out, read_multiples, read_percents, sign_of
from agent.offline.sums.reactions import read_reaction
from agent.offline.sums.said_periods import own_period
from agent.offline.sums.spoken_shares import as_fraction, is_part_of_price, spoken_shares
from agent.offline.sums.sum_periods import lacks_churn, read_unsaid_churn
from agent.offline.sums.taken_shares import fractions_in
from agent.offline.sums.targets import is_share_base, is_target
from agent.offline.sums.unpaid_shares import is_unpaid
from agent.offline.sums.year_spans import MOVES, read_years
from agent.offline.vocabulary import phrase, words
from agent.quantities import Quantity


def read_subscriptions(
    text: str, roles: Roles, entities: Sequence[Entity], found: dict[str, Any], notes: list[str]
) -> str | None:
    """Fills `found`; returns `subscribers` or `price` where that is missing."""
    targets = [m for m in roles.money if is_target(m, text)]
    prices = [m for m in roles.money if m not in targets and not is_share_base(m, text)]
    bare_prices = [] if prices else [q for q in roles.bare if _is_bare_price(q, text)]
    prices = _said_once(prices)
    people = _payers(text, roles, bare_prices)
    if len(people) > 1 and len(prices) > 1:
        found["ask_groups"] = True
    _read_payers(text, people, found)
    rest = [q for q in roles.bare if q not in people] if roles.people and not prices else []
    _read_price(text, prices, bare_prices or rest, entities, found, notes)
    if _read_moved(text, roles, people, prices, found):
        prices = prices[:1]
    elif not read_reaction(text, roles, found):
        read_percents(text, roles, found)
    asks_more = phrase("revenue", "more_asks").search(text)
    if _STEPS & set(found) and (asks_more or _COMPARED & set(found)):
        found["compare"] = True
    read_multiples(text, found)
    read_unsaid_churn(text, roles, found)
    read_length(text, roles, found)
    if MOVES & set(found):
        read_years(text, roles, found)
    elif not roles.durations and "churn" not in found and found.get("months") == "12":
        del found["months"]  # "what is that in a year" asks for a year's revenue
    notes += left_out(text, prices)
    _read_target(text, targets, found)
    if phrase("revenue", "compare").search(text):
        found["compare"] = True
    if base := next((m for m in roles.money if is_share_base(m, text)), None):
        found["share_of"] = money(base, text, period=False)
    return _missing(found) or ("churn" if lacks_churn(text, roles, found) else None)


_STEPS = {"price_change_once", "price_to", "paying_share_to"}
"""Changes of the price that some react to by leaving or joining, and of the share of those who pay it."""
_COMPARED = {"price_to", "paying_share_to", "loss_once", "growth_once"}
"""Beside a step, what is told with how it was before."""


def _read_moved(
    text: str,
    roles: Roles,
    people: Sequence[Quantity],
    prices: Sequence[Quantity],
    found: dict[str, Any],
) -> bool:
    """Fills in what becomes another figure: the price, with it the payers, or the share of those who pay."""
    if moved := moved_price(text, prices):
        found |= {"price": money(moved.old, text), "price_to": money(moved.new, text)}
        _read_payers_moved(text, roles, found)
        if moved_count(text, people):
            found["subscribers_to"] = plain(people[1].value)
            for name in ("subscribers_list", "ask_groups"):
                found.pop(name, None)
        return True
    if moved_share(text, roles):
        shares = [f"{plain(q.value)}%" for q in roles.percents]
        found |= {"paying_share": shares[0], "paying_share_to": shares[1]}
        return True
    return False


def _said_once(prices: list[Quantity]) -> list[Quantity]:
    """The prices without one that is said again with more: "at $20, price from $20 to $25 a month"."""
    return [
        p
        for i, p in enumerate(prices)
        if not any(
            p.value == other.value and p.per in (None, other.per) for other in prices[i + 1 :]
        )
    ]


def _read_payers_moved(text: str, roles: Roles, found: dict[str, Any]) -> None:
    """The shares of those who leave or join with a price that is moved by figures, so that no share is its change."""
    once = [q for q in roles.percents if own_period(q, text) is None]
    read_percents(
        text, roles._replace(percents=[q for q in roles.percents if q not in once]), found
    )
    for q in once:
        sign = sign_of(text, q)
        signed = "loss_once" if sign < 0 else "growth_once" if sign else None
        if name := signed or people_moved(text, q):
            found[name] = f"{plain(abs(q.value))}%"


def _payers(text: str, roles: Roles, bare_prices: list[Quantity]) -> list[Quantity]:
    """Those counted as people, and bare numbers as large as a further number of them."""
    bare = [q for q in roles.bare if q not in bare_prices]
    large = [q for q in bare if q.value >= LEAST_PAYERS]
    people = [*roles.people, *large] or bare  # of "80M at $96, year 3 revenue" the 3 counts nobody
    met = [q for q in people if "+" not in text[q.start : q.end + 1]]
    return met or people  # "for 1,000+ seats" is a condition


def _read_payers(text: str, people: list[Quantity], found: dict[str, Any]) -> None:
    if people:
        ours = people[0].unit == "seats" or phrase("revenue", "bill_of_ours").search(text)
        noun = " seats" if ours else ""  # a buyer's bill, not a vendor's sales
        found["subscribers"] = plain(people[0].value) + noun
    elif named := world_named(text):
        found["subscribers_of"] = named
    if len(people) > 1 and not found.get("ask_groups"):
        found["subscribers_list"] = [plain(q.value) for q in people]
    of_people = None if people else share_of_people(text)
    if share := of_people or _fraction(text):
        leaves = not of_people and any(
            phrase("revenue", "churn").search(clause)
            for clause, part in fractions_in(text)
            if part == share
        )
        if is_unpaid(text, share):  # "two thirds are free, the rest pay"
            left = 1 - as_fraction(share)
            share = f"{left.numerator}/{left.denominator}"
        found["loss_once" if leaves else "paying_share"] = share


def _read_price(
    text: str,
    prices: list[Quantity],
    bare: list[Quantity],
    entities: Sequence[Entity],
    found: dict[str, Any],
    notes: list[str],
) -> None:
    if prices:
        found["price"] = money(prices[0], text)
    elif bare:
        period = own_period(bare[0], text)
        said = "currency" in found or language_of(text) != "zh" or "美元" in text
        currency = "" if said else " CNY"
        found["price"] = f"{plain(bare[0].value)}{currency}" + (f"/{period}" if period else "")
        notes.append("未说明货币，按人民币计" if currency else "the price has no currency")
    elif named := named_price(text, entities):
        found["price_of"] = named
        if "subscribers_of" in found:
            found |= listed_plan(text, entities)


def _missing(found: dict[str, Any]) -> str | None:
    priced = "price" in found or "price_of" in found
    counted = "subscribers" in found or "subscribers_of" in found
    if "solve" in found:
        if not counted and found["solve"] != "subscribers":
            return "subscribers"
        return None if priced or found["solve"] == "price" else "price"
    if "churn" in found and is_impossible(str(found["churn"])):
        return None  # refused before anything is asked
    if not counted:
        return "subscribers"
    return None if priced else "price"


def is_impossible(churn: str) -> bool:
    """Whether churn is below 0 % or above 100 %, which the engine refuses whatever else is lacking."""
    share = float(churn.partition("%")[0])
    return not 0 <= share <= 100


def _read_target(text: str, targets: list[Quantity], found: dict[str, Any]) -> None:
    if not targets:
        return
    per = targets[0].per
    found["target"] = money(targets[0], text, period=False)
    found["target"] += f"/{per}" if per in PERIODS and per != "year" else ""
    counted = "subscribers" in found or "subscribers_of" in found
    priced = "price" in found or "price_of" in found
    asked = solve_asked(text)
    waits = phrase("revenue", "how_long").search(text) is not None
    if waits and ((counted and priced) or _counts_months(text)):
        found["solve"] = "months" if _counts_months(text) else "years"
        if (
            "/" not in found["target"]
            and found["solve"] == "years"
            and _is_of_a_year(targets[0], text, found)
        ):
            found["target"] += "/year"
    elif counted and priced and asked != "price":
        found["solve"] = asked or "either"
    else:
        found["solve"] = "price" if counted or (asked == "price" and not priced) else "subscribers"
    if found["solve"] == "price" and re.search(r"month|月", text, re.IGNORECASE):
        found["solve_period"] = "month"


def solve_asked(text: str) -> str | None:
    """Which of the two a question wants, the price or the number of those who pay it."""
    asks = (("price", "price_asks"), ("subscribers", "count_asks"))
    return next((name for name, cue in asks if phrase("revenue", cue).search(text)), None)


def _counts_months(text: str) -> bool:
    return re.search(r"how many months|(?:what|which) month|几个?月|多少个?月", text, re.I) is not None  # fmt: skip


def _is_of_a_year(target: Quantity, text: str, found: dict[str, Any]) -> bool:
    """Whether the target is to be earned in a year, not in total: where years differ it is, unless a sum is asked for."""
    if any(phrase("revenue", cue).search(text) for cue in ("total_span", "sum_reached")):
        return False
    around = text[max(0, target.start - 24) : target.end + 32]
    said = r"\b(?:annual|yearly)(?:ly)?\b|\b(?:a|per|in one|in a single) year\b|\barr\b|年收入|每年|一年"
    moves = bool(MOVES & set(found))
    return moves or target.per == "year" or re.search(said, around, re.IGNORECASE) is not None


def read_length(text: str, roles: Roles, found: dict[str, Any]) -> None:
    for q in roles.durations:
        if re.match(r"\s*(?:for )?free\b|免费", text[q.end :], re.IGNORECASE):
            continue  # what is given away is no length of time
        for unit in ("year", "month", "day"):
            if q.unit and q.unit.startswith(unit):
                found[f"{unit}s"] = plain(q.value)
    _read_moments(text, found)
    if phrase("revenue", "total_span").search(text):
        found["show"] = "total"
    if not roles.durations and re.search(r"half a year|半年", text, re.IGNORECASE):
        found["months"] = "6"
    if "months" not in found and re.search(
        r"after (?:a|one) year|in a year(?:'s time)?|一年(?:之)?后", text, re.IGNORECASE
    ):
        found["months"] = "12"


def _read_moments(text: str, found: dict[str, Any]) -> None:
    """The years or months by their number that are asked for."""
    named = list(moments_in(text))
    years = [m.number for m in named if m.unit == "year"]
    months = [m.number for m in named if m.unit == "month"]
    if years:
        later = [n for n in years if n != 1]  # "year 1" beside it is the start
        found["years"] = str(max(later or years))
        found["show"] = "year"
        if len(set(later)) > 1:
            found["shown_years"] = sorted({*later, *(years if _FIRST_OF_LIST.search(text) else ())})
    elif months:
        found["show_month"] = str(max(months))
        if len(set(months)) > 1:
            found["shown_months"] = sorted(set(months))


_FIRST_OF_LIST = re.compile(r"\byears 1\s?(?:,|and)", re.IGNORECASE)
"""Years of which the first is asked for too: "years 1, 3 and 5"."""
_OF_PAYERS = re.compile(
    r"\s+(?:of (?!a (?:million|billion))|are|(?:(?:would|will|could|can|might|may) )?(?:ever |really |actually )?(?:pays?|subscribes?|buys?|signs? up|gets?|takes?))\b",
    re.IGNORECASE,
)
"""Behind a share in words: what those do, or of whom they are."""


def _fraction(text: str) -> str | None:
    """The share in words that pays; in Chinese the first one."""
    said = (
        part
        for start, end, part in spoken_shares(text)
        if not is_part_of_price(text, start, end)
        and (not text[start].isascii() or _OF_PAYERS.match(text, end))
    )
    return next(said, None)


def _is_bare_price(q: Quantity, text: str) -> bool:
    before = text[max(0, q.start - 24) : q.start]
    named = rf"(?<![a-z]){words('revenue', 'price')}(?:\s+(?:is|of|are|at))*"
    product = r"[*×x@]|\btimes|\bat|\bcosts?|\bcharg(?:ed?|ing)|单价|价格|费用?"
    return re.search(rf"(?:{named}|{product})\W*$", before, re.IGNORECASE) is not None
