"""Tokens and their prices told apart by side: input, output, cached."""

import re
from collections.abc import Sequence
from dataclasses import replace

from agent.offline.sums.planner.term import Term

_SIDES = (
    ("cached", r"cached?|缓存"),
    ("input", r"inputs?|prompts?|\bin\b|输入"),
    ("output", r"outputs?|completions?|generated|\bout\b|输出"),
)


def told_apart(text: str, amounts: list[Term]) -> list[Term]:
    """Tokens and their prices told apart by input and output, where both are named."""
    amounts = _per_token_too(text, amounts)
    tokens = [t for t in amounts if t.unit.get("token", 0) > 0]
    prices = [t for t in amounts if t.unit.get("token", 0) < 0]
    sides = [_side(text, t, amounts) for t in tokens]
    if len(tokens) < 2 or len(prices) < 2 or None in sides or len(set(sides)) < len(tokens):
        return amounts
    named = [_side(text, p, amounts) for p in prices]
    if None in named or len(set(named)) < len(prices):
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
    return [
        replace(t, value=t.value / int(many), written=f"{t.written}/{many}", unit=dict(priced.unit))
        if dict(t.unit) == {money: 1} and _side(text, t, amounts)
        else t
        for t in amounts
    ]


def _of_side(term: Term, side: str | None) -> Term:
    return replace(term, unit={f"{side}_token" if n == "token" else n: p for n, p in term.unit.items()})  # fmt: skip


def _side(text: str, term: Term, amounts: Sequence[Term]) -> str | None:
    """Input, output or cached, by the word nearest to the amount, in its own stretch of text."""
    before = max((t.end for t in amounts if t.end <= term.start), default=0)
    after = min((t.start for t in amounts if t.start >= term.end), default=len(text))
    behind = re.split(r"[,，;；.。]|\band\b", text[term.end : after])[0]
    for stretch, from_end in ((text[term.start : term.end] + behind, False), (text[before : term.start], True)):  # fmt: skip
        said = [(m.start(), name) for name, word in _SIDES for m in re.finditer(word, stretch, re.I)]  # fmt: skip
        if said:
            return (max if from_end else min)(said)[1]
    return None
