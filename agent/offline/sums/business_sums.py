"""The arguments of an investor's sums: break-even, payback, depreciation, lifetime value, retention, margins."""

import re
from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Any

from agent.offline.sums.amounts import (
    LEAST_PAYERS,
    Roles,
    money,
    period_of,
    plain,
)
from agent.offline.sums.balances import is_balance, is_spent_first, read_balance, with_period
from agent.offline.sums.break_even_sums import is_break_even, read_break_even
from agent.offline.sums.nearest_amounts import beside, names, without
from agent.offline.sums.rates import clause_at
from agent.offline.sums.spending_sums import is_spending, read_spending
from agent.offline.vocabulary import phrase
from agent.quantities import Quantity


def business_kind(text: str, roles: Roles) -> str | None:
    """The kind named in so many words, where the amounts it needs are given."""
    holds: tuple[tuple[str, Callable[[], bool]], ...] = (
        ("retention", lambda: names("retention", text) and bool(roles.percents)),
        ("lifetime_value", lambda: names("lifetime", text) and _has(roles.money, roles.percents)),
        ("lifetime_value", lambda: names("lifetime", text) and len(roles.money) == 1 and not (roles.percents or roles.durations or roles.people or roles.bare)),
        ("depreciation", lambda: names("depreciation", text) and _has(roles.money, roles.durations)),
        ("payback", lambda: is_spent_first(text, roles)),
        ("balance", lambda: is_balance(text, roles)),
        ("break_even", lambda: is_break_even(text, roles)),
        ("payback", lambda: names("payback", text) and len(roles.money) > 1 and not roles.tokens),
        ("spending", lambda: is_spending(text, roles)),
        ("contract", lambda: _is_contract(text, roles)),
        ("difference", lambda: _are_set_apart(text, roles)),
        ("run_rate", lambda: _recurring(text, roles) is not None),
        ("unit_margin", lambda: _is_unit_margin(text, roles)),
    )  # fmt: skip
    return next((kind for kind, condition in holds if condition()), None)


def read_business(kind: str, text: str, roles: Roles, found: dict[str, Any]) -> str | None:
    """Fills `found` for the kind; returns the name of what is missing."""
    return _READERS[kind](text, roles, found)


def _has(*lists: Sequence[Quantity]) -> bool:
    return all(lists)


def _read_payback(text: str, roles: Roles, found: dict[str, Any]) -> str | None:
    bought = (m for m in roles.money if _for_all(m, text, roles) != money(m, text, period=False))
    invested = next(bought, None) or max(roles.money, key=lambda m: m.value)
    rest = without(roles.money, invested)
    income = beside("income", rest, text) or rest[0]
    cost = next(iter(without(rest, income)), None)
    found |= {"investment": _for_all(invested, text, roles), "income": _a_day(income, text)}
    if cost is not None:
        spent = _a_day(cost, text)
        found["cost"] = spent if "/" in spent else with_period(cost, text)
    elif len(roles.percents) == 1 and names("margin", text):  # what is not margin is cost
        part = income.value * (100 - roles.percents[0].value) / 100
        found["cost"] = _a_day(replace(income, value=part), text)
    if roles.people:
        found["customers"] = plain(roles.people[0].value)
    return None


def _for_all(m: Quantity, text: str, roles: Roles) -> str:
    """What is spent on all of what is bought: "64 GPUs at $30,000 each", "64块，每块20万元"."""
    behind = re.match(r"\W*(?:each|apiece|a ?piece|per \w+|a (?:card|unit|server|gpu)|一?[块台张个套])", text[m.end :], re.I)  # fmt: skip
    ahead = re.search(r"每[块台张个套]\w{0,3}$|单价\W*$", text[: m.start])
    for q in [*roles.sizes, *roles.bare, *roles.people] if behind or ahead or m.per else ():
        between = text[q.end : m.start]
        if q.value > 1 and re.fullmatch(r"\W*(?:[\w-]+\W+){0,4}(?:at|for|costing|@|x|×)\W*|[^.。?？]{0,12}(?:每[块台张个套]\w{0,3}|单价)\W*", between, re.I):  # fmt: skip
            return f"{plain(q.value * m.value)} {m.unit}"
    return money(m, text, period=False)


def _a_day(m: Quantity, text: str) -> str:
    """As money, an hourly amount as that of a day round the clock."""
    return f"{plain(m.value * 24)} {m.unit}/day" if m.per == "hour" else money(m, text)


def _read_depreciation(text: str, roles: Roles, found: dict[str, Any]) -> str | None:
    residual = beside("residual", roles.money, text) if len(roles.money) > 1 else None
    spent = next(iter(without(roles.money, residual)))
    found["investment"] = _for_all(spent, text, roles)
    if residual is not None:
        found["residual"] = money(residual, text, period=False)
    length = next((q for q in roles.durations if str(q.unit).startswith("year")), None)
    if length is None:
        return "years"
    found["years"] = plain(length.value)
    return None


def _read_lifetime(text: str, roles: Roles, found: dict[str, Any]) -> str | None:
    churn = beside("churn", roles.percents, text)
    rest = without(roles.percents, churn)
    margin = beside("margin", rest, text) or beside("what_is_kept", rest, text)
    churn = churn or next(iter(without(roles.percents, margin)), None)
    if churn is None:
        return "churn"
    acquired = beside("acquisition", roles.money, text) if len(roles.money) > 1 else None
    if acquired is not None:
        found["acquisition"] = money(acquired, text, period=False)
    found["price"] = money(next(iter(without(roles.money, acquired))), text)
    found["churn"] = f"{plain(churn.value)}%" + (f"/{per}" if (per := _period(churn, text)) else "")
    if margin is not None:
        found["margin"] = f"{plain(margin.value)}%"
    return None


def _period(q: Quantity, text: str) -> str | None:
    if q.per:
        return q.per
    clause = clause_at(text, q)[0]
    said = re.search(r"\b(month|year)(?:ly)?\b|(月)|(年)", clause, re.IGNORECASE)
    if said is None:
        return None
    return (said[1] or ("month" if said[2] else "year")).lower()


def _read_retention(text: str, roles: Roles, found: dict[str, Any]) -> str | None:
    for cue in ("contraction", "churn", "expansion"):
        taken = [q for q in roles.percents if f"{plain(q.value)}%" not in found.values()]
        if part := beside(cue, taken, text):
            found[cue] = f"{plain(abs(part.value))}%"
    rate = roles.percents[0].value
    if len(roles.percents) == 1 and not {"churn", "expansion", "contraction"} & set(found):
        found["expansion" if rate > 100 else "churn"] = f"{plain(abs(rate - 100))}%"
    if roles.money:
        base = roles.money[0]
        found["base"] = money(base, text, period=False)
        if period_of(base, text) == "month" or re.search(
            r"\bMRR\b|monthly recurring|月度?经常性", text, re.IGNORECASE
        ):
            found["base_per"] = "month"
        length = next((q for q in roles.durations if str(q.unit).startswith("year")), None)
        if length is not None and length.value >= 1:
            found["years"] = plain(length.value)
    return None


def _is_unit_margin(text: str, roles: Roles) -> bool:
    named = names("margin", text) or names("gross_profit", text)
    if not named or len(_sold_to(roles)) != 1 or len(roles.money) != 2:
        return False
    cost = beside("unit_cost", roles.money, text)
    return cost is not None and all(m.value < 100_000 for m in roles.money)


def _sold_to(roles: Roles) -> list[Quantity]:
    """Those counted as people, else a bare number as large: "300,000 of them"."""
    return roles.people or [q for q in roles.bare if q.value >= LEAST_PAYERS]


def _read_unit_margin(text: str, roles: Roles, found: dict[str, Any]) -> str | None:
    costs = [m for m in roles.money if phrase("revenue", "unit_cost").search(clause_at(text, m)[0])]
    price = next(iter(without(roles.money, costs[-1])))
    found |= {
        "subscribers": plain(_sold_to(roles)[0].value),
        "price": money(price, text),
        "unit_cost": money(costs[-1], text),
    }
    return None


def _is_contract(text: str, roles: Roles) -> bool:
    """One amount signed for several years, of which a year's part is asked."""
    if len(roles.money) != 1 or roles.people or roles.percents or roles.tokens or roles.sizes:
        return False
    lasts = any(str(q.unit)[:4] in ("year", "mont") for q in roles.durations)
    return lasts and names("contract", text) and names("a_year", text)


def _read_contract(text: str, roles: Roles, found: dict[str, Any]) -> str | None:
    found["value"] = money(roles.money[0], text, period=False)
    length = roles.durations[0]
    months = str(length.unit).startswith("month")
    found["years"] = plain(length.value / 12 if months else length.value)
    return None


def _are_set_apart(text: str, roles: Roles) -> bool:
    """Two amounts of one currency and a question of how far they lie apart."""
    alone = not (roles.people or roles.percents or roles.tokens or roles.sizes)
    return alone and len(roles.money) == 2 and names("difference", text)


def _read_difference(text: str, roles: Roles, found: dict[str, Any]) -> str | None:
    """The later amount against the earlier; of "how much more is A than B" A against B."""
    first, second = roles.money
    than = re.search(r"\bthan\b|比", text[: second.start])
    now, before = (first, second) if than and than.start() > first.start else (second, first)
    found |= {"now": money(now, text, period=False), "before": money(before, text, period=False)}
    return None


def _recurring(text: str, roles: Roles) -> tuple[str, str] | None:
    """The period that recurring revenue is given for and the one asked: MRR and ARR, both named."""
    if len(roles.money) != 1 or roles.people or roles.percents or roles.tokens:
        return None
    named = [(m.start(), m[1].lower()) for m in re.finditer(r"\b([MA]RR)\b", text, re.IGNORECASE)]
    if len({name for _, name in named}) < 2:
        return None
    given = min(named, key=lambda found: abs(found[0] - roles.money[0].start))[1]
    return ("month", "year") if given == "mrr" else ("year", "month")


def _read_run_rate(text: str, roles: Roles, found: dict[str, Any]) -> str | None:
    given, wanted = _recurring(text, roles) or ("month", "year")
    amount = money(roles.money[0], text, period=False)
    found |= {"kind": "convert", "price": f"{amount}/{given}", "to_period": wanted, "run_rate": True}  # fmt: skip
    return None


_READERS: dict[str, Callable[[str, Roles, dict[str, Any]], str | None]] = {
    "retention": _read_retention,
    "lifetime_value": _read_lifetime,
    "depreciation": _read_depreciation,
    "break_even": read_break_even,
    "balance": read_balance,
    "payback": _read_payback,
    "spending": read_spending,
    "unit_margin": _read_unit_margin,
    "contract": _read_contract,
    "run_rate": _read_run_rate,
    "difference": _read_difference,
}
BUSINESS = tuple(_READERS)
