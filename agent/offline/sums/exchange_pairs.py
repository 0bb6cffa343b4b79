"""Rates of exchange that name both currencies: "84 rupees to the dollar", "1 euro = $1.10", "1英镑=9.1元"."""

import re
from collections.abc import Collection, Sequence
from decimal import Decimal
from typing import NamedTuple

from agent.offline.sums.amounts import is_money, plain
from agent.offline.vocabulary import compiled
from agent.quantities import Quantity

WORDS = {
    "CNY": r"yuan|rmb|cny|renminbi|人民币|元(?!器|宝)",
    "USD": r"(?:us )?dollars?|usd|bucks?|美元|美金",
    "EUR": r"euros?|eur|欧元",
    "GBP": r"(?:british )?pounds?(?: sterling)?|gbp|sterling|英镑",
    "JPY": r"(?:japanese )?yen|jpy|日元|日圆",
    "INR": r"(?:indian )?rupees?|inr|\brs\b|卢比",
    "HKD": r"hk\$|hong kong dollars?|hkd|港[元币]",
    "KRW": r"(?:korean )?won|krw|韩[元币]",
    "BRL": r"reais|reals?|brl|雷亚尔",
}
"""Currencies by the words for them."""
_SIGNS = {"USD": r"\$", "EUR": "€", "GBP": "£"}
_ONE = r"(?:1|one|an?|the|each|一)"
_IS = r"(?:is|=|equals|buys|fetches|gets(?: you)?|gives|worth|costs|(?:one |you |we )gets?|makes|brings|yields|at|for|being|stands at|trades at|as|taken as|counted as|兑|合|换|等于|是|为|[:：])"


class Pair(NamedTuple):
    """So many of the `counted` currency are one of the `base`."""

    counted: str
    value: Decimal
    base: str
    quantity: Quantity


def pairs_said(text: str, quantities: Sequence[Quantity]) -> list[Pair]:
    """The rates among the amounts."""
    said = ((q, _base(q, text)) for q in quantities if is_money(q) and q.value > 0)
    pairs = [Pair(str(q.unit), q.value, base, q) for q, base in said if base and base != q.unit]
    # Of "$1 = Rs 84" both amounts stand beside the other's currency.
    turned = {(p.counted, p.base) for p in pairs if p.value != 1}
    return [p for p in pairs if p.value != 1 or (p.base, p.counted) not in turned]


def ones_of(pairs: Sequence[Pair], quantities: Sequence[Quantity], text: str) -> list[Quantity]:
    """The one that a rate is for, where it was read as an amount of its own: "1 euro" of "1 euro = $1.10"."""
    near = re.compile(rf"\s*{_IS}?\s*(?:worth |about )?", re.IGNORECASE)
    return [
        q
        for q in quantities
        if q.value == 1
        and any(
            (q.end <= p.quantity.start and near.fullmatch(text[q.end : p.quantity.start]))
            or 0 <= q.start - p.quantity.end <= 8
            for p in pairs
            if q is not p.quantity and q.unit == p.base
        )
    ]


def rates_for(pairs: Sequence[Pair], currency: str) -> list[str]:
    """What one of `currency` is, as the engine reads it: "INR=84", "EUR=1/1.10"."""
    found = {p.counted: plain(p.value) for p in pairs if p.base == currency}
    found |= {p.base: f"1/{plain(p.value)}" for p in pairs if p.counted == currency}
    return [f"{code}={value}" for code, value in found.items()]


def common_currency(pairs: Sequence[Pair], wanted: Collection[str]) -> str:
    """The one wanted, else the one that all rates have in common."""
    every = [{p.counted, p.base} for p in pairs]
    shared = set[str].intersection(*every)
    named = [c for c in wanted if any(c in pair for pair in every)]
    bases = [p.base for p in pairs if p.base in shared]
    return (named or bases or sorted(shared) or [pairs[0].base])[0]


def _base(q: Quantity, text: str) -> str | None:
    """The currency that the amount is the price of one of."""
    ahead, behind = text[max(0, q.start - 32) : q.start], text[q.end : q.end + 28]
    for code, words in WORDS.items():
        before = (
            rf"(?<![A-Za-z0-9.]){_ONE}\s?(?:{words})\s*{_IS}\s*(?:about |worth |currently )*$"
            rf"|(?:\band|[,，、])\s*{_ONE}\s?(?:{words})\s*$"
        )
        after = rf"\s*(?:per|to {_ONE}|to|for {_ONE}|buys? {_ONE}|makes? {_ONE}|an?|/|=|兑|对|换)\s*(?:{_ONE}\s*)?(?:{words})(?![A-Za-z])"
        if compiled(before).search(ahead) or compiled(after).match(behind):
            return code
        own = rf"(?:per|an?|/|every)\s*(?:{words})$"
        if compiled(own).search(q.text):
            return code
    signed = (c for c, sign in _SIGNS.items() if re.search(rf"{sign}1\s*{_IS}\s*$", ahead))
    return next(signed, None)
