"""The arguments of sums along a path: a rate for each year, what several years add up to, two
businesses of which one overtakes, and changes of price and number that meet."""

import re
from collections.abc import Callable, Sequence
from decimal import Decimal
from fractions import Fraction
from typing import Any, NamedTuple

from agent.offline.amounts import LEAST_PAYERS, LEAST_TARGET, Roles, money, plain
from agent.offline.rates import clause_at
from agent.offline.vocabulary import phrase, table
from agent.quantities import Quantity

_LONGEST = 50
"""Years that a sum over years may have."""


class Change(NamedTuple):
    """A change of something by a share, where it is said and which clause says it."""

    start: int
    percent: Decimal
    clause: str


def path_kind(text: str, roles: Roles) -> str | None:
    """The kind asked for, where the figures it needs are given."""
    holds: tuple[tuple[str, Callable[[], bool]], ...] = (
        ("race", lambda: _is_race(text, roles)),
        ("growth_path", lambda: bool(_rates(text, roles))),
        ("effect", lambda: len(_changes(text, roles)) > 1),
    )
    return next((kind for kind, condition in holds if condition()), None)


def read_path(kind: str, text: str, roles: Roles, found: dict[str, Any]) -> str | None:
    """Fills `found` for the kind; nothing is missing, or the kind would be another."""
    if kind == "effect":
        for change in _changes(text, roles):
            priced = phrase("revenue", "price").search(change.clause)
            found["price_change" if priced else "base_change"] = f"{plain(change.percent)}%"
        return None
    starts = _starts(roles)
    if kind == "race":
        found["starts"] = [_amount(q, text) for q in starts]
        found["rates"] = [f"{plain(_signed(q, text))}%" for q in roles.percents]
        if re.search(r"\bmonth|月", text, re.IGNORECASE) and not re.search(r"year|年", text, re.I):
            found["per"] = "month"
        return None
    found["start"] = _amount(starts[0], text)
    found["rates"] = [f"{plain(rate)}%" for rate in _rates(text, roles)]
    if _adds_up(text):
        found["total"] = True
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
    if phrase("revenue", "churn").search(text) or roles.tokens:
        return []
    moves = phrase("revenue", "growth").search(text) or phrase("revenue", "decline").search(text)
    signed = "+" in text or re.search(r"-\d", text)
    if len(roles.percents) > 1 and (moves or signed) and phrase("revenue", "by_year").search(text):
        return [_signed(q, text) for q in roles.percents]
    years = next((q.value for q in roles.durations if str(q.unit).startswith("year")), None)
    steady = len(roles.percents) == 1 and (moves or signed) and _adds_up(text)
    if steady and years and 1 < years <= _LONGEST and years == years.to_integral_value():
        return [_signed(roles.percents[0], text)] * (int(years) - 1)
    return []


def _adds_up(text: str) -> bool:
    return phrase("revenue", "sum_of_years").search(text) is not None


def _changes(text: str, roles: Roles) -> list[Change]:
    """A change of the price and one of the number, where neither is given in figures."""
    if roles.money or roles.people or roles.tokens or roles.durations:
        return []
    if any(q.value >= LEAST_PAYERS for q in roles.bare):
        return []
    found = [Change(q.start, q.value, clause_at(text, q)[0]) for q in roles.percents]
    found += _spoken(text)
    found = [Change(c.start, _sign(c.clause) * abs(c.percent), c.clause) for c in sorted(found)]
    priced = [phrase("revenue", "price").search(c.clause) is not None for c in found]
    counted = [phrase("revenue", "volume").search(c.clause) is not None for c in found]
    asked = phrase("revenue", "effect").search(text) is not None
    apart = len(found) == 2 and sum(priced) == 1 and any(counted)
    return found if asked and apart else []


def _spoken(text: str) -> list[Change]:
    """Shares in words: "by a fifth", "a third more seats", "一半"."""
    named = table("fractions")
    english = "|".join(sorted((w for w in named if w.isascii()), key=len, reverse=True))
    changes: list[Change] = []
    for said in re.finditer(rf"\b({english})\b", text, re.IGNORECASE):
        percent = Fraction(str(named[said[1].lower()])) * 100
        before = re.split(r"[,;]| and | but ", text[: said.start()])[-1]
        after = re.split(r"[,;.?]| and | but ", text[said.end() :])[0]
        value = Decimal(percent.numerator) / Decimal(percent.denominator)
        changes.append(Change(said.start(), value, f"{before}{said[0]}{after}"))
    return changes


def _signed(q: Quantity, text: str) -> Decimal:
    clause = clause_at(text, q)[0]
    return _sign(clause) * abs(q.value) if q.value > 0 else q.value


def _sign(clause: str) -> int:
    """-1 where a clause says that something falls or that people leave."""
    falls: Sequence[str] = ("decline", "churn")
    grows = phrase("revenue", "growth").search(clause)
    return -1 if not grows and any(phrase("revenue", f).search(clause) for f in falls) else 1
