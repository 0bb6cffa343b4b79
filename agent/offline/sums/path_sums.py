"""The arguments of sums along a path: a rate for each year, what several years add up to, two
businesses of which one overtakes, and changes of price and number that meet."""

import re
from collections.abc import Callable
from decimal import Decimal
from typing import Any

from agent.offline.sums.amounts import LEAST_PAYERS, LEAST_TARGET, Roles, money, plain
from agent.offline.sums.effect_sums import changes_of, sign_said
from agent.offline.sums.rates import clause_at
from agent.offline.vocabulary import phrase
from agent.quantities import Quantity

_LONGEST = 50
"""Years that a sum over years may have."""


def path_kind(text: str, roles: Roles) -> str | None:
    """The kind asked for, where the figures it needs are given."""
    holds: tuple[tuple[str, Callable[[], bool]], ...] = (
        ("race", lambda: _is_race(text, roles)),
        ("growth_path", lambda: bool(_rates(text, roles) or _years_summed(text, roles))),
        ("effect", lambda: changes_of(text, roles) is not None),
    )
    return next((kind for kind, condition in holds if condition()), None)


def read_path(kind: str, text: str, roles: Roles, found: dict[str, Any]) -> str | None:
    """Fills `found` for the kind; nothing is missing, or the kind would be another."""
    if kind == "effect":
        found |= changes_of(text, roles) or {}
        return None
    starts = _starts(roles)
    if kind == "race":
        found["starts"] = [_amount(q, text) for q in starts]
        found["rates"] = [f"{plain(_signed(q, text))}%" for q in roles.percents]
        if re.search(r"\bmonth|月", text, re.IGNORECASE) and not re.search(r"year|年", text, re.I):
            found["per"] = "month"
        return None
    found["start"] = _amount(starts[0], text)
    if rates := _rates(text, roles):
        found["rates"] = [f"{plain(rate)}%" for rate in rates]
    elif years := _years_summed(text, roles):  # at one rate it is a sum of plain growth
        rate = f"{plain(_signed(roles.percents[0], text))}%"
        found |= {"kind": "growth", "rate": rate, "per": "year"}
        found |= {"periods": str(years - 1), "summed": str(years)}
    return None


def _starts(roles: Roles) -> list[Quantity]:
    """What grows: amounts too large for a price, else numbers."""
    large = [m for m in roles.money if m.value >= LEAST_TARGET]
    numbers = [*roles.people, *(q for q in roles.bare if q.value >= LEAST_PAYERS)]
    some = large if roles.money else numbers
    return sorted(some, key=lambda q: q.start)


def _amount(q: Quantity, text: str) -> str:
    return money(q, text, period=False) if q.unit and q.unit.isupper() else plain(q.value)


def _is_race(text: str, roles: Roles) -> bool:
    two = len(_starts(roles)) == 2 and len(roles.percents) == 2
    alone = two and len(roles.money) in (0, 2) and not (roles.money and roles.people)
    return alone and phrase("revenue", "overtakes").search(text) is not None


def _rates(text: str, roles: Roles) -> list[Decimal]:
    """A rate for each year after the first; [] where no path of years is given."""
    starts = _starts(roles)
    if len(starts) != 1 or (roles.money and (roles.people or len(roles.money) > 1)):
        return []
    if (
        len(roles.percents) > 1
        and _moves(text, roles)
        and (phrase("revenue", "by_year").search(text) or _is_one_a_year(roles))
    ):
        return [_signed(q, text) for q in roles.percents]
    return []


def _is_one_a_year(roles: Roles) -> bool:
    """Whether as many years are said as there are rates: "60%, 45% and 30% in the next three years"."""
    return any(
        str(q.unit).startswith("year") and q.value == len(roles.percents) for q in roles.durations
    )


def _years_summed(text: str, roles: Roles) -> int | None:
    """How many years of steady growth are added up; None where none are."""
    starts = _starts(roles)
    if len(starts) != 1 or (roles.money and (roles.people or len(roles.money) > 1)):
        return None
    if len(roles.percents) != 1 or not _adds_up(text) or not _moves(text, roles):
        return None
    years = next((q.value for q in roles.durations if str(q.unit).startswith("year")), None)
    whole = years is not None and years == years.to_integral_value() and 1 < years <= _LONGEST
    return int(years) if years is not None and whole else None


def _moves(text: str, roles: Roles) -> bool:
    """Whether a rate is one of growth or decline, and no churn or volume of tokens is spoken of."""
    if phrase("revenue", "churn").search(text) or roles.tokens:
        return False
    named = any(phrase("revenue", name).search(text) for name in ("growth", "decline"))
    return named or "+" in text or re.search(r"-\d", text) is not None


def _adds_up(text: str) -> bool:
    return phrase("revenue", "sum_of_years").search(text) is not None


def _signed(q: Quantity, text: str) -> Decimal:
    clause = clause_at(text, q)[0]
    return sign_said(clause) * abs(q.value) if q.value > 0 else q.value
