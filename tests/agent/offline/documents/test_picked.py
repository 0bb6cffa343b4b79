"""Rows of a table that a question picks by what stands in them."""

from collections.abc import Iterator

import pytest

from agent import Analyst
from knowledge import Library

_REPAIRS = """job,reported,house,trade,description,cost_eur
R-101,2025-03-04,Ash Court,plumbing,tap drips in kitchen,80
R-102,2025-03-19,Ash Court,glazing,cracked pane in hall,140
R-103,2025-04-02,Oak Court,plumbing,tap drips in bathroom,95
R-104,2025-05-11,Ash Court,plumbing,blocked drain,210
R-105,2025-06-23,Oak House,roof,tile missing,330
"""
_RENTS = """house,flat_type,flats,rent_2024_eur,rent_2025_eur
Ash Court,1 bedroom,6,480,490
Ash Court,2 bedrooms,9,560,588
Oak Court,1 bedroom,4,500,515
Oak Court,2 bedrooms,7,600,612
"""
_GUIDES = """name,badge,languages,since
Ida Moe,G-1,"English, German",2011
Per Dahl,G-2,English,2015
Liv Berg,G-3,"German, Polish",2018
"""


@pytest.fixture(scope="module")
def analyst(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Analyst]:
    """An analyst on three tables."""
    folder = tmp_path_factory.mktemp("tables")
    for name, text in {"repairs-2025": _REPAIRS, "rents": _RENTS, "museum-guides": _GUIDES}.items():
        (folder / f"{name}.csv").write_text(text, "utf-8")
    library = Library.open(folder / "library")
    assert not library.ingest([*folder.glob("*.csv")]).failed
    with Analyst(library=library, threads=":memory:") as made:
        yield made


@pytest.mark.parametrize(
    ("question", "told", "not_told"),
    [
        ("What is the 2025 rent for a two-bedroom flat in Oak Court?", ("612",), "515"),
        ("By how many percent did the rent of a two-bedroom flat in Ash Court go up from 2024 to 2025?", ("5 %",), "2.08"),
        ("What did the plumbing jobs at Ash Court cost in total?", ("290", "80", "210"), "140"),
        ("What are the costs of the blocked drain job at Ash Court?", ("**210**",), "R-101"),
        ("Which guides speak German?", ("Ida Moe", "Liv Berg"), "Per Dahl"),
    ],
)  # fmt: skip
def test_every_word_that_only_some_rows_have_picks_them(
    analyst: Analyst, question: str, told: tuple[str, ...], not_told: str
) -> None:
    text = analyst.ask(question).text
    assert all(said in text for said in told)
    assert not_told not in text


@pytest.mark.parametrize(
    "question", ["Which guides speak Danish?", "What is the 2027 rent of the flats in Oak Court?"]
)
def test_nothing_is_told_of_rows_that_no_word_picks(analyst: Analyst, question: str) -> None:
    assert analyst.ask(question).abstained
