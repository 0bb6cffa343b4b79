"""Two figures that the library tells, to be set against each other: a difference, or a share."""

import re
from dataclasses import replace
from decimal import Decimal
from typing import Any, NamedTuple

from agent.offline.reply.part import facts_of
from agent.offline.request import Request
from agent.offline.statements import Statement, is_supported, rank
from agent.offline.sums.exchange import currencies_named
from agent.offline.sums.two_amounts import noun_asked
from agent.offline.words import found_in, words
from agent.quantities import Quantity, find_quantities

Results = dict[str, dict[str, Any]]
_LEAST_NAMED = Decimal("0.6")
"""The part of a question's words, names apart, that must stand beside the figure."""

_LEAST_SUM = 1_000_000
"""A number without a unit that is as large can be a sum of money."""


class Told(NamedTuple):
    """A statement and the amount of money in it that answers."""

    statement: Statement
    amount: Quantity


def figures_told(request: Request, results: Results) -> list[Told]:
    """The figure of each of the two questions; empty where the library lacks one of them."""
    sides = [Request.from_dict(side) for side in request.arguments.get("told") or ()]
    wanted = currencies_named(request.question)
    found = [_figures(side, results.get(f"told{j}"), wanted) for j, side in enumerate(sides)]
    if any(side.arguments.get("within") for side in sides):
        return _part_within(sides, found)
    told = [ones[0] for ones in found if ones]
    same = len(told) == 2 and told[0].amount.value == told[1].amount.value
    return told if len(told) == len(found) and not same else []


def _part_within(sides: list[Request], found: list[list[Told]]) -> list[Told]:
    """The whole, and its part of which only is said whose it is: another amount of the statement
    that tells the whole, in the clause that names it."""
    at = next(j for j, side in enumerate(sides) if side.arguments.get("within"))
    part, other = (set(words(_all_said(side))) for side in (sides[at], sides[1 - at]))
    names = part - other
    for whole in found[1 - at]:
        if part := _named_beside(whole, names):
            return [part, whole] if at == 0 else [whole, part]
    return []


def _all_said(side: Request) -> str:
    return " ".join([side.question, *side.vendors, *side.systems])


def _named_beside(whole: Told, names: set[str]) -> Told | None:
    text, unit = whole.statement.text, whole.amount.unit
    for amount in find_quantities(text):
        money = replace(amount, unit=unit) if _lacks_unit(amount) else amount
        is_less = money.unit == unit and money.value < whole.amount.value
        if is_less and names & set(words(" ".join(_clause(text, amount)))):
            return Told(whole.statement, money)
    return None


def as_arguments(request: Request, told: list[Told]) -> dict[str, str]:
    """The two amounts under the names that the kind of sum gives them."""
    if request.arguments.get("kind") == "difference":
        return {"now": _said(told[0].amount), "before": _said(told[1].amount)}
    part, whole = told
    if request.arguments.get("unordered") and part.amount.value > whole.amount.value:
        part, whole = whole, part
    return {"part": _said(part.amount), "whole": _said(whole.amount)}


def _said(amount: Quantity) -> str:
    return f"{amount.value:f} {amount.unit}"


def _figures(side: Request, result: dict[str, Any] | None, wanted: list[str]) -> list[Told]:
    """The amounts of money that enough of the question's words stand beside, those with most first."""
    if not result:
        return []
    ranked = [
        s for s in rank(side, facts_of(result.get("passages") or [])) if is_supported(s, side)
    ]
    noun = str(side.arguments.get("noun") or noun_asked(side.question) or "")
    asked = {
        word for word in words(_in_english(side, noun)) if len(word) > 1
    }  # not the s of "Oracle's"
    names = set(words(" ".join([*side.vendors, *side.systems])))
    graded = [
        (
            *_named(asked, names, said, amount),
            _stands_with(noun, said.text, amount),
            amount.unit in wanted,
            not amount.per,
            -place,
            said,
            amount,
        )
        for place, said in enumerate(ranked)
        for amount in _amounts(said.text, noun)
    ]
    graded.sort(key=lambda g: g[:6], reverse=True)
    return [Told(g[6], g[7]) for g in graded if g[0] >= _LEAST_NAMED]


def _in_english(side: Request, noun: str) -> str:
    """The question's words as English statements have them; of a Chinese one its noun and its names."""
    if side.language != "zh":
        return side.question
    return f"{noun} {re.sub(r'[^ -~]', ' ', side.question)}" if noun else side.query


def _named(
    asked: set[str], names: set[str], said: Statement, amount: Quantity
) -> tuple[Decimal, Decimal]:
    """How much of what is asked stands in the amount's own clause, and how much of the names
    there or on the sheet."""
    before, after = _clause(said.text, amount)
    sheet = f"{said.row.get('vendor') or ''} {said.row.get('system') or ''}"
    held = set(words(f"{before} {after}"))
    by_name = Decimal(len(names & (held | set(words(sheet))))) / max(len(names), 1)
    rest = asked - names
    said_there = sum(1 for word in rest if found_in(word, held))
    return (Decimal(said_there) / len(rest) if rest else Decimal(1)), by_name


def _clause(text: str, amount: Quantity) -> tuple[str, str]:
    """What stands before and after an amount in its clause."""
    before = re.split(r"[;；]|, |，", text[: amount.start])[-1]
    return before, re.split(r"[;；]|, |，", text[amount.end :])[0]


def _amounts(text: str, noun: str) -> list[Quantity]:
    """Amounts of money; in "13 billion dollars at a value of 183 billion" the second is in dollars too."""
    found = find_quantities(text)
    currencies = {q.unit for q in found if _is_money(q)}
    if len(currencies) == 1:
        found = [replace(q, unit=next(iter(currencies))) if _lacks_unit(q) and _stands_with(noun, text, q) else q for q in found]  # fmt: skip
    return [q for q in found if _is_money(q)]


def _lacks_unit(q: Quantity) -> bool:
    return q.unit is None and q.value >= _LEAST_SUM


def _stands_with(noun: str, text: str, amount: Quantity) -> bool:
    """Whether the noun asked for is the amount's own: "at a value of 183 billion", "13 billion raised"."""
    if not noun:
        return False
    stem = re.escape(noun[:-1] if len(noun) > 4 else noun)  # value, valued, valuation
    joint = r"(?:\s+(?:of|at|is|was|were|to|about|around|over|nearly|by|came to|reached|rose to|fell to|the|a|an|some|up|down))*"
    before = rf"\b{stem}\w*{joint}\W*$"
    after = rf"\W*(?:dollars|yuan|euros)?\s*(?:in|of)?\s*(?:\w+ )?{stem}\w*"
    return bool(
        re.search(before, text[: amount.start], re.IGNORECASE)
        or re.match(after, text[amount.end :], re.IGNORECASE)
    )


def _is_money(quantity: Quantity) -> bool:
    return quantity.unit is not None and len(quantity.unit) == 3 and quantity.unit.isupper()
