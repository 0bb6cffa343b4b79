"""One price of one period that is asked for another: "a plan is $119 for twelve months; monthly?"."""

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from agent.offline.sums.amounts import (
    LEAST_TARGET,
    PERIODS,
    Roles,
    money,
    period_of,
    sort,
)
from agent.offline.sums.mankind import names_world
from agent.offline.vocabulary import phrase, table
from agent.quantities import Quantity

_NAMED = re.compile(
    r"\b(month|year|quarter|week|day)(?:ly|s)?\b|\b(annual)(?:ly|i[sz]ed)?\b|(?:每|按|一|全|单)个?(年|月|季度|天|周)|(年|月)(?:费|均)",
    re.IGNORECASE,
)
_LENGTHS = {("years", 1): "year", ("months", 12): "year", ("months", 3): "quarter", ("months", 1): "month", ("quarters", 1): "quarter", ("weeks", 52): "year", ("days", 365): "year"}  # fmt: skip
_SOLD_IN_YUAN = re.compile(r"(?:[卖售收付交]|价格?|费|要|只要)(?:是|为)?\s*$")
_MOST_WORDS = 24
_ASKS_WHOSE = re.compile(r"\b(?:which|who|whose|whom|when|why)\b|[哪谁]|为什么", re.IGNORECASE)
"""What is asked of somebody's price, rather than of the amount."""


def price_converted(text: str, quantities: Sequence[Quantity]) -> dict[str, Any] | None:
    """The price with its period and the period asked; None where more is counted, or only one is named."""
    if len(text.split()) > _MOST_WORDS or names_world(text) or _ASKS_WHOSE.search(text):
        return None
    roles = sort([_in_yuan(q, text) for q in quantities], text)
    others = roles.people or roles.percents or roles.tokens or roles.bare or roles.sizes
    if others or len(roles.money) != 1 or len(roles.durations) > 1:
        return None
    price = roles.money[0]
    own = period_of(price, text) or _paid_for(text, roles)
    wanted = next((p for p in _periods_outside(text, roles) if p != own), None)
    earned = any(phrase("revenue", cue).search(text) for cue in ("earns", "how_long", "contract"))
    if own is None or wanted is None or earned or price.value >= LEAST_TARGET:
        return None
    return {
        "kind": "convert",
        "price": f"{money(price, text, period=False)}/{own}",
        "to_period": wanted,
    }


def _in_yuan(q: Quantity, text: str) -> Quantity:
    """A bare number that something is sold for in Chinese: "一年卖588"."""
    sold = q.unit is None and _SOLD_IN_YUAN.search(text[: q.start])
    return replace(q, unit="CNY") if sold else q


def _paid_for(text: str, roles: Roles) -> str | None:
    """The period that the price buys: a length beside it, or the only one its clause names."""
    for q in roles.durations:
        if period := _LENGTHS.get((str(q.unit), int(q.value))):
            return period
    if roles.durations:
        return None
    clause = _clause(text, roles.money[0])
    named = {p for p, start, _ in _named(text) if clause[0] <= start < clause[1]}
    return named.pop() if len(named) == 1 else None


def _periods_outside(text: str, roles: Roles) -> list[str]:
    """The periods named outside of the amounts, those of other clauses than the price's first."""
    held = [(q.start, q.end) for some in roles for q in some]
    own = _clause(text, roles.money[0])
    free = [n for n in _named(text) if not any(a <= n[1] < b for a, b in held)]
    return [p for p, start, _ in sorted(free, key=lambda n: own[0] <= n[1] < own[1])]


def _named(text: str) -> list[tuple[str, int, int]]:
    words = [(next(g for g in m.groups() if g).lower(), *m.span()) for m in _NAMED.finditer(text)]
    named = [(str(table("periods").get(word, word)), start, end) for word, start, end in words]
    return [n for n in named if n[0] in PERIODS]


def _clause(text: str, q: Quantity) -> tuple[int, int]:
    ends = [m for m in re.finditer(r"[;；。?？!！，]|[.,](?=\s|$)", text)]
    begin = max((m.end() for m in ends if m.end() <= q.start), default=0)
    return begin, min((m.start() for m in ends if m.start() >= q.end), default=len(text))
