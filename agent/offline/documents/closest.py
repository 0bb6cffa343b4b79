"""What comes nearest to a question that nothing answers for sure."""

from collections.abc import Sequence

from agent.offline.documents.judged import Judged

_NEAR = 0.45
"""Weight of the question's words that what is nearest must hold."""
_ALIKE, _BY_MEANING, _MOST_NEAR = -0.1, 10.0, 3
"""Or how like it must be; what likeness counts beside the log odds; how many are told."""


def closest(judged: Sequence[Judged]) -> tuple[Judged, ...]:
    """The few that have most to do with the question, by words and by meaning: on libraries that
    nothing was fitted to one of three answers twice as often as is told for sure."""
    found = [one for one in judged if one.row is not None and not one.unit.is_blank]
    near = [one for one in found if _has_to_do(one)]
    return tuple(sorted(near, key=lambda one: -(one.sure + _BY_MEANING * _alike(one)))[:_MOST_NEAR])


def _has_to_do(one: Judged) -> bool:
    return (one.covered >= _NEAR and one.said > 0) or _alike(one) >= _ALIKE


def _alike(one: Judged) -> float:
    """Likeness in meaning, above or below what speaks neither for nor against."""
    return max(one.traits.get("like", -1.0), one.traits.get("like_cell", -1.0))
