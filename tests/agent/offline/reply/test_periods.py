from typing import Any

import pytest

from agent.offline.reply.periods import best_in, moved
from agent.offline.request import Request
from agent.offline.statements import Statement


def said(text: str, date: str, covered: float = 0.5) -> Statement:
    row: dict[str, Any] = {"n": 1, "date": date, "text": text, "extra": {"kind": "fact"}}
    return Statement(row, text, score=5.0, about=1.0, covered=covered, on_aspect=1.0)


def test_a_quarter_is_told_by_what_reports_on_it_and_not_by_what_was_said_before() -> None:
    before, report = (
        said("Revenue 5 billion", "2025-06-11"),
        said("Revenue 6 billion", "2025-09-09"),
    )
    asked = Request("change", "Revenue in August 2025?", aspects=("revenue",))
    assert best_in([before, report], "2025-08", asked) is report
    assert best_in([before, report], "2025-08", Request("change", "Price?")) is before


def test_a_change_at_one_time_is_told_by_both_values_where_they_answer_as_well() -> None:
    list_price, change = said("It costs 7", "2026-07-01"), said("It went from 5 to 7", "2026-07-01")
    once = Request("change", "Price before and after July 2026?", dates=("2026-07",))
    assert moved(once, [list_price, change]) == [change]
    far = said("Other went from 1 to 2", "2026-07-01", covered=0.1)
    assert moved(once, [list_price, far]) == [list_price, far]


@pytest.mark.parametrize("period", ["2025-01", "2025-03"])
def test_the_beginning_of_a_year_is_its_first_month_or_quarter(period: str) -> None:
    early, later = said("Early 2025: 3 dollars", "2025"), said("Since May: 2 dollars", "2025-05-04")
    asked = Request("change", "Price in early 2025?", aspects=("price",))
    assert best_in([later, early], period, asked) is early
    assert best_in([later, early], "2025-05", asked) is later
