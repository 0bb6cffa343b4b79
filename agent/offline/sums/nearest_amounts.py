"""Amounts told apart by the words that stand beside them."""

from collections.abc import Sequence

from agent.offline.sums.rates import clause_at
from agent.offline.vocabulary import phrase
from agent.quantities import Quantity


def names(cue: str, text: str) -> bool:
    """Whether the text holds a word of the cue."""
    return phrase("revenue", cue).search(text) is not None


def beside(cue: str, quantities: Sequence[Quantity], text: str) -> Quantity | None:
    """The amount that a word of the cue stands nearest to, in the amount's own clause."""
    near = [(gap, q) for q in quantities if (gap := _gap(cue, q, text)) is not None]
    return min(near, key=lambda found: found[0])[1] if near else None


def without(quantities: Sequence[Quantity], *taken: Quantity | None) -> list[Quantity]:
    """The amounts but those taken."""
    return [q for q in quantities if q not in taken]


def _gap(cue: str, q: Quantity, text: str) -> int | None:
    """Characters between an amount and the nearest word of the cue in its clause."""
    clause, start = clause_at(text, q)
    spans = [m.span() for m in phrase("revenue", cue).finditer(clause)]
    return min((max(a + start - q.end, q.start - b - start, 0) for a, b in spans), default=None)
