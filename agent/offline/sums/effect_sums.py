"""A change of the price and what it does to the base, each a percentage or a fraction in words, where
neither is given as a number: "the price rises by a fifth and 8% leave: net effect?"."""

import re
from collections.abc import Sequence
from decimal import Decimal
from fractions import Fraction
from typing import Any, NamedTuple

from agent.offline.sums.amounts import LEAST_PAYERS, Roles, plain
from agent.offline.sums.rates import clause_at, read_percents
from agent.offline.sums.taken_shares import fractions_in
from agent.offline.vocabulary import phrase, table


class Change(NamedTuple):
    """A change of something by a share, where it is said and which clause says it."""

    start: int
    percent: Decimal
    clause: str


def changes_of(text: str, roles: Roles) -> dict[str, str] | None:
    """`price_change` and `base_change` in percent; None where the text gives no two such changes."""
    if roles.people or roles.money or roles.tokens or roles.sizes:
        return None
    return _by_clause(text, roles) or _by_nearest_word(text, roles)


def _by_clause(text: str, roles: Roles) -> dict[str, str] | None:
    """Each change in a clause of its own, of which one speaks of the price."""
    found: dict[str, str] = {}
    for change in _changes(text, roles):
        priced = phrase("revenue", "price").search(change.clause)
        found["price_change" if priced else "base_change"] = f"{plain(change.percent)}%"
    return found if len(found) == 2 else None


def _by_nearest_word(text: str, roles: Roles) -> dict[str, str] | None:
    """Two percentages, of one clause perhaps: "a 10% price increase loses 8%"."""
    if len(roles.percents) != 2 or not phrase("revenue", "compare").search(text):
        return None
    moves: dict[str, Any] = {}
    read_percents(text, roles, moves)
    price, lost, gained = (moves.get(k) for k in ("price_change_once", "loss_once", "growth_once"))
    if price is None or (lost is None) == (gained is None):
        return None
    return {"price_change": price, "base_change": f"-{lost}" if lost else str(gained)}


def _changes(text: str, roles: Roles) -> list[Change]:
    """A change of the price and one of the number, where neither is given in figures."""
    if roles.durations or any(q.value >= LEAST_PAYERS for q in roles.bare):
        return []
    found = [Change(q.start, q.value, clause_at(text, q)[0]) for q in roles.percents]
    found += _spoken(text)
    found = [Change(c.start, sign_said(c.clause) * abs(c.percent), c.clause) for c in sorted(found)]
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
    for clause, part in fractions_in(text):
        if re.search(r"[\u4e00-\u9fff]", clause):
            share = Fraction(part) if "/" in part else Fraction(part.rstrip("%")) / 100
            value = Decimal(share.numerator * 100) / Decimal(share.denominator)
            changes.append(Change(text.find(clause), value, clause))
    return changes


def sign_said(clause: str) -> int:
    """-1 where a clause says that something falls or that people leave."""
    falls: Sequence[str] = ("decline", "churn")
    grows = phrase("revenue", "growth").search(clause)
    return -1 if not grows and any(phrase("revenue", f).search(clause) for f in falls) else 1
