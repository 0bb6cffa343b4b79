"""How sure it must be that a statement answers before it is told; chosen on libraries that nothing was fitted to."""

from agent.offline.documents.judged import APART, Judged

_LEAST = 0.3
"""Log odds from which on a statement is told."""
_SURELY = 3.5
"""Log odds from which on a statement is told whose period or kind of thing only seems to be another."""


def answers(one: Judged) -> bool:
    """Whether it is told."""
    return one.is_of_it and one.sure > (_LEAST if one.fits else _SURELY)


def may_answer(one: Judged) -> bool:
    """Whether it may be of another period than what answers for sure."""
    return one.fits and one.sure > -APART
