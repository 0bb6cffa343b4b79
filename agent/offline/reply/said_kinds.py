"""What of the author's is asked: what he foresees, what he thinks of a thing, what he assumes."""

from collections.abc import Sequence

from agent.offline.request import Request
from agent.offline.said_by_author import kind_asked
from agent.offline.statements import Statement
from agent.offline.vocabulary import aspects, topics
from agent.offline.vocabulary import phrase as pattern
from agent.offline.words import words

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
    return [
        said
        for said in ranked
        if said.row["extra"].get("claim_kind") in _KINDS[kind]
        and (_is_on(said, request) if _named(request) else not rest or _is_near(said, request))
    ]


def _named(request: Request) -> set[str]:
    return {*request.systems, *request.vendors}


def _is_on(said: Statement, request: Request) -> bool:
    named = _named(request) & set(said.row["extra"].get("entities") or ())
    return said.about >= _ON_IT or bool(named)


def _is_near(said: Statement, request: Request) -> bool:
    speaks = any(aspects()[name].find(said.text) for name in request.aspects)
    meant = float(said.row.get("similarity") or 0.0) >= _MEANT
    return said.covered >= _NEAR or speaks or meant
