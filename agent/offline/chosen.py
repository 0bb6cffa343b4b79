"""One of what the turns before gave: by its place ("the second one", "后者") or by its price ("the cheaper one")."""

import re
from collections.abc import Sequence
from typing import Any

from agent.offline.request import NAMED, Request

_PLACES = {
    "first": 0,
    "former": 0,
    "second": 1,
    "third": 2,
    "last": -1,
    "latter": -1,
    "第一": 0,
    "前者": 0,
    "第二": 1,
    "第三": 2,
    "后者": -1,
    "最后": -1,
}
_SAID = re.compile(
    r"\bthe (first|second|third|last|former|latter)\b(?! (?:year|month|quarter|week|half|time)s?\b)"
    r"|(第[一二三]个|前者|后者|最后一?个)",
    re.IGNORECASE,
)
_BY_PERIOD = {
    "year": r"\bthe (?:yearly|annual)(?: \w+)?\b|年付的?|按年的",
    "month": r"\bthe monthly(?: \w+)?\b|月付的?|按月的",
    "quarter": r"\bthe quarterly(?: \w+)?\b|季付的?",
}
_CHEAP = re.compile(
    r"\bthe (?:cheap(?:er|est)|less expensive|least expensive|lower[- ]priced)\b(?: (?:one|plan|offer|option|tier|model))?|便宜的?(?:那个|那种|一个|一种|方案)",
    re.IGNORECASE,
)
_DEAR = re.compile(
    r"\bthe (?:dearer|dearest|pricier|priciest|more expensive|most expensive)\b(?: (?:one|plan|offer|option|tier|model))?|更?贵的?(?:那个|那种|一个|一种|方案)",
    re.IGNORECASE,
)


def chosen_before(text: str, past: Sequence[Request]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The product that is pointed at and the vendor, of those that a turn before named or listed."""
    for request in reversed(past):
        listed = tuple(request.arguments.get(NAMED) or request.systems or request.vendors)
        if chosen := chosen_of(text, listed):
            is_vendor = chosen[0] in request.vendors and not request.systems
            return chosen, chosen if is_vendor else ()
    return (), ()


def chosen_of(text: str, names: tuple[str, ...]) -> tuple[str, ...]:
    """One of the names before: "the second one", "the latter", "后者"."""
    place = place_said(text, len(names))
    return () if place is None else (names[place],)


def place_said(text: str, count: int) -> int | None:
    """The place, counted from 0 and from the end below it, of the one meant among so many."""
    said = _SAID.search(text)
    if said is None or count < 2:
        return None
    word = said[1].lower() if said[1] else re.sub(r"一?个$", "", said[2])
    place = _PLACES.get(word, 0)
    return place if -count <= place < count else None


def of_period(text: str, periods: Sequence[str]) -> int | None:
    """The place of the offer that is paid by the period named: "the yearly one", "年付的"."""
    for period, word in _BY_PERIOD.items():
        if periods.count(period) == 1 and re.search(word, text, re.IGNORECASE):
            return periods.index(period)
    return None


def by_price(text: str) -> str | None:
    """`least` or `most` where one is meant by what it costs: "the cheaper one"."""
    return "least" if _CHEAP.search(text) else "most" if _DEAR.search(text) else None


def price_chosen(text: str, names: Sequence[str]) -> dict[str, Any]:
    """Whose price a sum is to take, of those spoken of; empty where the words choose none."""
    if len(names) < 2:
        return {}
    if by_place := chosen_of(text, tuple(names)):
        return {"price_of": by_place[0]}
    choice = by_price(text)
    return {"price_of": names[-1], "price_of_any": list(names), "choice": choice} if choice else {}
