"""How sure a statement must be before it is told."""

from dataclasses import replace

import pytest

from agent.offline.documents.judged import Judged
from agent.offline.documents.sureness import answers, is_left_blank
from agent.offline.documents.units import NOT_GIVEN, Source, Unit


def _judged(sure: float, *, fits: bool = True, is_of_it: bool = True) -> Judged:
    unit = Unit("sentence", 0, 9, "Said so.")
    source = Source("d", "Notes", "2026-01-01", "Notes")
    return Judged(unit, source, sure, 0.9, 0.9, fits, is_of_it)


def _cell(score: float, read: float, *, column: float = 0.0) -> Judged:
    unit = Unit("cell", 0, 9, "Gull, berths: 4", label="Gull", column="berths", value="4")
    traits = {"row": 1.0, "column": column}
    return replace(_judged(score), unit=unit, read=read, traits=traits)


@pytest.mark.parametrize(
    ("one", "told"),
    [
        (_judged(0.1), True),
        (_cell(0.6, -0.9), False),
        (_cell(0.6, -0.7), True),
        (_cell(0.6, -0.4, column=1.0), True),
        (_judged(-0.1), False),
        (_judged(4.0, fits=False), True),
        (_judged(2.0, fits=False), False),
        (_judged(9.0, fits=False, is_of_it=False), False),
    ],
)
def test_what_only_seems_of_another_time_is_told_where_it_answers_surely(
    one: Judged, told: bool
) -> None:
    assert answers(one) == told


@pytest.mark.parametrize(
    ("row", "column", "better", "told"),
    [(1.0, 0.0, 0.1, True), (0.0, 1.0, 0.1, True), (0.0, 0.0, 0.1, False), (1.0, 1.0, 0.9, False)],
    ids=["its row", "its column", "neither", "another answers"],
)
def test_a_cell_is_told_to_be_blank_where_it_is_asked_and_nothing_answers_better(
    row: float, column: float, better: float, told: bool
) -> None:
    cell = _cell(0.6, 1.0)
    blank = replace(
        cell,
        unit=replace(cell.unit, value=NOT_GIVEN),
        traits={"row": row, "column": column},
    )
    assert is_left_blank(blank, [_judged(better)]) == told
    assert not is_left_blank(cell, [])
