"""Rows in a state that a question names, or that are to be counted."""

from collections.abc import Iterator

import pytest

from agent import Analyst
from knowledge import Library

_TABLES = {
    "permits": "Permit,Holder,Issued,Renewed\nP-11,Hale,2025-01-05,yes\nP-12,Moss,2025-01-20,no\n"
    "P-13,Hale,2025-02-11,yes\nP-14,Lund,2025-03-02,no\nP-15,Hale,2025-03-15,no\n",
    "defects": "Defect,Title,Finder,Status,Found\nD-1,Crack in keel,Una,open,2025-05-01\n"
    "D-2,Pump slow,Rolf,resolved,2025-05-03\nD-3,Mast loose,Una,open,2025-05-04\n"
    "D-4,Torn sail,Ivo,under review,2025-05-09\n",
    "fleet": "Harbour,Boats,Berths\nNorth,12,30\nSouth,9,40\n",
    "tickets": "Ticket,Sold\nDay ticket,310\nWeek ticket,45\n",
    "passes": "Harbour,Pass,Price\nNorth,Day,10\nNorth,Week,20\nNorth,Season,40\nSouth,Night,5\nSouth,Family,18\n",
}


@pytest.fixture(scope="module")
def analyst(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Analyst]:
    """An analyst on five tables."""
    folder = tmp_path_factory.mktemp("tables")
    for name, text in _TABLES.items():
        (folder / f"{name}.csv").write_text(text, "utf-8")
    library = Library.open(folder / "library")
    assert not library.ingest([*folder.glob("*.csv")]).failed
    with Analyst(library=library, threads=":memory:") as made:
        yield made


@pytest.mark.parametrize(
    ("question", "told", "not_told"),
    [
        ("Which permits are renewed?", "P-11 P-13", "P-12 P-14 P-15"),
        ("Which permits are unrenewed?", "P-12 P-14 P-15", "P-11 P-13"),
        ("Which permits have not been renewed?", "P-12 P-14 P-15", "P-11 P-13"),
        ("Which of Hale's permits are not renewed?", "P-15", "P-11 P-12 P-13 P-14"),
        ("Which defects are resolved?", "D-2", "D-1 D-3 D-4"),
        ("Which defects are not resolved?", "D-1 D-3 D-4", "D-2"),
        ("Which defects are still open?", "D-1 D-3", "D-2 D-4"),
        ("Which defects are under review?", "D-4", "D-1 D-2 D-3"),
        ("Which passes does North have?", "Day Week Season", "Night Family"),
    ],
)
def test_the_rows_in_the_state_asked_are_told_and_no_others(
    analyst: Analyst, question: str, told: str, not_told: str
) -> None:
    text = analyst.ask(question).text
    assert all(name in text for name in told.split())
    assert not any(name in text for name in not_told.split())


@pytest.mark.parametrize(
    ("question", "told", "not_told"),
    [
        ("How many permits did Hale apply for?", "P-11 P-13 P-15", "P-12 P-14"),
        ("How many defects are open?", "D-1 D-3", "D-2 D-4"),
        ("How many defects are there?", "nothing that answers", ""),
        ("How many day tickets were sold?", "310", "45"),
        ("How many boats does the North harbour have?", "12", "30 40"),
    ],
)
def test_a_count_is_told_by_the_rows_counted_or_by_a_column_that_counts(
    analyst: Analyst, question: str, told: str, not_told: str
) -> None:
    text = analyst.ask(question).text
    assert all(name in text for name in told.split())
    assert not any(name in text for name in not_told.split())
