"""Days and months that questions and rows name."""

import pytest

from agent.offline.documents.asked import asked_in
from agent.offline.documents.days import months_named
from agent.offline.documents.timely import timely
from agent.offline.documents.units import Source, Unit


@pytest.mark.parametrize(
    ("text", "months"),
    [
        ("How many pieces left in November 2024?", {("2024", 11)}),
        ("2024-11 · oak", {("2024", 11)}),
        ("2024-11-05", {("2024", 11)}),
        ("Nov. 2024 and on 2 June", {("2024", 11), ("", 6)}),
        ("How many falls in September?", {("", 9)}),
        ("May", {("", 5)}),
        ("How many may march here?", set[tuple[str, int]]()),
        ("May the dogs come?", set[tuple[str, int]]()),
        ("the season 2024-25", set[tuple[str, int]]()),
    ],
)
def test_months_are_named_in_words_and_figures(text: str, months: set[tuple[str, int]]) -> None:
    assert months_named(text) == months


@pytest.mark.parametrize(
    ("question", "label", "is_timely"),
    [
        ("How many chairs left in November 2024?", "2024-11", True),
        ("How many chairs left in November 2024?", "2024-10", False),
        ("How many chairs left in November 2024?", "Oak · 2024-11-30", True),
        ("How many chairs left in November?", "2024-10", False),
        ("How many chairs left from October to December 2024?", "2024-11", True),
        ("How many chairs left in 2024?", "2024-10", True),
        ("May chairs leave in 2024?", "2024-10", True),
    ],
)
def test_a_row_of_another_month_than_is_asked_is_of_another_time(
    question: str, label: str, is_timely: bool
) -> None:
    unit = Unit("cell", 0, 9, f"{label}, chairs: 4", label=label, column="chairs", value="4")
    source = Source("d", "Output 2024", "Output 2024", "")
    assert bool(timely(asked_in(question), unit, source)) == is_timely
