"""Which of many changes a question is about, by its words."""

from collections.abc import Sequence
from typing import Any

from agent.offline.vocabulary import phrase
from agent.offline.words import found_in, strangers, words

_LEAST = 0.6
"""Share of the question's words that a change must hold."""
_CUES = frozenset(words("change changed before"))


def on_matter(question: str, changes: Sequence[dict[str, Any]]) -> list[dict[str, Any]]:
    """The changes that hold most of the question's words, and all of its names."""
    names = set(words(" ".join(strangers(question))))
    wanted = (set(words(_without_cue(question))) | names) - _CUES
    held = [_held(wanted, one) if names <= _said(one) else 0.0 for one in changes]
    most = max(held, default=0.0)
    return [
        one for one, share in zip(changes, held, strict=True) if share == most and most >= _LEAST
    ]


def _without_cue(question: str) -> str:
    """Without what asks for the former state, unless that is the whole question."""
    found = phrase("routing", "former").search(question)
    is_part = found is not None and len(found[0]) < len(question) // 2
    return question.replace(found[0], " ") if found and is_part else question


def _held(wanted: set[str], one: dict[str, Any]) -> float:
    said = _said(one)
    return sum(found_in(word, said) for word in wanted) / len(wanted) if wanted else 0.0


def _said(one: dict[str, Any]) -> set[str]:
    rows = [row for row in (one["then"], one["now"]) if row]
    texts = [part or "" for row in rows for part in (row["text"], row.get("vendor"))]
    return set(words(" ".join([one["title"] or "", *texts])))
