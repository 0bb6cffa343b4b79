"""A price in money that is not known here, "500 zorkmids a month": told as it stands, for the engine to refuse."""

import re
from collections.abc import Sequence
from typing import NamedTuple

from agent.offline.respelled import is_english, is_frequent
from agent.offline.sums.amounts import LEAST_PAYERS, is_money, plain
from agent.offline.vocabulary import phrase, table
from agent.quantities import Quantity

_PERIOD = r"(?:\s+(?:an?|per|each|every)\s+|\s*/\s*)(month|year|week|day|quarter)\b|\s+(monthly|yearly|annually|weekly|daily)\b"
_BEHIND = re.compile(
    rf"\s+(?P<word>[A-Za-z][A-Za-z'’-]{{2,14}})(?:{_PERIOD}|(?=\s*(?:[,.;:?!]|$)))", re.IGNORECASE
)
_BEHIND_ZH = re.compile(r"\s?个?(?P<word>[^\W\d_a-zA-Z换兑折成合算]{1,3}(?<!人民)币)")
_NO_MONEY = re.compile(
    r"more|less|extra|each|times?|percent|people|tokens?|or|and|users?|subscribers?|hours?|days?|months?|years?",
    re.IGNORECASE,
)

_PAYS = re.compile(r"\b(?:pay|pays|paid|paying|costs?|charge[sd]?)\s*$", re.IGNORECASE)


class UnknownPrice(NamedTuple):
    """The number and its money as the engine reads a price: "500 zorkmids/month"."""

    quantity: Quantity
    written: str


def unknown_price(text: str, quantities: Sequence[Quantity]) -> UnknownPrice | None:
    """The price whose money is not known; None where every price is understood."""
    if any(is_money(q) for q in quantities):
        return None
    for q in quantities:
        if q.unit is not None:
            continue
        if said := _BEHIND.match(text, q.end):
            word = said["word"]
            if _NO_MONEY.fullmatch(word) or is_frequent(word) or not _is_paid(text, q):
                continue
            period = next((g for g in said.groups()[1:] if g), "").lower()
            if not period and not _stands_alone(text, q, quantities):
                continue
            if not period and is_english(word.lower()) and not _PAYS.search(text[: q.start]):
                continue  # "is at 300k drivers"
            per = f"/{table('periods').get(period, period)}" if period else ""
            return UnknownPrice(q, f"{plain(q.value)} {said['word']}{per}")
        if (q.per or _is_paid(text, q)) and (said := _BEHIND_ZH.match(text, q.end)):
            return UnknownPrice(q, f"{plain(q.value)} {said['word']}/{q.per or 'year'}")
    return None


def _stands_alone(text: str, q: Quantity, quantities: Sequence[Quantity]) -> bool:
    """Whether a price without a period is one: somebody pays it, and it is not "for 20 cards"."""
    payers = any(other.value >= LEAST_PAYERS for other in quantities if other is not q)
    return payers and re.search(r"\bfor\s*$", text[: q.start], re.IGNORECASE) is None


def _is_paid(text: str, q: Quantity) -> bool:
    """Whether the words before say that it is paid: "at", "paying", "a price of"."""
    return phrase("revenue", "paid_before").search(text[: q.start].rstrip()) is not None
