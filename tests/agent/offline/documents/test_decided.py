"""What is told of tables with several years, of yes and no, of first and last days, of rows side by side."""

from collections.abc import Iterator

import pytest

from agent import Analyst
from knowledge import Library

_TEXTS = {
    "tickets.md": (
        "# Lantern Film Week 2025\n\nReport of 14 October 2025.\n\n"
        "| Venue | Screenings | Tickets | Takings (EUR) |\n| --- | --- | --- | --- |\n"
        "| Seven Rivers | 12 | 1,450 | 11,600 |\n| Old Mill | 9 | 820 | 6,560 |\n"
        "| Station Hall | 14 | 1,730 | 13,840 |\n"
    ),
    "prices.md": (
        "# Café prices\n\n## Prices 2025\n\n| Item | Price (GBP) |\n| --- | --- |\n| Coffee | 2.60 |\n"
        "| Tea | 2.20 |\n| Soup | 5.40 |\n\n## Prices 2024\n\n| Item | Price (GBP) |\n| --- | --- |\n"
        "| Coffee | 2.40 |\n| Tea | 2.00 |\n| Soup | 5.00 |\n"
    ),
    "lines.md": (
        "# Tram lines of Kolding Reach\n\n| Line | Opened | Wheelchair access |\n| --- | --- | --- |\n"
        "| Blue | 1971-05-02 | yes |\n| Red | 1958-09-14 | no |\n| Green | 1994-03-30 | yes |\n"
    ),
    "sales.csv": (
        "Month;Sales EUR;Costs EUR\n2025-01;5.105,00;3.200,50\n2025-02;6.230,40;3.410,00\n"
        "2025-03;4.990,10;2.980,25\n"
    ),
    "mill.md": (
        "# Friends of the Mill, note of 2025\n\nThe mill ground 640 sacks in 2023 and 720 sacks in 2024."
        " In 2025 it ground 810 sacks.\n"
    ),
}


@pytest.fixture(scope="module")
def analyst(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Analyst]:
    """An analyst on these documents alone."""
    folder = tmp_path_factory.mktemp("decided")
    for name, text in _TEXTS.items():
        (folder / name).write_text(text, "utf-8")
    library = Library.open(folder / "library")
    assert not library.ingest([folder / name for name in _TEXTS]).failed
    with Analyst(library=library, threads=":memory:") as made:
        yield made


@pytest.mark.parametrize(
    ("question", "told"),
    [
        # A number word in a name counts nothing, and tickets are no part of euros.
        ("What share of all tickets did Seven Rivers sell?", "**36.25 %**"),
        ("What share of the takings came from Old Mill?", "**20.5 %**"),
        ("How many tickets per screening did Station Hall sell?", "**123.57"),
        # Two tables of one document, of two years.
        ("What did coffee cost?", "Prices 2025 – Coffee, Price (GBP): **2.60**"),
        ("What did tea cost in 2024?", "**2.00**"),
        ("By how much did the price of soup rise from 2024 to 2025?", "**0.4 GBP**"),
        # Decimals behind a comma.
        ("What were the sales from January to March 2025 in total?", "16,325.5"),
        # Each figure of a sentence has its own year.
        (
            "By how many percent did the sacks ground by the mill grow from 2024 to 2025?",
            "**+12.5 %**: 810",
        ),
        ("How many more sacks did the mill grind in 2025 than in 2023?", "**170**"),
        # Days have a first and a last one.
        ("Which line opened first?", "**1958-09-14**"),
        ("Which is the newest line?", "**1994-03-30**"),
    ],
)
def test_the_figure_that_is_asked(analyst: Analyst, question: str, told: str) -> None:
    assert told in analyst.ask(question).text


def test_then_and_now_of_two_tables(analyst: Analyst) -> None:
    told = analyst.ask("What was the price of soup before and what is it now?").text
    assert told.index("Prices 2024 – Soup, Price (GBP): **5.00**") < told.index("**5.40**")


@pytest.mark.parametrize(
    ("question", "rows"),
    [
        ("Which line has no wheelchair access?", {"Red"}),
        ("Which line has wheelchair access?", {"Blue", "Green"}),
        ("Which lines have no wheelchair access?", {"Red"}),
    ],
)
def test_rows_that_are_so(analyst: Analyst, question: str, rows: set[str]) -> None:
    told = analyst.ask(question).text
    assert {name for name in ("Red", "Blue", "Green") if f"- {name}" in told} == rows


def test_rows_set_side_by_side_are_a_table(analyst: Analyst) -> None:
    told = analyst.ask("compare old mill with the station hall").text
    assert "| Old Mill | Station Hall |" in told
    assert "| Tickets | 820 [1] | 1,730 [1] |" in told
    assert "| Takings (EUR) | 6,560 [1] | 13,840 [1] |" in told


def test_a_correction_takes_the_place_of_what_it_corrects(analyst: Analyst) -> None:
    analyst.ask("What does coffee cost?", thread="meant")
    assert "**5.40**" in analyst.ask("no, I meant soup", thread="meant").text
