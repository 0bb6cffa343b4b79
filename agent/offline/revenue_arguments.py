"""The arguments of a revenue sum, read from the amounts of a question and the words beside them."""

import re
from collections.abc import Sequence
from typing import Any

from agent.offline.amounts import (
    Roles,
    named_price,
    names_world,
    outside,
    sort,
)
from agent.offline.entities import Entity
from agent.offline.exchange import read_exchange
from agent.offline.other_sums import (
    read_attach,
    read_conversion,
    read_grid,
    read_growth,
    read_margin,
    read_plans,
)
from agent.offline.subscription_sums import (
    is_price,
    is_share_base,
    is_target,
    read_subscriptions,
    shares_in,
)
from agent.offline.token_sums import read_tokens
from agent.offline.vocabulary import phrase
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
    roles = sort(quantities, text)
    found: dict[str, Any] = {}
    notes: list[str] = []
    read_exchange(text, roles, found)
    kind = found["kind"] = kind or _kind(text, roles, entities)
    if kind == "tokens":
        missing = read_tokens(text, roles, entities, found)
    elif kind == "grid":
        missing = read_grid(text, roles, found)
    elif kind == "plans":
        missing = read_plans(text, roles, found, notes)
    elif kind == "margin":
        missing = read_margin(text, roles, found)
    elif kind == "growth":
        missing = read_growth(text, roles, found)
    elif kind == "attach":
        missing = read_attach(text, roles, found, notes)
    elif kind == "convert":
        missing = read_conversion(text, roles, entities, found, notes)
    else:
        missing = read_subscriptions(text, roles, entities, found, notes)
    if kind not in ("growth", "convert", "margin") and (wanted := _wanted_periods(text, roles)):
        found["show_per"] = wanted
    return found, missing, notes


def _kind(text: str, roles: Roles, entities: Sequence[Entity]) -> str:
    payers = bool(roles.people) or names_world(text)
    if roles.tokens and not (payers and roles.money and "token" not in str(roles.money[0].per)):
        return "tokens"
    if phrase("revenue", "margin").search(text) and len(roles.money) >= 2 and not payers:
        return "margin"
    if (
        len(roles.people) > 1
        and len(roles.money) > 1
        and phrase("revenue", "scenario").search(text)
    ):
        return "grid"
    if phrase("revenue", "attach").search(text) and roles.percents and roles.money:
        return "attach"
    shares = shares_in(text, roles)
    if (
        shares
        and len(roles.money) >= 2
        and payers
        and not any(is_target(m, text) or is_share_base(m, text) for m in roles.money)
    ):
        return "plans"
    priced = roles.money or named_price(text, entities)
    if roles.percents and not priced and (payers or roles.bare):
        return "growth"
    if (
        roles.percents
        and roles.money
        and not payers
        and not roles.bare
        and not is_price(roles.money[0], text)
    ):
        return "growth"
    alone = not payers and not roles.bare and not roles.percents
    converts = phrase("revenue", "convert").search(text) or (
        roles.money and _two_periods(text, roles.money[0])
    )
    amount = len(roles.money) == 1 or (not roles.money and names_currency(text))
    if alone and amount and converts and not phrase("revenue", "result").search(text):
        return "convert"
    return "subscriptions"


def _two_periods(text: str, m: Quantity) -> bool:
    """Whether a price of one period is asked for another: "What is $240 a year per month"."""
    rest = outside(text, m)
    return (
        m.per is not None
        and re.search(
            r"\b(?:per|a|each) (?:month|year|quarter)\b|monthly|yearly|annual|每月|每年",
            rest,
            re.IGNORECASE,
        )
        is not None
    )


def names_currency(text: str) -> bool:
    return (
        re.search(r"yuan|dollar|usd|cny|rmb|euro|pound|美元|人民币|元", text, re.IGNORECASE)
        is not None
    )


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
