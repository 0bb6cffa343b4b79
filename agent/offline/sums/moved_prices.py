"""A price that becomes another: told by its new figure ("from $20 to $22", "going to $11") or by a step
("goes up $2", "涨价3元")."""

import re
from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal
from typing import NamedTuple

from agent.offline.sums.amounts import Roles
from agent.offline.sums.rates import moves_price
from agent.offline.sums.spoken_shares import spoken_shares
from agent.offline.vocabulary import phrase
from agent.quantities import Quantity


class MovedPrice(NamedTuple):
    """The price that was and the one that follows."""

    old: Quantity
    new: Quantity


_LEADS = re.compile(r"(?:\bto(?: only| just)?|到|至|成|为)\s*$", re.IGNORECASE)
_FROM = re.compile(r"(?:\bfrom|从|由)\s*$", re.IGNORECASE)
_MOVES = re.compile(
    r"\b(?:mov|switch|chang|migrat|go|goes|rais|increas|lift|bump|hik|cut|lower|drop|reduc|slash|put|push|bring|tak)(?:e|es|ed|ing|s|ting|ping)?\b"
    r"|改|换|变|涨|升|提|调|降",
    re.IGNORECASE,
)
_STEP_AHEAD = re.compile(
    r"(?P<up>\+|\bplus|\b(?:up|increas\w+|ris\w+|rais\w+|add(?:s|ing)?|hik\w+|lift\w*|higher)(?: (?:it|the price|prices|the fee))?(?: by)?|(?:涨价?|加价?|提价?|贵|上调|提高)了?)\s*$"
    r"|(?P<down>[-−–]|\bminus|\b(?:down|cut\w*|drop\w*|fall\w*|lower\w*|reduc\w+|decreas\w+)(?: (?:it|the price|prices|the fee))?(?: by)?|(?:降价?|减价?|便宜|下调|降低)了?)\s*$",
    re.IGNORECASE,
)
_STEP_BEHIND = re.compile(
    r"\s*(?:(?:a|per) (?:month|year|seat|head|user) ?)?(?:(?P<up>more|extra|higher|dearer|(?:price )?(?:increase|rise|hike|bump))|(?P<down>less|lower|cheaper|off|(?:price )?(?:cut|drop|reduction)))\b",
    re.IGNORECASE,
)


def moved_price(text: str, prices: Sequence[Quantity]) -> MovedPrice | None:
    """The two prices where the one becomes the other; None where there are not two, or they stand side by side."""
    if len(prices) != 2 or prices[0].unit != prices[1].unit:
        return None
    first, second = prices
    if _LEADS.search(text[: first.start]) and _FROM.search(text[: second.start]):
        return MovedPrice(second, first)  # "to $25 from $20"
    ahead, between = text[: first.start], text[first.end : second.start]
    moved = _FROM.search(ahead) or moves_price(text[: second.start]) or _MOVES.search(between)
    if _LEADS.search(text[: second.start]) and moved:
        return MovedPrice(first, second)
    step = price_step(text, second)
    beyond = step is not None and first.value + step <= 0
    beside = phrase("revenue", "attach").search(between) or takers_between(text, first, second)
    if step is None or beyond or beside or second.value >= first.value:
        return None
    return MovedPrice(first, replace(second, value=first.value + step, per=None, each=None))


_SHARE = re.compile(r"\d\s?(?:%|％|per ?cent)", re.IGNORECASE)


def takers_between(text: str, first: Quantity, second: Quantity) -> bool:
    """Whether between two prices stands who takes what the second is for: "$40. 30% upgrade to AI for $12 extra"."""
    at = first.end
    shares = [at + m.end() for m in _SHARE.finditer(text[at : second.start])]
    shares += [end for start, end, _ in spoken_shares(text) if at <= start and end <= second.start]
    return any(_TAKE.search(text, end, second.start) for end in shares)


_TAKE = re.compile(
    r"\b(?:upgrad|add|tak|buy|choos|opt|pick|get|subscrib|sign|adopt|go(?:es)? for|want|us(?:e|es|ing)\b|mov(?:e|es|ing) (?:up )?to|switch(?:es)? to)\w*|加购|升级|选|购买|订购|开通|用",
    re.IGNORECASE,
)


def moved_count(text: str, people: Sequence[Quantity]) -> bool:
    """Whether of two numbers of payers the one becomes the other: "from 100,000 to 140,000"."""
    if len(people) != 2:
        return False
    first, second = people
    between = text[first.end : second.start]
    return (
        _LEADS.search(text[: second.start]) is not None
        and len(between) < _NEAR
        and bool(_FROM.search(text[: first.start]) or _MOVES.search(between))
    )


def moved_share(text: str, roles: Roles) -> bool:
    """Whether the share of those who pay becomes another: "conversion goes from 2% to 3% of 45 million"."""
    rates = roles.percents
    if len(rates) != 2 or len(roles.money) != 1 or any(q.per for q in rates):
        return False
    converts = phrase("revenue", "converts").search(text) or phrase("revenue", "paying").search(text[: rates[0].start])  # fmt: skip
    led = _LEADS.search(text[: rates[1].start])
    named = phrase("revenue", "converts").search(text[rates[0].end : rates[1].start])
    return bool(converts and led and (_FROM.search(text[: rates[0].start]) or named))


_NEAR = 30
"""Characters between the two, with what they count."""


def price_step(text: str, q: Quantity) -> Decimal | None:
    """By how much a price moves where the amount is no price but a step of one; None where it is a price."""
    said = _STEP_AHEAD.search(text[: q.start]) or _STEP_BEHIND.match(text, q.end)
    if said is None:
        return None
    return abs(q.value) if said["up"] else -abs(q.value)


def people_moved(text: str, q: Quantity) -> str | None:
    """What a share beside a moved price does to the payers: `loss_once` or `growth_once`, by the nearest word."""
    begin = max((m.end() for m in _SENTENCE.finditer(text, 0, q.start)), default=0)
    close = _SENTENCE.search(text, q.end)
    end = close.start() if close else len(text)
    best: tuple[int, str] | None = None
    for name, cue in (("loss_once", "fall"), ("growth_once", "rise")):
        for m in phrase("worksheet", cue).finditer(text, begin, end):
            distance = max(m.start() - q.end, q.start - m.end(), 0)
            if best is None or distance < best[0]:
                best = (distance, name)
    return best[1] if best else None


_SENTENCE = re.compile(r"[。；？?!！]|\.(?:\s|$)")
