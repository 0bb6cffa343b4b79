"""How sure it must be that a statement answers before it is told; chosen on libraries that nothing was fitted to."""

from collections.abc import Sequence

from agent.offline.documents.judged import APART, Judged

_LEAST_CELL, _LEAST = -1.4, -1.1
_LEAST_OF_OTHERS = 1.0
"""The same of what lacks a name that is asked, which its document may leave unsaid."""
_LEAST_CELL_UNREAD, _LEAST_UNREAD = 0.35, -0.1
"""Log odds from which on a cell, which holds a name and a figure whatever is asked, or a statement is told."""
_LEAST_CHINESE = -1.0
"""The same where a Chinese question is asked, whose words are cut into pairs of letters, of which few are held."""
_ASKS, _CONFIRMED = 0.6, 0.5
"""Chance that a yes or no is asked, and log odds by words below which what is read may be of another thing."""
_SURELY = 2.5
"""Log odds from which on a statement is told whose period or kind of thing only seems to be another."""


def answers(one: Judged) -> bool:
    """Whether it is told."""
    if _is_beside(one) or _confirms_nothing(one) or one.traits.get("of_another_time"):
        return False  # the row of February is none of April's, however it reads
    return _unread_is_sure(one) if one.read is None else one.sure > _least(one)


def _least(one: Judged) -> float:
    least = _LEAST_CELL if one.unit.kind == "cell" else _LEAST
    return least if one.is_of_it else _LEAST_OF_OTHERS


def _unread_is_sure(one: Judged) -> bool:
    """The same by words alone."""
    least = _LEAST_CELL_UNREAD if one.unit.kind == "cell" else _LEAST_UNREAD
    if one.traits.get("chinese"):
        least = _LEAST_CHINESE
    return one.is_of_it and one.sure > (least if one.fits else _SURELY)


def _is_beside(one: Judged) -> bool:
    """Whether it is a cell of a column that is not asked, with another kind of thing: it only stands
    in the row that is."""
    asked = one.traits.get("column") != 0.0 or one.traits.get("kind") != -1.0
    return one.unit.kind == "cell" and not asked


def _confirms_nothing(one: Judged) -> bool:
    """Whether a yes or no is asked of what its words leave out."""
    return one.traits.get("asks_yes_no", 0.0) >= _ASKS and one.score < _CONFIRMED


def may_answer(one: Judged) -> bool:
    """Whether it may be of another period than what answers for sure."""
    return one.fits and one.sure > -APART


def is_left_blank(one: Judged, answering: Sequence[Judged]) -> bool:
    """Whether it is a blank cell whose row or column is asked, with none surer of what answers."""
    is_asked = bool(one.traits.get("row") or one.traits.get("column"))
    is_surest = all(one.sure >= other.sure for other in answering)
    return one.unit.is_blank and is_asked and is_surest
