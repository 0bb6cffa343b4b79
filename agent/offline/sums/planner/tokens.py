"""Tokens and their prices told apart by side: input, output, cached."""

from collections.abc import Sequence
from dataclasses import replace

from agent.offline.sums.planner import units
from agent.offline.sums.planner.term import Term
from agent.offline.sums.token_sides import said_at, sides_of

_NEAR = 6
"""Words between an amount and the side it is of, at most."""


def told_apart(text: str, amounts: list[Term]) -> list[Term]:
    """Tokens and their prices told apart by input and output, where both are named."""
    amounts = _per_token_too(text, amounts)
    tokens = [t for t in amounts if t.unit.get("token", 0) > 0]
    prices = [t for t in amounts if t.unit.get("token", 0) < 0]
    if len(tokens) < 2 or len(prices) < 2:
        return amounts
    sides = sides_of(text, _spans(tokens), _spans(prices))
    named = sides_of(text, _spans(prices), _spans(tokens))
    if None in sides:
        return amounts
    if None in named:
        named = sides if len(prices) == len(sides) else []
    if sorted(map(str, named)) != sorted(map(str, sides)):
        return amounts
    tagged = dict(zip([*map(id, tokens), *map(id, prices)], [*sides, *named], strict=True))
    return [_of_side(t, tagged[id(t)]) if id(t) in tagged else t for t in amounts]


def _per_token_too(text: str, amounts: list[Term]) -> list[Term]:
    """A price with its side said and its million not: "$1.25 in, $10 out per million"."""
    priced = next((t for t in amounts if t.unit.get("token", 0) < 0), None)
    if priced is None or "/" not in priced.written:
        return amounts
    money, many = next(n for n, p in priced.unit.items() if p > 0), priced.written.partition("/")[2]
    of_tokens = sum(money in t.unit for t in amounts) == 2 and all(
        set(t.unit) <= {money, "token", *units.PERIODS} for t in amounts
    )  # "serving costs $0.40 per million, we charge $2"
    return [
        replace(t, value=t.value / int(many), written=f"{t.written}/{many}", unit=dict(priced.unit))
        if dict(t.unit) == {money: 1}
        and ((t.is_income and of_tokens) or said_at(text, (t.start, t.end), _spans(amounts), _NEAR))
        and not t.is_fixed
        else t
        for t in amounts
    ]


def _of_side(term: Term, side: str | None) -> Term:
    return replace(term, unit={f"{side}_token" if n == "token" else n: p for n, p in term.unit.items()})  # fmt: skip


def _spans(terms: Sequence[Term]) -> list[tuple[int, int]]:
    return [(t.start, t.end) for t in terms]
