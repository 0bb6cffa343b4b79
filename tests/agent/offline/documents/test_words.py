"""Stems: abbreviations that only their capitals tell from idle words."""

from collections.abc import Iterator

import pytest

from agent import Analyst
from agent.offline.documents.words import stems
from knowledge import Library

_DELAYS = "Region,Fee,Delay\nEU,10,20\nUS,12,30\nAsia,15,50\n"
_STAFF = "Department,Staff\nSales,14\nIT,6\nLegal,3\n"


@pytest.mark.parametrize(
    ("text", "held"),
    [
        ("US", "usa"),
        ("EU · US EAST", "usa"),
        ("EU/US", "usa"),
        ("US-EAST-1", "usa"),
        ("Sold in the US.", "usa"),
        ("the U.S. market", "usa"),
        ("sold in the us", "usa"),
        ("IT", "infotech"),
        ("She works in IT.", "infotech"),
        ("CONTACT US", "us"),
        ("Tell us", "us"),
        ("WHAT IS IT WORTH", "it"),
        ("IT'S COLD, he said", "it"),
    ],
)
def test_an_abbreviation_is_the_same_word_in_a_cell_and_in_a_sentence(text: str, held: str) -> None:
    assert set(stems(text)) & {"usa", "us", "infotech", "it"} == {held}


@pytest.fixture(scope="module")
def analyst(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Analyst]:
    """An analyst on two tables that have a row named by an abbreviation."""
    folder = tmp_path_factory.mktemp("abbreviations")
    (folder / "delays.csv").write_text(_DELAYS, "utf-8")
    (folder / "staff.csv").write_text(_STAFF, "utf-8")
    library = Library.open(folder / "library")
    assert not library.ingest([folder / "delays.csv", folder / "staff.csv"]).failed
    with Analyst(library=library, threads=":memory:") as made:
        yield made


@pytest.mark.parametrize(
    ("question", "told"),
    [
        ("What is the delay in the US?", "**30**"),
        ("What is the fee in the US region?", "**12**"),
        ("How many staff does IT have?", "**6**"),
    ],
)
def test_a_row_named_by_an_abbreviation_is_told(analyst: Analyst, question: str, told: str) -> None:
    answer = analyst.ask(question).text
    assert told in answer
    assert answer.count("**") == 2
