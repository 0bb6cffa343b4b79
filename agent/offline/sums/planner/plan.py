"""A question's amounts as the arguments of a worksheet, where they make one sum that uses them all."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from agent.offline.sums.amounts import LEAST_TARGET
from agent.offline.sums.planner.derive import derivations
from agent.offline.sums.planner.groups import sides_of
from agent.offline.sums.planner.search import Derivation, money_in
from agent.offline.sums.planner.sheet import worksheet
from agent.offline.sums.planner.sought import Sought, sought_in
from agent.offline.sums.planner.term import Term
from agent.offline.sums.planner.terms import terms_in
from agent.offline.sums.planner.units import PERIODS, PERSON
from agent.offline.sums.relations.factors import factors_once
from agent.offline.sums.spoken_shares import value_of
from agent.quantities import Quantity, find_quantities


def planned(text: str, quantities: Sequence[Quantity]) -> dict[str, Any] | None:
    """Arguments of kind `chain` that use every amount of the text; None where none or several do."""
    terms = terms_in(text, quantities)
    if not terms or next(factors_once(text), None):
        return None
    return plan_of(text, terms, sought_in(text, terms))


def plan_of(text: str, terms: Sequence[Term], sought: Sequence[Sought]) -> dict[str, Any] | None:
    """The worksheet that finds all that is sought out of all terms."""
    if not terms:
        return None
    alone = len(terms) == 1 and [s for s in sought if s.kind == "count" and s.period]
    if not sought or (len(terms) < 2 and not alone and terms[0].role not in ("growth", "churn")):
        return None
    alone = all(
        t.role == "amount" and (money_in(t.unit) or set(t.unit) <= set(PERIODS)) for t in terms
    )
    if (
        alone
        and len(terms) < 3
        and any(s.kind == "money" and not (s.is_cost or s.is_net) for s in sought)
    ):
        return None  # a price and a time: who pays was not said
    terms, sought = _period_not_length(terms, sought)
    terms = _of_one_person(terms, sought)
    if sides := sides_of(text, terms, _sentence_of(text, sought[0].start)):
        found = [
            (replace(sought[0], label=name), way)
            for name, own in sides
            if (way := _way(own, sought[:1]))
        ]
        return (
            worksheet(text, [(one, ways[0]) for one, ways in found])
            if len(found) == len(sides)
            else None
        )
    ways = _way(terms, sought)
    made = worksheet(text, list(zip(sought, ways, strict=True))) if ways else None
    return made if made and not _only_repeats(made) else None


def _only_repeats(made: Mapping[str, Any]) -> bool:
    """Whether a worksheet gives its one amount back in its own unit: nothing is reckoned there."""
    named, steps = dict(made["givens"]), made["steps"]
    if len(named) != 1 or len(steps) != 1:
        return False
    name, said = next(iter(named.items()))
    by, _, unit = steps[0].partition(" = ")[2].partition(" in ")
    return by == name and said.partition(" ")[2] == unit


def _way(terms: Sequence[Term], sought: Sequence[Sought]) -> list[Derivation] | None:
    """A derivation of each result which together use every term; None where there is none."""
    found: list[Derivation] = []
    for one in sought:
        way = next(derivations(terms, one, whole=len(sought) == 1), None)
        if way is None:
            return None
        found.append(way)
    used = {(t.start, t.end) for way in found for p in way for t in p.used}
    per = {name for one in sought for name in one.per}
    spare = [t for t in terms if any(t.unit.get(name, 0) > 0 for name in per)]
    paid = any(one.is_cost for one in sought)  # for hours not used as well
    whole = all(
        (t.start, t.end) in used for t in terms if t not in spare and not (t.is_use and paid)
    )
    return found if whole else None


def _sentence_of(text: str, at: int) -> int:
    """Where the sentence that asks begins."""
    return max((m.end() for m in re.finditer(r"[;；。?？!！，]|[.](?:\s|$)", text[:at])), default=0)


def _period_not_length(
    terms: Sequence[Term], sought: Sequence[Sought]
) -> tuple[list[Term], list[Sought]]:
    """A yearly figure where nothing grows: "what does that make in a year"."""
    moving = any(t.role in ("growth", "churn", "multiple") for t in terms)
    single = [
        s.length
        for s in sought
        if s.length is not None
        and s.length.value == 1
        and s.length.text[-1:].isalpha()
        and s.period is None
    ]
    if moving or not single:
        return list(terms), list(sought)
    return [t for t in terms if t not in single], [
        replace(s, period=next(iter(s.length.unit)), length=None)
        if s.length in single and s.length
        else s
        for s in sought
    ]


def _of_one_person(terms: Sequence[Term], sought: Sequence[Sought]) -> list[Term]:
    """Where nobody is counted and nobody asked for, all amounts are those of one person."""
    counted = any(t.unit.get(PERSON, 0) > 0 for t in terms)
    of_one = any(t.unit.get(PERSON, 0) < 0 for t in terms)
    if of_one and any(t.is_fixed and money_in(t.unit) for t in terms):
        return list(terms)  # what all cost together is not what one pays
    if counted or any(s.noun == PERSON for s in sought):
        return list(terms)
    return [replace(t, unit={n: p for n, p in t.unit.items() if n != PERSON}) for t in terms]


_FINDS = {
    "subscriptions": {"money", "same"},
    "plans": {"money", "same"},
    "tokens": {"money", "same"},
    "usage": {"money", "same"},
    "growth": {"money", "count", "same"},
    "payback": {"time"},
    "break_even": {"count"},
}
"""What each general kind finds; another result asked beside it is the planner's."""


def _has_fee(terms: Sequence[Term]) -> bool:
    """Whether one small amount of money is told as one of all together, beside a price: "a $3,000 platform fee"."""
    monies = [t for t in terms if money_in(t.unit)]
    return len(monies) > 1 and any(t.is_fixed and t.value < LEAST_TARGET for t in monies)


def asks_beside(text: str, quantities: Sequence[Quantity], found: Mapping[str, Any]) -> bool:
    """Whether a result is asked that the kind does not find, or a figure per thing beside it."""
    finds = _FINDS.get(str(found.get("kind")))
    if finds is None:
        return False
    if "solve" in found:
        finds = finds | {"count", "time"}
    if {"share_of", "share_of_plan"} & set(found):
        finds = finds | {"share"}
    terms = terms_in(text, quantities) or []
    sought = sought_in(text, terms) if terms else []
    if found["kind"] == "plans":  # tells what each pays on average, too
        sought = [s for s in sought if s.per != (PERSON,)]
    # A bill of tokens by the request tells what one request costs, too.
    per = len({s.per for s in sought}) > 1 and "requests" not in found
    return _has_fee(terms) or per or any(s.kind not in finds for s in sought)


def unused(text: str, quantities: Sequence[Quantity], found: Mapping[str, Any]) -> list[Term]:
    """The terms whose figures stand nowhere in the arguments of a sum."""
    return unused_of(terms_in(text, quantities) or [], found)


def unused_of(terms: Sequence[Term], found: Mapping[str, Any]) -> list[Term]:
    """Those of the terms whose figures stand nowhere in the arguments of a sum."""
    held = {k: v for k, v in found.items() if k != "kind"}
    numbers, shares = set(_numbers(held)), set(_numbers(held, shares=True))
    once = "growth" in found and not {
        "years",
        "months",
        "periods",
        "until_year",
        "first_year",
    } & set(found)
    return [
        t
        for t in terms
        if not _forms(t, terms, found) & (numbers if t.role in ("amount", "free") else shares)
        or (once and t.role in ("rise", "growth"))
    ]


_HOURS = (24, 720, 8760)
"""Of a day, a month and a year."""


def _forms(term: Term, terms: Sequence[Term], found: Mapping[str, Any]) -> set[str]:
    """How arguments may hold the figure: as per cent, as what is left, in months or years, times another."""
    v = float(term.value)
    others = [float(t.value) for t in terms if t is not term]
    if term.role == "amount":
        return {_key(v * factor) for factor in (1, 12, 1 / 12, 1e6, *_HOURS, *others)}
    if term.role == "multiple":
        return {_key(100 * (float(value_of(term.times)) - 1))}
    if term.role == "free":
        return set()  # no kind knows of it
    saved = [100 * (v - w) for w in others] if "churn_saved" in found else []
    return {_key(f) for f in (v, v * 100, 1 - v, 100 - 100 * v, 100 + 100 * v, *saved)}


def _key(number: float) -> str:
    return f"{abs(number):.9g}"


def _numbers(held: Any, *, shares: bool = False) -> list[str]:
    """All numbers of arguments; only percentages and fractions for `shares`."""
    if isinstance(held, Mapping):
        return [n for item in held.values() for n in _numbers(item, shares=shares)]
    if isinstance(held, (list, tuple)):
        return [n for item in held for n in _numbers(item, shares=shares)]
    text = str(held).replace(",", "")
    if shares and not re.search(r"%|\d/\d|^[01]?\.\d+$", text):
        return []
    said = re.findall(r"(\d+(?:\.\d+)?)(?:/(\d+))?", text)
    plain = [float(a) / (float(b) if b and int(b) else 1) for a, b in said]
    plain += [float(a) for a, b in said if b and not shares]
    return [_key(n) for n in [*plain, *(float(q.value) for q in find_quantities(text))]]
