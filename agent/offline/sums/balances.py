"""What comes in against what is spent, two totals: "costs $30 million a month, revenue is $500 million a year"."""

import re
from typing import Any

from agent.offline.sums.amounts import LEAST_TARGET, Roles, money, period_of
from agent.offline.sums.rates import clause_at
from agent.offline.vocabulary import phrase, table
from agent.quantities import Quantity

_PERIOD = re.compile(
    r"\b(?:a|per|each|every|last|this|past) (month|year|quarter|week)\b", re.IGNORECASE
)
_NAMED = re.compile(
    r"\b(?:last|this|past|in the (?:first|second|third|fourth|last|past)) (month|year|quarter)\b|\b(?-i:Q[1-4])\b",
    re.IGNORECASE,
)
"""A stretch of time that has a place in the calendar, whose figure an amount is."""


def is_balance(text: str, roles: Roles) -> bool:
    """Whether a cost and an income, each a total, are asked about: break-even or profit, whatever their periods."""
    alone = not (roles.people or roles.percents or roles.tokens or roles.sizes)
    if len(roles.money) != 2 or not alone or any(m.value < LEAST_TARGET for m in roles.money):
        return False
    if _cost(text, roles) is None:
        return False
    if phrase("revenue", "break_even").search(text) or phrase("revenue", "profit_asks").search(
        text
    ):
        return re.search(r"how many|多少(?:客户|用户|人|订阅)", text, re.IGNORECASE) is None
    periods = {period_of(m, text) for m in roles.money}
    return phrase("revenue", "margin").search(text) is not None and len(periods - {None}) > 1


def is_spent_first(text: str, roles: Roles) -> bool:
    """Break-even of what is spent at first and earned back: a time, no number of customers."""
    asks = any(phrase("revenue", cue).search(text) for cue in ("how_long", "when_asks"))
    first = all(phrase("revenue", cue).search(text) for cue in ("upfront", "break_even"))
    return bool(first and asks and len(roles.money) > 1 and not roles.people)


def read_balance(text: str, roles: Roles, found: dict[str, Any]) -> None:
    """The income and the cost, each with the period that its clause says."""
    cost = _cost(text, roles)
    income = next(m for m in roles.money if m is not cost)
    assert cost is not None  # or the kind would be another
    found |= {"income": with_period(income, text), "cost": with_period(cost, text)}


def with_period(m: Quantity, text: str) -> str:
    """The amount with the period that its own clause says behind it: "$9 million of fixed costs a year"."""
    amount = money(m, text)
    clause, start = clause_at(text, m)
    rest = re.split(r"[$€£¥]?\d", clause[m.end - start :])[0]  # what follows is another's
    said = _PERIOD.search(rest) or _NAMED.search(clause)
    ahead = re.search(r"(年|月|周|季)度?(?:运营|总|固定)?(?:成本|开支|费用|收入|营收|支出|销售额)(?:是|为|约)?$", text[: m.start])  # fmt: skip
    if "/" in amount or (said is None and ahead is None):
        return amount
    word = (said[1] or "quarter").lower() if said else ahead[1] if ahead else ""
    return f"{amount}/{table('periods').get(word, word)}"


def _cost(text: str, roles: Roles) -> Quantity | None:
    """The amount whose clause names a cost, where the other names an income or nothing."""
    costs = [m for m in roles.money if _says("spent_total", m, text)]
    if len(costs) == 1:
        return costs[0]
    incomes = [m for m in roles.money if _says("income", m, text)]
    return next(m for m in roles.money if m not in incomes) if len(incomes) == 1 else None


def _says(cue: str, m: Quantity, text: str) -> bool:
    return phrase("revenue", cue).search(clause_at(text, m)[0]) is not None
