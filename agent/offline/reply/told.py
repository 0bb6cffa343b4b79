"""Two figures that the library tells, to be set against each other: a difference, or a share."""

import re
from decimal import Decimal
from typing import Any, NamedTuple

from agent.offline.exchange import currencies_named
from agent.offline.reply.part import facts_of
from agent.offline.request import Request
from agent.offline.statements import Statement, is_supported, rank
from agent.offline.words import words
from agent.quantities import Quantity, find_quantities

Results = dict[str, dict[str, Any]]
_LEAST_NAMED = Decimal("0.6")
"""The part of a question's words, names apart, that must stand beside the figure."""


class Told(NamedTuple):
    """A statement and the amount of money in it that answers."""

    statement: Statement
    amount: Quantity


def figures_told(request: Request, results: Results) -> list[Told]:
    """The figure of each of the two questions; empty where the library lacks one of them."""
    sides = [Request.from_dict(side) for side in request.arguments.get("told") or ()]
    wanted = currencies_named(request.question)
    found = [_figure(side, results.get(f"told{j}"), wanted) for j, side in enumerate(sides)]
    told = [one for one in found if one is not None]
    same = len(told) == 2 and told[0].amount.value == told[1].amount.value
    return told if len(told) == len(found) and not same else []


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


def _figure(side: Request, result: dict[str, Any] | None, wanted: list[str]) -> Told | None:
    """The amount of money that most of the question's words stand beside, of the best statements."""
    if not result:
        return None
    ranked = [
        s for s in rank(side, facts_of(result.get("passages") or [])) if is_supported(s, side)
    ]
    text = side.query if side.language == "zh" else side.question
    asked = {word for word in words(text) if len(word) > 1}  # not the s of "Oracle's"
    names = set(words(" ".join([*side.vendors, *side.systems])))
    graded = [
        (
            *_named(asked, names, said, amount),
            amount.unit in wanted,
            not amount.per,
            -place,
            said,
            amount,
        )
        for place, said in enumerate(ranked)
        for amount in find_quantities(said.text)
        if _is_money(amount)
    ]
    best = max(graded, key=lambda g: g[:5], default=None)
    return Told(best[5], best[6]) if best and best[0] >= _LEAST_NAMED else None


def _named(
    asked: set[str], names: set[str], said: Statement, amount: Quantity
) -> tuple[Decimal, Decimal]:
    """How much of what is asked stands in the amount's own clause, and how much of the names
    there or on the sheet."""
    before = re.split(r"[;；]|, |，", said.text[: amount.start])[-1]
    after = re.split(r"[;；]|, |，", said.text[amount.end :])[0]
    sheet = f"{said.row.get('vendor') or ''} {said.row.get('system') or ''}"
    held = set(words(f"{before} {after}"))
    by_name = Decimal(len(names & (held | set(words(sheet))))) / max(len(names), 1)
    rest = asked - names
    return (Decimal(len(rest & held)) / len(rest) if rest else Decimal(1)), by_name


def _is_money(quantity: Quantity) -> bool:
    return quantity.unit is not None and len(quantity.unit) == 3 and quantity.unit.isupper()
