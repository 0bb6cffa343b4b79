"""Sums that hold two amounts of money of which one is no price: a first price for some months and a later one,
a profit to reach beside what each payer costs."""

import re
from collections.abc import Sequence
from typing import Any

from agent.offline.sums.amounts import LEAST_TARGET, Roles, period_of, plain, sort
from agent.offline.sums.groups import counted
from agent.offline.vocabulary import phrase
from agent.quantities import Quantity

_SMALL = "one two three four five six seven eight nine ten eleven".split()
_ZH = "一二三四五六七八九十"
_NUMBERS = {w: n for n, w in enumerate(_SMALL, 1)} | {w: n for n, w in enumerate(_ZH, 1)} | {"两": 2, "十一": 11}  # fmt: skip
_MONTHS = rf"(?P<{{0}}>\d{{{{1,2}}}}|{'|'.join(_SMALL)}|十一|[{_ZH}两])"
_FIRST = re.compile(
    rf"\b(?:for )?(?:the |your )?first {_MONTHS.format('a')} months?\b|\b{_MONTHS.format('b')} months? (?:at|for)\s*$|[前头首]{_MONTHS.format('c')}个月",
    re.IGNORECASE,
)
_FIRST_BEHIND = re.compile(
    rf"(?:\s*(?:a|per|each) month)?\s+for (?:the )?(?:first )?{_MONTHS.format('d')} months?\b",
    re.IGNORECASE,
)
_INTRO = re.compile(
    r"\b(?:intro(?:ductory)?|trial|teaser|promo\w*|launch|starting|initial)\b", re.IGNORECASE
)
_THEN = re.compile(
    r"\b(?:then|afterwards?|after that|thereafter|from then on|later|subsequently|full price|regular price|rising to|after)\b|之后|以后|然后|此后|后来|再|其余|剩下",
    re.IGNORECASE,
)
_REST = re.compile(
    rf"\b(?:remaining|other|next|following) {_MONTHS.format('e')}\b|(?:其余|剩下|剩余|之后|以后|然后|此后|后)的?{_MONTHS.format('f')}个月",
    re.IGNORECASE,
)
_FOR = re.compile(r"\W*(?:(?:a|per|each) month )?for (?:the )?", re.IGNORECASE)
_EACH = re.compile(
    r"\b(?:one|a|an|each|every|per|single)(?: single)? (?:customer|subscriber|user|member|payer|client|person|head)s?\b|\b(?:each|apiece|individually)\b|(?:一个|每个?|单个|一位|每位|一名|每名)(?:客户|用户|人|会员|订户|订阅者)|人均",
    re.IGNORECASE,
)
"""What one of them pays, asked beside what all pay."""
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
    between = text[early.end : late.start]
    said = _FIRST.search(text[: early.start]) or _FIRST.search(text[: early.end])
    if said is None and _INTRO.search(text[: early.start]):
        said = _FIRST_BEHIND.match(text, early.end)
    turns = _THEN.search(between) or (said and _INTRO.search(text[: early.start]))
    if said is None or not turns or early.unit != late.unit:
        return None
    first = _number(said)
    rest = _months_of_rest(text, roles, said, late) or _YEAR - first
    timed = {period_of(q, text) for q in roles.money} <= {"month", None}
    if first <= 0 or rest <= 0 or not timed:
        return None
    chinese = re.search(r"[\u4e00-\u9fff]", text) is not None
    payers, at_first, later, revenue, paid_by_each = ("人数", "前期收入", "后期收入", "收入", "人均支付") if chinese else ("people", "at_first", "later", "revenue", "paid_by_each")  # fmt: skip
    steps = [
        f"{at_first} = {payers} * first_price * first_time",
        f"{later} = {payers} * later_price * later_time",
        f"{revenue} = {at_first} + {later}",
    ]
    asked = _EACH.search(text, late.end)
    if asked:
        steps.append(f"{paid_by_each} = {revenue} / {payers} in {early.unit}/person")
    return {
        "kind": "chain",
        "givens": {
            payers: f"{plain(people.value)} people",
            "first_price": f"{plain(early.value)} {early.unit}/person/month",
            "later_price": f"{plain(late.value)} {late.unit}/person/month",
            "first_time": f"{first} month",
            "later_time": f"{rest} month",
        },
        "steps": steps,
        **({"answers": [revenue, paid_by_each]} if asked else {}),
        "notes": ["everybody joins at the start and stays; prices are by the month | 所有人期初加入且不流失；价格按月"],
    }  # fmt: skip


def _months_of_rest(text: str, roles: Roles, said: re.Match[str], late: Quantity) -> int | None:
    """How long the later price is paid: the months named as the rest, or what a whole length leaves."""
    if named := _REST.search(text):
        return _number(named)
    first, (start, end) = _number(said), said.span()
    months = [
        q
        for q in roles.durations
        if q.unit == "months" and (q.end <= start or q.start >= end) and q.value != first
    ]
    behind = (q for q in months if q.start >= late.end and _FOR.fullmatch(text[late.end : q.start]))
    if beside := next(behind, None):
        return int(beside.value)
    return max((int(q.value) - first for q in months if q.value > first), default=None)


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
