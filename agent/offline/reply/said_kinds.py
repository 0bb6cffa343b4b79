"""What of the author's is asked: what he foresees, what he thinks of a thing, what he assumes."""

from collections.abc import Sequence

from agent.offline.request import Request
from agent.offline.said_by_author import kind_asked
from agent.offline.statements import Statement
from agent.offline.vocabulary import aspects, topics
from agent.offline.vocabulary import phrase as pattern
from agent.offline.words import spelling, words

_KINDS = {
    "assumption": ("assumption", "arithmetic"),
    "prediction": ("prediction",),
    "opinion": ("opinion",),
}
"""Kinds of the digest's statements by what is asked; a sum rests on what is assumed."""
_ON_IT, _NEAR, _MEANT = 0.6, 0.2, 0.5
"""About of a statement on what is named; of one on nothing named, the share of the question's
words, or how near a search saw it."""


def of_kind_asked(request: Request, ranked: Sequence[Statement]) -> list[Statement]:
    """Statements of the kind asked for, on what is named or near what is said; else none."""
    kind = kind_asked(request.question)
    if kind is None:
        return []
    plain = topics()["article"].english.sub(" ", request.question)
    rest = words(pattern("said_kinds", kind).sub(" ", plain))
    of_kind = [s for s in ranked if s.row["extra"].get("claim_kind") in _KINDS[kind]]
    if not _named(request):
        return [said for said in of_kind if not rest or _is_near(said, request)]
    on_it = [said for said in of_kind if _is_on(said, _named(request))]
    if on_it or kind != "assumption":
        return on_it
    return [
        said for said in of_kind if _is_on(said, set(request.vendors))
    ]  # of whose product it is


def _named(request: Request) -> set[str]:
    """What is named itself: not the vendor that a product implies."""
    said = spelling(request.question)
    vendors = {one for one in request.vendors if spelling(one) in said}
    return {*request.systems, *vendors} if vendors else {*(request.systems or request.vendors)}


def _is_on(said: Statement, named: set[str]) -> bool:
    return said.about >= _ON_IT or bool(named & set(said.row["extra"].get("entities") or ()))


def _is_near(said: Statement, request: Request) -> bool:
    speaks = any(aspects()[name].find(said.text) for name in request.aspects)
    meant = float(said.row.get("similarity") or 0.0) >= _MEANT
    return said.covered >= _NEAR or speaks or meant
