"""Amounts of money with what the words beside them name them as: a cost, one of all, a price of tokens."""

import itertools
import re
from collections.abc import Sequence
from dataclasses import replace

from agent.offline.sums.amounts import LEAST_TARGET, plain
from agent.offline.sums.planner import units
from agent.offline.sums.planner.term import Term
from agent.offline.vocabulary import words


def is_money_term(term: Term) -> bool:
    return any(len(name) == 3 and name.isupper() and name != "GPU" and power > 0 for name, power in term.unit.items())  # fmt: skip


_SAID_EACH = re.compile(r"\b(?:per|each|every)\b|每", re.IGNORECASE)


_PLUS = re.compile(r"[\s,，;]*(?:plus|and another|on top (?:of that )?comes|另加|再加|外加|加上)\s*(?:an?\s+|another\s+|about\s+)?", re.IGNORECASE)  # fmt: skip
"""Between a cost and another one that comes on top of it."""
_SPREAD = re.compile(
    r"\b(?:each|apiece|averag\w*|spend(?:s|ing)|paying)\b|每(?!年|月|天)|人均|平均",
    re.IGNORECASE,
)
"""Words by which a large amount is what one of many pays."""


def marked(text: str, amounts: list[Term]) -> list[Term]:
    """Amounts of money with what the words nearest to them name them as: a cost, one of all together."""
    monies = [t for t in amounts if is_money_term(t)]
    named: dict[str, set[int]] = {}
    for cue in ("cost", "income", "fixed", "fee"):
        said = re.finditer(
            rf"(?<![a-z])(?:{words('worksheet', cue)})(?![a-z])", text, re.IGNORECASE
        )
        near = (_nearest(m, monies, text) for m in said)
        named[cue] = {t.start for t in near if t is not None}
    for_all = [t for t in monies if t.start in named["fee"] and not _SAID_EACH.search(t.text)]
    amounts = [
        replace(t, unit={n: p for n, p in t.unit.items() if p > 0 or n in units.PERIODS})
        if t in for_all
        else t
        for t in amounts
    ]
    sells = any(t.start in named["income"] and not _is_of_tokens(t) for t in monies)
    named["cost"] |= {
        t.start for t in monies if sells and _is_of_tokens(t)
    }  # what is sold is made of them
    for cost, more in itertools.pairwise(monies):
        if cost.start in named["cost"] and _PLUS.fullmatch(text[cost.end : more.start]):
            named["cost"].add(more.start)
    return [
        replace(t, is_cost=t.start in named["cost"], is_income=t.start in named["income"], is_fixed=t.start in named["fixed"] or _is_large(t, text))
        for t in amounts
    ]  # fmt: skip


def _is_of_tokens(term: Term) -> bool:
    return term.unit.get("token", 0) < 0


def _is_large(term: Term, text: str) -> bool:
    """Whether an amount is rather a total, unless each of many pays it."""
    return term.value >= LEAST_TARGET and not _SPREAD.search(
        clause_around(text, term.start, term.end)[0]
    )


def _nearest(cue: re.Match[str], monies: Sequence[Term], text: str) -> Term | None:
    """The amount that a word stands by: in its clause, and no other nearer."""
    best: tuple[int, Term] | None = None
    for term in monies:
        clause, begin = clause_around(text, term.start, term.end)
        if not begin <= cue.start() < begin + len(clause):
            continue
        distance = max(term.start - cue.end(), cue.start() - term.end, 0)
        if best is None or distance < best[0]:
            best = (distance, term)
    return best[1] if best else None


def clause_around(text: str, start: int, end: int) -> tuple[str, int]:
    """The words between commas, full stops and "and" around a place, and where they begin."""
    cut = re.compile(r",(?!\d{3})|[，、;；。?？:：]|\.(?:\s|$)|\b(?:and|but|while|plus|with)\b|\bif\b", re.IGNORECASE)  # fmt: skip
    begin = max((m.end() for m in cut.finditer(text, 0, start)), default=0)
    close = cut.search(text, end)
    return text[begin : close.start() if close else len(text)], begin


def rates_of_cost(text: str, amounts: list[Term]) -> list[Term]:
    """One price for a token of "a million tokens cost $3", unless another is told per million."""
    if any(_is_of_tokens(t) for t in amounts):
        return amounts
    made: list[Term] = []
    for term in amounts:
        last = made[-1] if made else None
        between = text[last.end : term.start] if last else ""
        joined = re.fullmatch(r"\s*(?:is|are)?\s*(?:costs?|billed|priced|charged|for|at|要|收)\s*(?:at|us|为)?\s*", between, re.I)  # fmt: skip
        whole = last is not None and set(last.unit) == {"token"} and "token" not in term.unit
        if last and joined and whole and is_money_term(term) and "e" not in term.written:
            unit = units.product(term.unit, {"token": -1})
            rate = f"{term.written}/{plain(last.value)}"
            made[-1] = replace(term, value=term.value / last.value, written=rate, unit=unit, start=last.start)  # fmt: skip
        else:
            made.append(term)
    return made
