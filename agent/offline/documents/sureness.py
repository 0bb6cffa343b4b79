"""How sure it must be that a statement answers before it is told; chosen on libraries that nothing was fitted to."""

import math
from collections.abc import Sequence

from agent.offline.documents.judged import APART, Judged

_SURELY = 2.0
"""Log odds from which on a statement is told whose period or kind of thing only seems to be another."""
_ALONE, _AHEAD = -2.4, 2.0
"""Log odds that are enough for the only one that speaks of what is asked, and how far it lies ahead."""


def answers(one: Judged) -> bool:
    """Whether it is told."""
    return one.sure > (0 if one.fits else _SURELY) and (one.fits or one.is_of_it)


def may_answer(one: Judged) -> bool:
    """Whether it may be of another period than what answers for sure."""
    return one.fits and one.sure > -APART


def only_one(judged: Sequence[Judged]) -> tuple[Judged, ...]:
    """The statement that lies far ahead of all others where none is sure, or none."""
    ranked = sorted(judged, key=lambda one: -one.sure)
    if not ranked or not ranked[0].fits or ranked[0].unit.is_blank:
        return ()
    first, next_best = ranked[0].sure, max((one.sure for one in ranked[1:]), default=-math.inf)
    return (ranked[0],) if first > _ALONE and first - next_best > _AHEAD else ()
