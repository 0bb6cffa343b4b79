"""Sums that hold two amounts of money of which one is no price: a first price for some months and a later one,
a profit to reach beside what each payer costs."""

import re
from collections.abc import Sequence
from typing import Any

from agent.offline.sums.amounts import LEAST_TARGET, Roles, period_of, plain, sort
from agent.offline.sums.groups import counted
from agent.offline.vocabulary import phrase
from agent.quantities import Quantity

_MONTHS = r"(?P<{0}>\d{{1,2}}|one|two|three|four|five|six|一|两|二|三|四|五|六)"
_FIRST = re.compile(
    rf"\b(?:for )?(?:the |your )?first {_MONTHS.format('a')} months?\b|\b{_MONTHS.format('b')} months? (?:at|for)\s*$|[前头首]{_MONTHS.format('c')}个月",
    re.IGNORECASE,
)
_THEN = re.compile(
    r"\b(?:then|afterwards?|after that|thereafter|from then on|later|subsequently)\b|之后|以后|然后|此后|后来|再",
    re.IGNORECASE,
)
_NUMBERS = {w: n for n, w in enumerate("one two three four five six".split(), 1)} | {"一": 1, "两": 2, "二": 2, "三": 3, "四": 4, "五": 5, "六": 6}  # fmt: skip
_YEAR = 12


def prices_in_turn(text: str, quantities: Sequence[Quantity]) -> dict[str, Any] | None:
    """A worksheet for either; None where the question holds neither."""
    roles = sort(quantities, text)
    people = counted(roles)
    if len(roles.money) != 2 or len(people) != 1 or roles.percents or roles.tokens:
        return None
    return _first_then(text, roles, people[0]) or _profit_price(text, roles, people[0])


def _first_then(text: str, roles: Roles, people: Quantity) -> dict[str, Any] | None:
    """Revenue of those who pay one price for some months and another one for the rest of the year."""
    early, late = roles.money
    said = _FIRST.search(text[: early.start]) or _FIRST.search(text[: early.end])
    if said is None or not _THEN.search(text[early.end : late.start]) or early.unit != late.unit:
        return None
    first = _number(said)
    months = [int(q.value) for q in roles.durations if q.unit == "months" and q.value > first]
    length = max(months, default=_YEAR)
    timed = {period_of(q, text) for q in roles.money} <= {"month", None}
    if not 0 < first < length or not timed:
        return None
    return {
        "kind": "chain",
        "givens": {
            "people": f"{plain(people.value)} people",
            "first_price": f"{plain(early.value)} {early.unit}/person/month",
            "later_price": f"{plain(late.value)} {late.unit}/person/month",
            "first_time": f"{first} month",
            "later_time": f"{length - first} month",
        },
        "steps": [
            "at_first = people * first_price * first_time",
            "later = people * later_price * later_time",
            "revenue = at_first + later",
        ],
        "notes": ["everybody joins at the start and stays; prices are by the month | 所有人期初加入且不流失；价格按月"],
    }  # fmt: skip


def _number(said: re.Match[str]) -> int:
    word = next(g for g in said.groups() if g).lower()
    return int(word) if word.isdigit() else _NUMBERS[word]


def _profit_price(text: str, roles: Roles, people: Quantity) -> dict[str, Any] | None:
    """The price by which so many bring a profit after what each of them costs."""
    cost, goal = sorted(roles.money, key=lambda m: m.value)
    beside = text[max(0, cost.start - 30) : cost.end + 30]
    asks = phrase("revenue", "target_asks").search(text) and phrase("worksheet", "price_asks").search(text)  # fmt: skip
    named = phrase("revenue", "profit_wanted").search(text) and phrase("revenue", "unit_cost").search(beside)  # fmt: skip
    if not asks or not named or goal.value < LEAST_TARGET or cost.unit != goal.unit:
        return None
    period, goal_period = period_of(cost, text), period_of(goal, text) or "year"
    if period is None:
        return None
    wanted = "month" if re.search(r"month|月", text, re.IGNORECASE) else "year"
    return {
        "kind": "chain",
        "givens": {
            "profit": f"{plain(goal.value)} {goal.unit}/{goal_period}",
            "people": f"{plain(people.value)} people",
            "cost": f"{plain(cost.value)} {cost.unit}/person/{period}",
        },
        "steps": [
            f"profit_each = profit / people in {goal.unit}/person/{wanted}",
            f"cost_each = cost * 1 in {goal.unit}/person/{wanted}",
            "price = profit_each + cost_each",
        ],
    }
