"""How sure a statement must be before it is told."""

import pytest

from agent.offline.documents.judged import Judged
from agent.offline.documents.sureness import answers, only_one
from agent.offline.documents.units import Source, Unit


def _judged(sure: float, *, fits: bool = True, is_of_it: bool = True) -> Judged:
    unit = Unit("sentence", 0, 9, "Said so.")
    source = Source("d", "Notes", "2026-01-01", "Notes")
    return Judged(unit, source, sure, 0.9, 0.9, fits, is_of_it)


@pytest.mark.parametrize(
    ("one", "told"),
    [
        (_judged(0.1), True),
        (_judged(-0.1), False),
        (_judged(3.0, fits=False), True),
        (_judged(1.0, fits=False), False),
        (_judged(9.0, fits=False, is_of_it=False), False),
    ],
)
def test_what_only_seems_of_another_time_is_told_where_it_answers_surely(
    one: Judged, told: bool
) -> None:
    assert answers(one) == told


def test_the_only_one_that_speaks_of_it_needs_to_be_less_sure() -> None:
    first = _judged(-1.0)
    assert only_one([_judged(-4.0), first]) == (first,)
    assert only_one([_judged(-2.0), first]) == ()
    assert only_one([_judged(-3.0)]) == ()
    assert only_one([_judged(-1.0, fits=False)]) == ()
    assert only_one([]) == ()
