"""Two sides of a question, each with amounts of its own: "A has 2 million at $10, B has 3 million at $9"."""

import re
from collections.abc import Sequence
from dataclasses import replace

from agent.offline.sums.planner.search import money_in
from agent.offline.sums.planner.term import Role, Term
from agent.offline.sums.planner.units import PERIODS, product

_MARK = re.compile(
    r"(?:\b(?:firm|company|plan|product|team|option|vendor|service|business|provider|startup|shop|lab|model)\s+)?\b(?P<name>(?-i:[A-D])|(?-i:[A-Z]\w+))\b(?='s\b|\s*(?::|has\b|have\b|had\b|charges?\b|sells?\b|earns?\b|makes?\b|starts?\b|with\b|grows?\b|gets?\b|runs?\b|[$€£¥￥]))"
    r"|(?P<zh>[甲乙丙丁]|(?<![A-Za-z])(?-i:[A-D])(?![A-Za-z]))(?:公司|方|家|产品|方案)?(?=[有：:的每卖收共\s])",
    re.IGNORECASE,
)
_SINGLE = frozenset("we it they he she what how each if this that there".split())
_PERIODIC: dict[str, Role] = {"growth": "rise", "churn": "fall"}


def sides_of(text: str, terms: Sequence[Term], until: int) -> list[tuple[str, list[Term]]]:
    """The name of each side with its terms and those that all share; empty where there are no sides."""
    marks = [
        m for m in _MARK.finditer(text, 0, until) if (m["name"] or m["zh"]).lower() not in _SINGLE
    ]
    names = [m["name"] or m["zh"] for m in marks]
    if len(set(names)) != len(names) or not 2 <= len(names) <= 4:
        return []
    ends = [*(m.start() for m in marks[1:]), until]
    own = [
        [t for t in terms if m.end() <= t.start < end] for m, end in zip(marks, ends, strict=True)
    ]
    if not all(own) or len({len(side) for side in own}) > 1:
        return []
    shared = [t for t in terms if not any(t in side for side in own)]
    first = own[0]
    return [
        (name, [*(_completed(t, first) for t in side), *shared])
        for name, side in zip(names, own, strict=True)
    ]


def _completed(term: Term, first: Sequence[Term]) -> Term:
    """A term with what the first side said for both: "growing 10% at $9" after "30% a year at $10 a month"."""
    if money := money_in(term.unit):
        like = next((t for t in first if money_in(t.unit) == money), None)
        timed = any(name in PERIODS for name in term.unit)
        if like is not None and not timed:
            return replace(term, unit=product(like.unit), loose=term.loose)
    for role, once in _PERIODIC.items():
        like = next((t for t in first if t.role == role), None)
        if like is not None and term.role == once:
            return replace(term, role=like.role, unit=like.unit)
    return term
