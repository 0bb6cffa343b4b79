"""What a question on somebody's documents asks for, a value, a list, a sum, and which of its words name a row, a
column, what narrows rows down: told by a small tagger, trained by `evals.fit_question_parts`.

Names of kinds and parts stand in `question_parts.toml`, in the order of the tagger's outputs.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache, lru_cache

import numpy as np

from knowledge.embedding.adapted import Adapted
from knowledge.embedding.tagger import Spans, Tagger, chances, module, names_in, tokens_of

QUESTION_PARTS = Adapted(
    name="question",
    called="question tagger",
    file="question_parts.safetensors",
    most_tokens=96,
    module=module,
    by_token=True,
)
_MOST_KEPT = 256


@dataclass(frozen=True)
class QuestionParts:
    """What a question's words say of its answer."""

    kinds: Mapping[str, float]
    """The chance of each kind."""
    words: tuple[Mapping[str, float], ...]
    """Of each span asked about, the chance of each part."""


def names() -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Kinds of answer, and parts that a word may play."""
    return names_in("question_parts.toml")


def question_parts(question: str, spans: Spans) -> QuestionParts | None:
    """Chances for an English question, and for its words at `spans` (characters); None where the graph
    is missing and cannot be made here."""
    return _told(question, tuple(spans))


@lru_cache(maxsize=_MOST_KEPT)
def _told(question: str, spans: tuple[tuple[int, int], ...]) -> QuestionParts | None:
    told = _tagger().odds(question)
    if told is None:
        return None
    odds, offsets = told
    kinds, parts = names()
    of_kind = chances(odds[:, : len(kinds)].mean(0))
    each = (tokens_of(offsets, span) for span in spans)
    words = [
        chances(odds[some, len(kinds) :].mean(0)) if some else chances(np.zeros(len(parts)))
        for some in each
    ]
    return QuestionParts(
        dict(zip(kinds, of_kind, strict=True)),
        tuple(dict(zip(parts, one, strict=True)) for one in words),
    )


@cache
def _tagger() -> Tagger:
    return Tagger(QUESTION_PARTS)
