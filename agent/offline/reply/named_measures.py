"""Figures that have a name of their own within an aspect: a backlog among revenues, payers among
users."""

from collections.abc import Iterable, Sequence

from agent.evidence import Row
from agent.offline.request import Request
from agent.offline.statements import Statement
from agent.offline.vocabulary import phrase, table

_NEVER_ANOTHER = ("paying",)
"""Measures that no other stands for: who uses a thing does not pay for it."""


def of_measure(request: Request, ranked: Sequence[Statement]) -> list[Statement]:
    """The statements that name the measure asked for, where some do; else all."""
    named = _naming(request, ranked, table("named_measures"))
    return named or list(ranked)


def without_others(request: Request, ranked: Sequence[Statement]) -> list[Statement]:
    """Without statements of another measure, where none stands for the one asked."""
    if "users" not in request.aspects or len(request.aspects) > 1:
        return list(ranked)
    named = _naming(request, ranked, _NEVER_ANOTHER)
    return list(ranked) if named is None else named


def _naming(
    request: Request, ranked: Sequence[Statement], measures: Iterable[str]
) -> list[Statement] | None:
    asked = [phrase("named_measures", name) for name in measures]
    asked = [cue for cue in asked if cue.search(request.question)]
    if not asked:
        return None
    return [said for said in ranked if all(cue.search(_both(said.row)) for cue in asked)]


def _both(row: Row) -> str:
    return f"{row['text']} {row['extra'].get('text_zh') or ''}"
