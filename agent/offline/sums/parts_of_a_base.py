"""Parts of a base that are treated apart: a share of revenue that is lifted, those who add something."""

import re
from typing import Any

from agent.offline.sums.amounts import LEAST_TARGET, Roles, money, plain
from agent.offline.sums.spoken_shares import spoken_shares, value_of
from agent.offline.sums.taken_shares import fractions_in
from agent.offline.vocabulary import phrase
from agent.quantities import Quantity

_MORE = re.compile(r"\b(?:another|a further|an? (?:extra|additional))\s*\Z", re.IGNORECASE)
"""Before a rate that comes beside others: "adds 5%, and another 2% of that"."""


def is_lifted_part(text: str, roles: Roles) -> bool:
    """Whether a part of a large revenue gets a rate on top: "30% of Azure's $75bn gets a 20% uplift"."""
    if len(roles.money) != 1 or roles.people or roles.money[0].value < LEAST_TARGET:
        return False
    rates = [q for q in roles.percents if q is not _part(text, roles)]
    named = phrase("revenue", "attach").search(text) or re.search(r"提升|上浮|加价|提价", text)
    return bool(named) and len(rates) == 1 and _share(text, roles) is not None


def read_lifted_part(text: str, roles: Roles, found: dict[str, Any]) -> None:
    """The base, the part of it, and the rate that the part is lifted by."""
    part = _part(text, roles)
    rate = next(q for q in roles.percents if q is not part)
    found |= {
        "base_revenue": money(roles.money[0], text, period=False),
        "share": _share(text, roles),
        "rates": [f"{plain(rate.value)}%"],
    }


def taken_by(text: str, roles: Roles) -> Quantity | None:
    """The one share in words of those counted who take what is added: "one in ten also buys AI at $250"."""
    spoken = spoken_shares(text)
    if roles.percents or len(roles.people) != 1 or len(spoken) != 1:
        return None
    start, end, part = spoken[0]
    value = value_of(part) * 100
    return Quantity(value, "percent", None, None, start, end, text[start:end], None)


def _part(text: str, roles: Roles) -> Quantity | None:
    """The percentage that is said to be "of" the amount: "30% of Azure's $75bn", "750亿的30%"."""
    of_it = (q for q in roles.percents if re.search(r"其中[^，。,.]{0,4}$", text[: q.start]) or re.match(r"\s*of (?:it|that|this|which)\b", text[q.end :]) and not _MORE.search(text, 0, q.start))  # fmt: skip
    of_money = (q for q in roles.percents if _is_of(text, q.end, q.start, roles.money))
    return next(of_money, None) or next(of_it, None)


def _share(text: str, roles: Roles) -> str | None:
    if part := _part(text, roles):
        return f"{plain(part.value)}%"
    for clause, spoken in fractions_in(text):
        at, amount = text.find(clause), roles.money[0]
        beside = at <= amount.start <= at + len(clause) and re.search(r"\bof\b|的", clause)
        if beside or re.match(r"\s*(?:of (?:which|that)|其中|当中)", clause):
            return spoken
    return None


def _is_of(text: str, end: int, start: int, amounts: list[Quantity]) -> bool:
    for m in amounts:
        between = text[end : m.start] if m.start >= end else ""
        if m.start >= end and re.match(r"\s*of\s(?:[\w'’.&-]+\s){0,6}$", between, re.IGNORECASE):
            return True
        if m.end <= start and re.fullmatch(r"[^，。,.]{0,8}(?:的|[中里]有?)", text[m.end : start]):
            return True
    return False
