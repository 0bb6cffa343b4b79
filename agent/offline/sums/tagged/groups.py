"""Sums of several groups: a mix of plans, a table of prices and payers, cases side by side."""

import re
from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal

from agent.offline.sums.cases import case_names
from agent.offline.sums.group_names import group_names, share_asked_of
from agent.offline.sums.tagged.items import MONTHS, Item
from agent.offline.sums.tagged.told import Arguments, Told, lent, percent

_LEAST, _CLAUSE, _SENTENCE, _EXCEPT = 2, 40, 3, 5
_APART = re.compile(
    r"\b(?:except|excepting|excluding|but for|other than|apart from|aside from|save for|bar)\b",
    re.IGNORECASE,
)
"""Between a price and a group that does not pay it."""
_FREE = re.compile(r"\b(?:free|zero|nothing|nil|not a (?:cent|penny))\b", re.IGNORECASE)


def plans(told: Told) -> Arguments | None:
    """Each price with its number or share of payers, and the rest with the price that is left."""
    shared = told.has("plan_share")
    groups, prices = told.all("plan_share" if shared else "payers"), lent(told.all("price"))
    whole = _whole(told, shared=shared)
    if shared and whole is not None and (one := _one_that_pays(told, groups, prices)):
        return {**one, "subscribers": whole}
    prices = _by_the_year(told, prices, shared=shared)
    paired = _paired(told.text, groups, prices)
    if paired is None or (shared and whole is None):
        return None
    over = [p for p in prices if all(p is not price for _, price in paired)]
    left = _left(whole, groups, shared=shared)
    if len(over) > 1 or (over and left is None) or not (over or shared or _adds_up(whole, groups)):
        return None
    column = "share" if shared else "subscribers"
    names = group_names(told.text, paired)
    rows = [
        {
            "name": name or (percent(group) if shared else f"group {number}"),
            column: percent(group),
            "price": price.price,
        }
        for number, (name, (group, price)) in enumerate(zip(names, paired, strict=True), 1)
    ]
    rows += [{"name": "the rest", column: str(left), "price": p.price} for p in over]
    made: Arguments = {"kind": "plans", "plans": rows}
    if (share := share_asked_of(told.text, names, max(p.end for p in prices))) is not None:
        made["share_of_plan"] = share
    return {**made, "subscribers": whole} if shared else made


def _by_the_year(told: Told, prices: Sequence[Item], *, shared: bool) -> Sequence[Item]:
    """With the period that all are counted by, where no price says one: "800,000 licences a year"."""
    base = told.reading.one("base") or (told.reading.one("payers") if shared else None)
    if base is None or base.per not in MONTHS or any(p.per for p in prices):
        return prices
    return [replace(p, per=base.per) for p in prices]


def _one_that_pays(told: Told, groups: Sequence[Item], prices: Sequence[Item]) -> Arguments | None:
    """The one group at a price, where the other or the rest pays nothing."""
    free = _FREE.search(told.text)
    if len(groups) > _LEAST or len(prices) != 1 or free is None:
        return None
    if len(groups) == 1:
        return {
            "kind": "subscriptions",
            "paying_share": groups[0].written,
            "price": prices[0].price,
        }
    if sum(Decimal(percent(g).removesuffix("%")) for g in groups) != 100:
        return None
    first, second = groups
    paying = second if first.end <= free.start() < second.start else first
    return {"kind": "subscriptions", "paying_share": paying.written, "price": prices[0].price}


def _whole(told: Told, *, shared: bool) -> str | None:
    """How many all groups are together, where that was said."""
    item = told.reading.one("base") or (told.reading.one("payers") if shared else None)
    return item.written if item else None


def _paired(
    text: str, groups: Sequence[Item], prices: Sequence[Item]
) -> list[tuple[Item, Item]] | None:
    """Groups with their prices: in turn, or each with its nearest where one price is more."""
    if len(prices) < _LEAST or len(prices) - len(groups) not in (0, 1):
        return None
    if len(groups) == len(prices):
        return list(zip(groups, prices, strict=True))
    pairs = [(g, min(prices, key=lambda p: _gap(text, g, p))) for g in groups]
    return pairs if len({id(p) for _, p in pairs}) == len(pairs) else None


def _gap(text: str, a: Item, b: Item) -> int:
    """Characters between them, an end of a clause, of a sentence and what is left out as many."""
    first, last = (a, b) if a.start < b.start else (b, a)
    between = text[first.end : last.start]
    apart = len(re.findall(r"[,;](?!\d)", between)) + _EXCEPT * len(_APART.findall(between))
    apart += _SENTENCE * len(re.findall(r"[.?!](?!\d)", between))
    return len(between) + _CLAUSE * apart


def _left(whole: str | None, groups: Sequence[Item], *, shared: bool) -> str | None:
    """The number or share of payers that is in no group."""
    if whole is None:
        return None
    values = [Decimal(percent(g).removesuffix("%")) for g in groups]
    rest = (Decimal(100) if shared else Decimal(whole)) - sum(values)
    return f"{rest.normalize():f}{'%' if shared else ''}" if rest > 0 else None


def _adds_up(whole: str | None, groups: Sequence[Item]) -> bool:
    return whole is None or sum(Decimal(g.written) for g in groups) == Decimal(whole)


def grid(told: Told) -> Arguments | None:
    """Every price with every number of payers."""
    return _table(told, pairwise=False)


def cases(told: Told) -> Arguments | None:
    """Numbers of payers and prices in pairs."""
    return _table(told, pairwise=True)


def _table(told: Told, *, pairwise: bool) -> Arguments | None:
    people, prices = told.all("payers"), lent(told.all("price"))
    if pairwise and len(prices) == 1:
        prices = prices * len(people)
    if len(people) < _LEAST and len(prices) < _LEAST or (pairwise and len(people) != len(prices)):
        return None
    made: Arguments = {
        "kind": "grid",
        "subscribers": [p.written for p in people],
        "prices": [p.price for p in prices],
        "pairwise": pairwise,
    }
    counted = [q for some in told.roles for q in some if any(q.start < i.end and i.start < q.end for i in people)]  # fmt: skip
    names = case_names(told.text, counted) if pairwise and len(counted) == len(people) else []
    return {**made, "names": names} if names else made
