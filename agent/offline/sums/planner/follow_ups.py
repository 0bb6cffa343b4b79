"""A sum gone on with: the earlier question's terms with those of the new turn in their places or beside them."""

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from agent.offline.sums.planner import units
from agent.offline.sums.planner.plan import plan_of
from agent.offline.sums.planner.search import money_in
from agent.offline.sums.planner.sought import Sought, sought_in
from agent.offline.sums.planner.term import Term
from agent.offline.sums.planner.terms import terms_in
from agent.offline.sums.spoken_shares import value_of
from agent.offline.vocabulary import phrase, table
from agent.quantities import find_quantities

_TURN = " – "
"""Between the turns of a question that was completed from the one before it."""
_LASTING = ("growth", "churn", "multiple", "free")
_LONGEST = 160


def continued(earlier: str, turn: str) -> dict[str, Any] | None:
    """Arguments of the earlier sum as the turn changes it; None where it gives nothing to change."""
    if len(turn) > _LONGEST:
        return None
    text, terms, sought = "", list[Term](), list[Sought]()
    for part in [*earlier.split(_TURN), turn]:
        counted = {
            n
            for t in terms
            for n, p in t.unit.items()
            if p > 0 and n.islower() and "token" not in n
        }
        monies = {money_in(t.unit) for t in terms} - {None}
        said = turn_terms(part, counted, next(iter(monies)) if len(monies) == 1 else None)
        if said is None:
            return None
        at = len(text)
        text += part + _TURN
        shifted = [replace(t, start=t.start + at, end=t.end + at) for t in said]
        laid = _laid_over(terms, shifted, part) if terms else shifted
        asked = sought_in(part, said, before=sought, known=[*terms, *said])
        if laid is None or (
            part == turn
            and not said
            and laid == terms
            and not any(s.per or s.period for s in asked)
        ):
            return None
        terms, sought = laid, [replace(s, start=s.start + at) for s in asked] or sought
        now = {
            n for t in said for n, p in t.unit.items() if p > 0
        }  # "we handle 3 million tickets": of all of them
        sought = (
            sought
            if asked
            else [replace(s, per=tuple(p for p in s.per if p not in now)) for s in sought]
        )
    return plan_of(text, terms, sought or [Sought("same")])


def turn_terms(
    text: str, counted: Sequence[str] | set[str] = (), money: str | None = None
) -> list[Term] | None:
    """The terms of a turn; a factor said in a word, "halves the price", too."""
    terms = terms_in(text, find_quantities(text), counted, money)
    if terms is None:
        return None
    held = [(t.start, t.end) for t in terms]
    for pattern, factor in table("factors").items():
        for m in re.finditer(rf"(?<![a-z])(?:{pattern})(?![a-z])", text, re.IGNORECASE):
            if not any(a < m.end() and m.start() < b for a, b in held):
                terms.append(
                    Term("factor", value_of(str(factor)), str(factor), {}, m.start(), m.end(), m[0])
                )
                held.append(m.span())
    return terms


def _laid_over(old: Sequence[Term], new: Sequence[Term], text: str) -> list[Term] | None:
    """The old terms with the new ones in the place of those they change, or beside them."""
    terms = list(old)
    if phrase("worksheet", "everyone").search(text):
        terms = [t for t in terms if t.role != "part" or t.is_fixed]
    parts = [t for t in new if t.role == "part"]
    if len(parts) > 1 or (parts and any(money_in(t.unit) for t in new)):
        return None  # a part that pays another price makes a mix
    for term in new:
        like = _replaced(terms, term, text)
        if like is None:
            terms.append(term)
        else:
            unit = {**like.unit} if len(like.unit) > len(term.unit) else term.unit
            terms[terms.index(like)] = replace(
                term,
                role=like.role,
                unit=unit,
                loose=like.loose,
                is_fixed=like.is_fixed,
                is_cost=like.is_cost,
            )
    return terms


def _replaced(terms: Sequence[Term], term: Term, text: str) -> Term | None:
    """The earlier term whose place a new one takes: of the same unit, or a share that does the same."""
    if term.role == "amount":
        alike = [t for t in reversed(terms) if t.role == "amount" and _alike(t, term)]
        return min(alike, key=lambda t: (t.is_fixed, t.is_cost), default=None)
    if term.role in ("rise", "fall"):  # "流失率改成4%" of a churn that has its period
        lasting = "growth" if term.role == "rise" else "churn"
        if like := next((t for t in reversed(terms) if t.role == lasting), None):
            return like
    once = term.role == "part" or phrase("worksheet", "instead").search(text)
    if term.role in _LASTING or once:
        roles = {"churn": ("churn", "fall"), "growth": ("growth", "rise")}.get(
            term.role, (term.role,)
        )
        return next((t for t in reversed(terms) if t.role in roles), None)
    return None


def _alike(old: Term, new: Term) -> bool:
    """Whether both count the same; the new one may leave out what it is for."""
    lengths = all(set(t.unit) <= set(units.PERIODS) for t in (old, new))
    ups = [{n for n, p in t.unit.items() if p > 0} for t in (old, new)]
    downs = [{n for n, p in t.unit.items() if p < 0} for t in (old, new)]
    return lengths or (
        ups[0] == ups[1]
        and downs[1] <= downs[0] | set(old.loose)
        and (downs[0] == downs[1] or len(downs[1]) < 2)
    )
