"""The arguments of a revenue sum, read from the amounts of a question and the words beside them."""

import re
from collections.abc import Callable, Sequence
from typing import Any

from agent.offline.amounts import Roles, money, sort
from agent.offline.business_sums import BUSINESS, business_kind, read_business
from agent.offline.entities import Entity
from agent.offline.exchange import read_exchange
from agent.offline.kinds import is_cut, kind_of
from agent.offline.other_sums import (
    read_attach,
    read_conversion,
    read_grid,
    read_growth,
    read_margin,
    read_plans,
    read_share,
)
from agent.offline.subscription_sums import read_subscriptions
from agent.offline.sum_periods import read_answer, read_unsaid_price
from agent.offline.taken_shares import taken_shares
from agent.offline.token_sums import read_tokens
from agent.offline.unit_prices import read_usage
from agent.quantities import Quantity


def revenue_arguments(
    text: str,
    quantities: Sequence[Quantity],
    entities: Sequence[Entity],
    kind: str | None = None,
) -> tuple[dict[str, Any], str | None, list[str]]:
    """Arguments by kind of sum, the value that is missing, and notes.

    `kind` is given where an earlier question settled it.
    """
    taken, rest, text = taken_shares(text, quantities)
    roles = sort(rest, text)
    found: dict[str, Any] = {}
    notes: list[str] = []
    if business_kind(text, roles) != "spending":  # "$1.69 per dollar of sales" is no rate
        read_exchange(text, roles, found)
    if taken and kind is None and is_cut(text, roles):
        amount = money(roles.money[0], text, period=False)
        return {"kind": "cut", "revenue": amount, "cuts": taken}, None, notes
    kind = found["kind"] = kind or kind_of(text, roles, entities)
    if taken:
        found["less"] = taken
    missing = _read(kind, text, roles, entities, found, notes)
    if kind in ("subscriptions", "plans", "grid"):
        read_unsaid_price(text, entities, found)
        read_answer(text, roles, found)
    if kind in ("subscriptions", "plans", "grid", "tokens", "attach", "share") and (
        wanted := _wanted_periods(text, roles)
    ):
        found["show_per"] = wanted
    if kind == "subscriptions" and (units := wanted_units(text)):
        found["in_units"] = units
    return found, missing, notes


def _read(
    kind: str,
    text: str,
    roles: Roles,
    entities: Sequence[Entity],
    found: dict[str, Any],
    notes: list[str],
) -> str | None:
    """Fills `found` for the kind of sum; returns the name of what is missing."""
    if kind in BUSINESS:
        return read_business(kind, text, roles, found)
    readers: dict[str, Callable[[], str | None]] = {
        "tokens": lambda: read_tokens(text, roles, entities, found),
        "grid": lambda: read_grid(text, roles, found),
        "plans": lambda: read_plans(text, roles, entities, found),
        "margin": lambda: read_margin(text, roles, found),
        "growth": lambda: read_growth(text, roles, found),
        "attach": lambda: read_attach(text, roles, found, notes),
        "convert": lambda: read_conversion(text, roles, entities, found, notes),
        "share": lambda: read_share(text, roles, found),
        "usage": lambda: read_usage(text, roles, found),
        "subscriptions": lambda: read_subscriptions(text, roles, entities, found, notes),
    }
    return readers[kind]()


def wanted_units(text: str) -> list[str]:
    """Scale words the answer is wanted in: 'in "trillions"', "用亿元表示"."""
    said = re.finditer(
        r"\b(?:in|as)\s+[\"'“‘]?(trillion|billion|million|thousand)s\b"
        r"|(?:\bin\s+|用|以|按)[\"'“‘]?(万亿|亿|万)(?=美元|人民币|元|\s|[\"'”’]|$)",
        text,
        re.IGNORECASE,
    )
    return [(m[1] or m[2]).lower() for m in said]


def _wanted_periods(text: str, roles: Roles) -> list[str]:
    """Periods the answer is wanted for: those named outside of the amounts' own words."""
    rest = list(text)
    for q in [*roles.money, *roles.percents, *roles.people, *roles.tokens]:
        rest[q.start : q.end] = " " * (q.end - q.start)
    outside = re.sub(
        r"(?:churn|growth|grow\w*|流失|增长)\s*(?:per|a|each) (?:month|year)",
        " ",
        "".join(rest),
        flags=re.IGNORECASE,
    )
    named = {
        "year": r"per (?:year|yr|annum)|a year|yearly|annual\w*|一年|每年|年收入|全年",
        "quarter": r"per quarter|a quarter|quarterly|每个?季度",
        "month": r"per month|monthly|every month|每月|每个月|月收入",
        "day": r"daily|per day|每天|每日",
    }
    return [
        name
        for name, pattern in named.items()
        if re.search(rf"(?<!\w)(?:{pattern})", outside, re.IGNORECASE)
    ]
