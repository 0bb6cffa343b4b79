"""A rate of exchange and the currency an answer is wanted in."""

import re
from collections.abc import Collection
from dataclasses import replace
from decimal import Decimal
from typing import Any

from agent.offline.sums.amounts import Roles, is_money, plain
from agent.offline.sums.exchange_pairs import (
    WORDS,
    Pair,
    common_currency,
    ones_of,
    pairs_said,
    rates_for,
)
from agent.offline.vocabulary import compiled, words
from agent.quantities import Quantity

_MANY_FOR_ONE = ("CNY", "JPY", "INR", "HKD", "KRW")
_LARGEST_RATE = 2000


def read_exchange(text: str, roles: Roles, found: dict[str, Any]) -> None:
    """`rate` as `CNY=7.1` for one unit of `currency`, and `wanted_currency` of the answer.

    Takes a rate ("at 7.1", "7.2 yuan per dollar", "汇率7.2") out of the amounts; several, or one between
    the currencies of several prices, become rates for one of the currency that all are told in.
    """
    pairs = pairs_said(text, roles.money)
    for q in [*(p.quantity for p in pairs), *ones_of(pairs, roles.money, text)]:
        roles.money.remove(q)
    if any("JPY" in (p.counted, p.base) for p in pairs):
        roles.money[:] = [replace(m, unit="JPY") if m.ambiguous else m for m in roles.money]
    if pairs:
        _read_pairs(text, pairs, {m.unit for m in roles.money if m.unit}, found)
        return
    rate = next((q for q in [*roles.bare, *roles.money] if _is_rate(q, text)), None)
    if rate is not None:
        (roles.money if rate in roles.money else roles.bare).remove(rate)
        for one in [m for m in roles.money if m.value == 1 and m.end <= rate.start <= m.end + 8]:
            roles.money.remove(one)  # the one euro of "1 EUR = 1.08 USD"
    own = next((m.unit for m in roles.money if m.unit), None)
    wanted = currencies_wanted(text)
    currency = next((c for c in wanted if c != own), wanted[0] if wanted else None)
    if rate is None:
        if currency:
            found["currency"] = currency
        return
    said = rate.unit if is_money(rate) else None
    counted, base = rate_pair({own, currency, said} - {None}, own, rate.value, said)
    found |= {"rate": f"{counted}={plain(rate.value)}", "currency": base}
    if wanted or own != base:
        found["wanted_currency"] = currency or base


def _read_pairs(text: str, pairs: list[Pair], own: set[str], found: dict[str, Any]) -> None:
    """Rates that name both of their currencies."""
    wanted = currencies_wanted(text)
    if len(pairs) > 1 or len(own) > 1:
        told_in = common_currency(pairs, wanted)
        found |= {"rate": ", ".join(rates_for(pairs, told_in)), "currency": told_in}
        return
    pair = pairs[0]
    found |= {"rate": f"{pair.counted}={plain(pair.value)}", "currency": pair.base}
    other = next((c for c in wanted if c not in own), None)
    if other or pair.base not in own:
        found["wanted_currency"] = other or pair.base


def is_exchanged(text: str, roles: Roles) -> bool:
    """Whether one amount is to be told in another currency at a rate that is given, and nothing else."""
    rest = Roles(*(list(some) for some in roles))
    found: dict[str, Any] = {}
    read_exchange(text, rest, found)
    alone = not any(some for some in rest if some is not rest.money)
    priced = len(rest.money) == 1 and rest.money[0].per is None
    return alone and priced and {"rate", "wanted_currency"} <= set(found)


def currencies_wanted(text: str) -> list[str]:
    """Currencies named as that of the answer: "in yuan", "换算成美元", "多少亿美元"."""
    found: list[tuple[int, str]] = []
    for code, names in WORDS.items():
        for pattern in (
            rf"\b(?:in|into|to|as|and|how (?:many|much in))\s+(?:us\s+)?(?:{names})\b",
            rf"(?:换算成?|换成|折合成?|折成|折算成?|兑换成?|按|合|多少[万亿]*|转成)(?:多少[万亿]*)?(?:{names})",
            rf"^\W*(?:{names})\s*[,:]",
            rf"(?:{names})\s+(?:instead|please)\b",
            rf"(?:{names})\s+(?:total|figure|amount|sum|equivalent|terms|result|value)\b",
        ):
            if match := compiled(pattern).search(text):
                found.append((match.start(), code))
    return [code for _, code in sorted(found)]


def currencies_named(text: str) -> list[str]:
    """Currencies whose word the text holds, wherever it stands: "how many yuan more"."""
    return [
        code for code, names in WORDS.items() if compiled(rf"(?<![a-z])(?:{names})").search(text)
    ]


def _is_rate(q: Quantity, text: str) -> bool:
    if (
        not 0 < q.value < _LARGEST_RATE
        or q.per is not None
        and "dollar" not in str(q.per)
        and "USD" not in str(q.per)
    ):
        return False
    before, after = text[max(0, q.start - 18) : q.start], text[q.end : q.end + 20]
    if is_money(q):
        if q.per is not None and q.per not in ("dollar", "USD"):
            return False
        said = (
            r"(?:\b(?:1|one|a) ?(?:us )?(?:dollar|usd|euro?|pound|gbp)s? ?(?:is|=|buys|at|equals)|(?:1"
            r"|一)(?:美元|美金|欧元|英镑)(?:=|等于|兑|合|换|是)?)\s*$"
        )
        return bool(
            re.match(rf"\s*{words('revenue', 'rate_after')}", after, re.IGNORECASE)
            or re.search(said, before, re.IGNORECASE)
            or re.search(r"[£€$]1 ?(?:is|=|buys|equals)\s*$", before, re.IGNORECASE)
            or re.search(r"\b(?:us )?(?:pound|euro|dollar) (?:is |stands )?at\s*$", before, re.I)
            or re.search(
                r"\b(?:dollars|euros|pounds|usd|eur|gbp) (?:at|with|using)\s*$",
                before,
                re.IGNORECASE,
            )
            or re.search(r"\b(?:exchange )?rate (?:at|of|is|being|stands at|=)\s*$", before, re.I)
            or re.search(r"(?:per|a|/)\s*(?:us )?(?:dollar|usd|euro|pound)", q.text, re.IGNORECASE)
        )
    if q.unit is not None:
        return False
    return (
        (
            re.search(
                rf"(?:(?<![a-z]){words('revenue', 'rate_before')})\s*$", before, re.IGNORECASE
            )
            is not None
            or re.search(rf"(?<![a-z])(?:{'|'.join(WORDS.values())})\s*[(（]\s*$", before, re.I)
            or re.match(rf"\s*{words('revenue', 'rate_after')}", after, re.IGNORECASE) is not None
        )
        and not re.match(r"\s*(?:%|users|subs|per cent|/\s*\d)", after, re.IGNORECASE)
        and (
            q.value != q.value.to_integral_value()
            or bool(
                re.search(
                    r"rate|汇率|yuan|dollar|usd|rmb|cny|eur|pound|gbp|yen|rupee|元", text, re.I
                )
            )
        )
    )


def rate_pair(
    currencies: Collection[str | None], own: str | None, rate: Decimal, said: str | None = None
) -> tuple[str, str]:
    """The currency counted and the one it is counted for: 7.1 is CNY for one USD.

    `own` is that of the price, `said` the one named with the rate.
    """
    if {"EUR", "GBP"} <= set(currencies) and said not in ("EUR", "GBP"):
        return ("EUR", "GBP") if rate > 1 else ("GBP", "EUR")  # a pound is worth more than a euro
    base = next((c for c in ("USD", "EUR", "GBP") if c in currencies and c != said), "USD")
    if counted := next((c for c in _MANY_FOR_ONE if c in currencies), None):
        return counted, base
    if other := next((c for c in ("GBP", "EUR") if c in currencies), None):
        return ("USD", other) if rate > 1 else (other, "USD")
    return "CNY", own or "USD"
