"""The day or month after the one that a question names."""

import pytest

from agent.offline.documents.next_times import next_day, next_month


@pytest.mark.parametrize(
    ("question", "step", "moved"),
    [
        ("Who is on call on Saturday 31 May?", 1, "Who is on call on Sunday 1 June?"),
        ("Who rows on 1 January 2026?", -1, "Who rows on 31 December 2025?"),
        ("Who drives on Sunday?", 1, "Who drives on Monday?"),
        ("Who sails on 3 May and 4 June?", 1, ""),
        ("Who sails on 31 February?", 1, ""),
        ("Who sails?", 1, ""),
    ],
)
def test_a_day_is_moved_with_its_weekday(question: str, step: int, moved: str) -> None:
    assert next_day(question, step) == moved


@pytest.mark.parametrize(
    ("question", "step", "moved"),
    [
        ("How many came in December 2024?", 1, "How many came in January 2025?"),
        ("How many came in May?", -1, "How many came in April?"),
        ("How many came from May to July?", 1, ""),
    ],
)
def test_a_month_is_moved_with_its_year(question: str, step: int, moved: str) -> None:
    assert next_month(question, step) == moved
