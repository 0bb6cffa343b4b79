"""The amount of an earlier sum that a later turn names and changes, to a new figure or by a factor:
"what if churn drops to 2%?", "double the output", "if serving costs fall by half"."""

import re
from collections.abc import Mapping
from decimal import Decimal
from fractions import Fraction
from typing import Any

from agent.offline.sums.amounts import Roles, money, plain
from agent.offline.sums.changed_amount import in_its_place
from agent.offline.sums.rates import clause_at, multiplies
from agent.offline.vocabulary import phrase, table, words
from agent.quantities import Quantity, find_quantities

_ROLES: dict[str, dict[str, tuple[str, ...]]] = {
    "lifetime_value": {"acquisition": ("acquisition",), "churn": ("churn",), "margin": ("margin",), "price": ("arpu", "price", "paid")},
    "attach": {"share": ("attach_rate",), "attach_rate": ("attach_rate",), "rates": ("uplift",), "uplift_price": ("price",), "base_revenue": ("base",)},
    "bundle": {"cannibalised": ("cannibalised",), "attach_rate": ("attach_rate",), "uplift": ("uplift",), "churn_saved": ("churn",), "price": ("price",), "base_revenue": ("base",)},
    "margin": {"cost": ("unit_cost",), "revenue": ("price", "result", "paid")},
    "unit_margin": {"unit_cost": ("unit_cost",), "price": ("price", "paid"), "subscribers": ("volume",)},
    "break_even": {"fixed": ("fixed_cost",), "unit_cost": ("unit_cost",), "price": ("price", "paid")},
    "payback": {"investment": ("upfront", "acquisition"), "income": ("income", "arpu"), "cost": ("unit_cost",)},
    "depreciation": {"residual": ("residual",), "investment": ("upfront", "price")},
    "retention": {"contraction": ("contraction",), "churn": ("churn",), "expansion": ("expansion",)},
    "growth": {"rate": ("growth",)},
    "balance": {"income": ("income",), "cost": ("unit_cost",)},
    "tokens": {"cached_tokens": ("cached_share",), "output_tokens": ("output_side",), "input_tokens": ("input_side",), "requests": ("volume",)},
    "subscriptions": {"price": ("price",), "subscribers": ("volume",)},
}  # fmt: skip
"""Of each kind the arguments that words can name, the narrowest words first; `[revenue]` has the cues."""
_VOLUMES = ("input_tokens", "output_tokens", "cached_tokens")
_OVER_TIME = {"years", "months", "growth", "churn", "first_year", "until_year"}
_BY_FACTOR_ALONE = ("tokens", "subscriptions")
"""Kinds that read a new figure by themselves."""


def changed_role(text: str, roles: Roles, old: Mapping[str, Any]) -> dict[str, Any]:
    """The argument that a turn changes and its new value; empty where it names none."""
    named = {name: cues for name, cues in _ROLES.get(str(old.get("kind")), {}).items() if old.get(name)}  # fmt: skip
    cached = old["kind"] == "tokens" and phrase("revenue", "cached_share").search(text)
    if roles.durations or (cached and "cached_tokens" not in old):
        return {}
    if found := _factor(text, roles):
        factor, clause = found
        if old["kind"] == "tokens" and phrase("revenue", "traffic").search(clause):
            volumes = ("requests",) if "requests" in old else _VOLUMES
            return {name: _scaled(old[name], factor) for name in volumes if name in old}
        name = next((n for n, cues in named.items() if _says(cues, clause)), None)
        if name is None or not _is_meant(name, text, clause, roles, old):
            return {}
        return {name: _scaled(old[name], factor)}
    amounts = [*roles.percents, *roles.money, *roles.bare, *roles.people]
    if len(amounts) != 1 or old["kind"] in _BY_FACTOR_ALONE:
        return {}
    q = amounts[0]
    fitting = {n: cues for n, cues in named.items() if _sort_of(old[n]) == _sort_of_amount(q, roles)}  # fmt: skip
    clause = clause_at(text, q)[0]
    name = next((n for n, cues in fitting.items() if _says(cues, clause)), None)
    if name is None and q in roles.bare and q.unit is None:
        name = next((n for n, cues in named.items() if _sort_of(old[n]) == "money" and _says(cues, clause)), None)  # fmt: skip
    name = name or (next(iter(fitting)) if len(fitting) == 1 else None)
    if name is None:
        return {}
    new = _replaced(old[name], q, text)
    if old.get("churned") and name == "rate" and not str(new).startswith("-"):
        new = f"-{new}"  # of those who leave a new rate is one of leaving too
    return {name: new}


def _is_meant(name: str, text: str, clause: str, roles: Roles, old: Mapping[str, Any]) -> bool:
    """Whether a factor is one of that amount: no rate a year, no share of those who pay or leave."""
    if multiplies(text) or any(q.per for q in roles.percents):
        return False
    if roles.percents and _sort_of(old[name]) == "percent":
        return False
    if roles.percents and old["kind"] == "subscriptions":
        return name == "subscribers" and not _OVER_TIME & set(old)
    moves = phrase("revenue", "paying").search(clause) or phrase("revenue", "churn").search(clause)
    return old["kind"] != "subscriptions" or name != "subscribers" or not moves


def _says(cues: tuple[str, ...], clause: str) -> bool:
    return any(phrase("revenue", cue).search(clause) for cue in cues)


def _factor(text: str, roles: Roles) -> tuple[Fraction, str] | None:
    """What an amount is multiplied by, and the clause that says so: "halves", "up by 20%", "翻倍"."""
    times = table("factors")
    found = re.search(rf"(?<![a-z])(?:{'|'.join(times)})(?![a-z])", text, re.IGNORECASE)
    if found:
        pattern = next(p for p in times if re.fullmatch(p, found[0], re.IGNORECASE))
        return Fraction(str(times[pattern])), _clause(text, found.start(), found.end())
    if spoken := re.search(rf"\bby ({'|'.join(w for w in table('fractions') if w.isascii())})\b", text, re.I):  # fmt: skip
        clause = _clause(text, spoken.start(), spoken.end())
        return 1 + _sign(clause) * Fraction(str(table("fractions")[spoken[1].lower()])), clause
    if len(roles.percents) != 1 or roles.money or roles.people or roles.bare:
        return None
    q = roles.percents[0]
    before, after = text[: q.start], text[q.end :]
    compared = re.match(rf"\s*{words('revenue', 'than_before')}", after, re.IGNORECASE)
    if not (
        compared
        or re.search(r"\bby\s*$|(?:提高|上涨|增加|增长|涨|下降|降低|减少|降)了?\s*$", before, re.I)
    ):
        return None
    clause = _clause(text, q.start, q.end)
    return 1 + _sign(clause) * Fraction(abs(q.value)) / 100, clause


def _sign(clause: str) -> int:
    falls = phrase("revenue", "decline").search(clause) or phrase("revenue", "less_than").search(clause)  # fmt: skip
    return -1 if falls else 1


def _clause(text: str, start: int, end: int) -> str:
    before = re.split(r"[,;，；。] ?", text[:start])[-1]
    return before + text[start:end] + re.split(r"[,;，；。?？]", text[end:])[0]


def _sort_of(value: Any) -> str:
    """`percent`, `money` or `number`, of an argument as the engine takes it."""
    text = str(value[0] if isinstance(value, list) else value)
    if "%" in text or re.fullmatch(r"\d+/\d+", text):
        return "percent"
    return "money" if re.search(r"[A-Z]{3}", text) else "number"


def _sort_of_amount(q: Quantity, roles: Roles) -> str:
    return "percent" if q in roles.percents else "money" if q in roles.money else "number"


def _replaced(old: Any, q: Quantity, text: str) -> Any:
    """The new figure with the currency and the period of the old one, where it says none of its own."""
    if isinstance(old, list):
        return [_replaced(old[0], q, text)]
    if q.unit == "percent":
        return f"{plain(abs(q.value))}%" + (f"/{old.partition('%/')[2]}" if "%/" in old else "")
    said = money(q, text) if q.unit and q.unit.isupper() else ""
    period = str(old).partition("/")[2]
    return said if "/" in said and period else in_its_place(str(old), q.value)


def _scaled(old: Any, factor: Fraction) -> Any:
    if isinstance(old, list):
        return [_scaled(old[0], factor)]
    value = find_quantities(str(old))
    if not value:
        return old
    part = Fraction(value[0].value) * factor
    return in_its_place(str(old), Decimal(part.numerator) / Decimal(part.denominator))
