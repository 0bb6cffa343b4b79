"""Which figures a sum is made of: the months named, and money where money is asked."""

import pytest

from agent import Analyst
from knowledge import Library

VISITS = """month,marina_visits,airport_visits
March,4,70
April,9,81
May,12,88
June,21,90
"""
JOBS = """job,date,smith,hours,charge_usd
J-1,2025-02-03,Ola Brandt,2,90
J-2,2025-02-11,Per Lunde,8,310
J-3,2025-03-05,Ola Brandt,5.5,260
"""
REVIEWS = {
    "review-2023.md": "# Review 2023\n\nIn 2023 the fair had 4,200 visitors, who left $61,000 at the gate.\n",
    "review-2024.md": "# Review 2024\n\nIn 2024 the fair had 4,100 visitors, who left $67,100 at the gate.\n",
}


@pytest.fixture(scope="module")
def analyst(tmp_path_factory: pytest.TempPathFactory):
    place = tmp_path_factory.mktemp("sums")
    files = {"visits-2025.csv": VISITS, "smithy-jobs-2025.csv": JOBS, **REVIEWS}
    for name, text in files.items():
        (place / name).write_text(text, "utf-8")
    library = Library.open(place / "library")
    library.ingest([place / name for name in files])
    with Analyst(library=library, threads=":memory:") as analyst:
        yield analyst


@pytest.mark.parametrize(
    ("question", "figure"),
    [
        ("What was the average number of marina visits a month from April to June 2025?", "14"),
        ("What was the average number of marina visits a month from March to May 2025?", "8.33"),
        ("What do Ola Brandt's jobs on the 2025 smithy list add up to in dollars?", "350 USD"),
        ("By how many percent did gate income of the fair grow between 2023 and 2024?", "+10 %"),
    ],
)
def test_the_figures_asked_are_added(analyst: Analyst, question: str, figure: str) -> None:
    answer = analyst.ask(question)
    assert f"**{figure}**" in answer.text
    assert answer.citations


def test_a_fee_that_nothing_tells_is_no_number_of_visits(analyst: Analyst) -> None:
    assert "nothing" in analyst.ask("What fee does Ola Brandt get for the fair?").text
