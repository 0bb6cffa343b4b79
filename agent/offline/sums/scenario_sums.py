"""The article's scenario in words: run it, with inputs of its own set, or asked how sensitive it is."""

import re
from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any, NamedTuple

from agent.offline.sums.amounts import is_money, money, plain, sort
from agent.offline.sums.rates import clause_at
from agent.offline.vocabulary import phrase
from agent.quantities import Quantity


class Setting(NamedTuple):
    """An input of the scenario, the words that name it, and the sort of amount it takes."""

    key: str
    named: str
    takes: str


_CLOUD = r"cloud|azure|microsoft cloud|云"
_SETTINGS = (
    Setting("bundles.cloud.attach", rf"(?:{_CLOUD})[^,.;，。]{{0,24}}(?:attach\w*|附加率)|(?:attach\w*|附加率)[^,.;，。]{{0,24}}(?:{_CLOUD})", "percent"),
    Setting("bundles.office.attach_ceiling", r"(?:ceiling|cap|limit|maximum)[^,.;]{0,16}attach|attach\w*[^,.;]{0,16}(?:ceiling|cap|limit|maximum)|附加率(?:的)?上限", "percent"),
    Setting("bundles.office.attach_growth", r"attach\w*(?: rate)? gr[eo]w\w*|growth of (?:the )?attach|附加率(?:的)?增长", "percent"),
    Setting("bundles.office.attach", r"attach\w*|take[- ]?(?:up|rate)|penetration|附加率|渗透率", "percent"),
    Setting("bundles.cloud.uplift", r"uplift|提升", "percent"),
    Setting("bundles.office.discount", r"discount|折扣", "percent"),
    Setting("bundles.office.cannibalised", r"cannibal\w*|替代|蚕食", "percent"),
    Setting("plans.chatgpt.churn", r"churn|attrition|流失", "percent"),
    Setting("plans.chatgpt.ceiling", r"ceiling|saturat\w*|cap of|上限|天花板", "people"),
    Setting("plans.chatgpt.growth", r"gr[eo]w\w*|增长|增速", "percent"),
    Setting("bundles.office.price", r"(?:copilot|bundle\w*|office|microsoft 365|捆绑)[^,.;，。]{0,30}", "money"),
    Setting("plans.chatgpt.price", r"pric\w*|fee|pay|cost|at\s*$|价", "money"),
    Setting("plans.chatgpt.subscribers", r"subscribers?|payers?|users?|start|订阅|用户", "people"),
)  # fmt: skip
"""The narrowest first: of those that a clause names the first whose sort of amount it is."""


def asks_scenario(text: str) -> bool:
    """Whether the article's what-if model is asked for by name or by its question, when one side passes the other."""
    named = phrase("revenue", "scenario_named").search(text) is not None
    return named and phrase("revenue", "scenario_told").search(text) is None


def scenario_arguments(text: str, quantities: Sequence[Quantity]) -> dict[str, Any]:
    """Arguments of kind `scenario`; what was set stands in `set` by key."""
    found: dict[str, Any] = {"kind": "scenario", "name": "article"}
    if settings := _settings(text, quantities):
        found["set"] = settings
    if phrase("revenue", "sensitive").search(text):
        found["show"] = "sensitivity"
    return found


def continued_scenario(
    text: str, quantities: Sequence[Quantity], last: Mapping[str, Any]
) -> dict[str, Any] | None:
    """The arguments of a turn after a scenario: what it sets over those before, or that it asks what moves it."""
    new = scenario_arguments(text, quantities)
    if "set" not in new and "show" not in new:
        return None
    merged = {**{k: v for k, v in last.items() if k != "show"}, **new}
    if "set" in last or "set" in new:
        merged["set"] = {**last.get("set", {}), **new.get("set", {})}
    return merged


def _settings(text: str, quantities: Sequence[Quantity]) -> dict[str, str]:
    roles = sort(quantities, text)
    found: dict[str, str] = {}
    for q in quantities:
        sort_of = "percent" if q.unit == "percent" else "money" if is_money(q) else "people" if q in [*roles.people, *roles.bare] else None  # fmt: skip
        if q.unit == "years" and re.search(r"\bover\b|for|年内|未来", text[: q.start][-12:]):
            found["years"] = plain(q.value)
        if sort_of is None:
            continue
        clause, _ = clause_at(text, q)
        key = next((s.key for s in _SETTINGS if s.takes == sort_of and re.search(s.named, clause, re.IGNORECASE)), None)  # fmt: skip
        if key is not None and key not in found:
            found[key] = _value(key, q, text)
    return found


def _value(key: str, q: Quantity, text: str) -> str:
    """As a scenario file has it: "40%", "5%/year", "240 USD/year"."""
    if q.unit == "percent":
        rate = key.rpartition(".")[2] in ("churn", "growth", "attach_growth")
        per = q.per if q.per in ("year", "month") else _said_period(q, text) or "year"
        return f"{plain(q.value)}%" + (f"/{per}" if rate else "")
    if is_money(q):
        amount = money(q, text)
        return amount if "/" in amount else f"{amount}/year"
    return _count(q.value)


def _count(value: Decimal) -> str:
    """A count as the scenario's file writes it.

    >>> _count(Decimal(200_000_000)), _count(Decimal(2_500_000_000)), _count(Decimal(1234))
    ('200 million', '2.5 billion', '1234')
    """
    if value >= 10**9 and value % 10**7 == 0:
        return f"{plain(value / 10**9)} billion"
    return f"{plain(value / 10**6)} million" if value % 10**5 == 0 and value else plain(value)


def _said_period(q: Quantity, text: str) -> str | None:
    clause, _ = clause_at(text, q)
    return "month" if re.search(r"month|每?月", clause, re.IGNORECASE) else None
