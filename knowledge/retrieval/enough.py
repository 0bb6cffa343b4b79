"""Whether what was found answers at all: a chance, out of three signs.

Fitted by logistic regression on every other question of `evals/enough.jsonl` over the bundled
library and the default model; `python -m evals.retrieval enough` measures it on the rest.
"""

import math
from collections.abc import Iterable, Mapping, Sequence

from knowledge.document import Passage
from knowledge.retrieval import sentences
from knowledge.storage import keywords
from knowledge.storage.keywords import Keywords

FIRST = 5
"""Passages that are looked at."""
LEAST = 0.12
"""Below it the passages rather do not answer. The fit is on questions made by templates and too
strict with others: at 0.5 a fifth of free questions with an answer would be refused, here about
one in twenty (`evals/RESULTS.md`)."""
_BIAS, _SIMILARITY, _UNKNOWN, _HELD = -13.41, 17.89, -7.69, 9.07


class Found(list[Passage]):
    """What a search found, best first, and how likely it is that it answers."""

    def __init__(self, passages: Iterable[Passage] = (), enough: float = 0.0) -> None:
        super().__init__(passages)
        self.enough = enough
        """0 to 1; below `LEAST` the passages rather do not answer. A question in the other language
        than the passages gets less."""


def chance(
    passages: Sequence[Passage], rare: Mapping[str, float], indexes: Sequence[Keywords]
) -> float:
    """How likely it is that the passages answer, by the question's words with their rarity.

    The signs: the highest cosine; what share of the words, the rare ones counting more, no
    passage of the library holds at all; what share the best single sentence holds.
    """
    first = passages[:FIRST]
    total = sum(rare.values())
    if not first or not total:
        return 0.0
    nowhere = keywords.rarity(sum(map(len, indexes)), 0)
    unknown = sum(weight for weight in rare.values() if weight >= nowhere) / total
    held = max(sentences.best_held(one.text, rare) for one in first) / total
    similarity = max(one.similarity for one in first)
    odds = _BIAS + _SIMILARITY * similarity + _UNKNOWN * unknown + _HELD * held
    return round(1 / (1 + math.exp(-odds)), 4)
