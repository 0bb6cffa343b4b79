"""How sure it must be that a statement answers before it is told; chosen on libraries that nothing was fitted to."""

from collections.abc import Sequence

from agent.offline.documents.judged import APART, Judged

_LEAST_CELL, _LEAST = -0.25, 0.0
_LEAST_CELL_UNREAD, _LEAST_UNREAD = 0.35, -0.1
"""Log odds from which on a cell, which holds a name and a figure whatever is asked, or a statement is told."""
_COVERED = 0.9
"""Share of the question's words that a cell must hold where words alone decide."""
_WORDED, _LIKELY = 0.85, 3.0
"""The same of a statement with the verb and the kind of thing asked, and its log odds by words alone."""
_ASKS, _CONFIRMED = 0.6, 0.5
"""Chance that a yes or no is asked, and log odds by words below which what is read may be of another thing."""
_SURELY = 2.5
"""Log odds from which on a statement is told whose period or kind of thing only seems to be another."""


def answers(one: Judged) -> bool:
    """Whether it is told."""
    sure = max(one.sure, one.score) if _is_named(one) or _is_worded(one) else one.sure
    is_cell = one.unit.kind == "cell"
    least = _LEAST_CELL if is_cell else _LEAST
    if one.read is None:  # by words alone
        least = _LEAST_CELL_UNREAD if is_cell else _LEAST_UNREAD
    return (
        one.is_of_it
        and sure > (least if one.fits else _SURELY)
        and not (_is_beside(one) or _confirms_nothing(one))
    )


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


def _is_named(one: Judged) -> bool:
    """Whether it is a cell whose row and column are asked word for word, or a day where one is asked:
    then the words are enough."""
    by_name = one.traits.get("row") == 1.0 and one.traits.get("column") == 1.0
    return by_name and one.unit.kind == "cell" and one.covered >= _COVERED


def _is_worded(one: Judged) -> bool:
    """Whether it is a statement that does what the question asks in its own words, with the kind of
    thing asked: "was built in 1742" to "in which year was it built?"."""
    asked = one.traits.get("verb") == 1.0 and one.traits.get("kind") == 1.0
    holds = one.covered >= _WORDED and one.score >= _LIKELY
    return asked and holds and one.unit.kind != "cell"
