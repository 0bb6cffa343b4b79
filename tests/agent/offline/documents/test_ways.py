"""Rows of a table that a question picks by what stands in them, and what it asks of them."""

from collections.abc import Iterator

import pytest

from agent import Analyst
from agent.evidence import Ledger
from agent.offline.documents.asked import asked_in
from agent.offline.documents.own import OwnDocuments
from agent.offline.documents.picked import name_of
from agent.offline.documents.reckoned import ways_over
from agent.offline.documents.ways import Way
from knowledge import Library

_TABLES = {
    "tractors": "code,tractor,kind,yard,hours,bought,serviced,insured,fuel_on_hand,minimum_fuel,keeper\n"
    "TR-1,Red Ox,ploughing,Upper Yard,4100,2009-03-01,2025-02-11,yes,300,200,Ilse Brandt\n"
    "TR-2,Mule,hauling,Upper Yard,950,2018-06-15,2025-04-02,yes,80,150,Jon Aske\n"
    "TR-3,Heron,hauling,Mill Yard,2600,2012-09-30,2025-04-20,no,120,100,Ilse Brandt\n"
    "TR-4,Little Ox,mowing,Mill Yard,310,2023-05-05,2025-06-01,yes,40,60,Pia Lund\n"
    "TR-5,Crane,hauling,Quarry,7200,2004-01-20,2024-11-12,no,500,400,Jon Aske\n",
    "energy": "year,yard,diesel_litres,lighting_hours\n2023,Mill Yard,4300,9800\n2024,Mill Yard,4100,9450\n2024,Quarry,3900,7000\n",
    "wages": "month,yard,euros\nJanuary,Upper Yard,1000\nFebruary,Upper Yard,1100\nMarch,Upper Yard,1300\nApril,Upper Yard,900\n",
}  # fmt: skip


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> Library:
    folder = tmp_path_factory.mktemp("yards")
    for name, text in _TABLES.items():
        (folder / f"{name}.csv").write_text(text, "utf-8")
    made = Library.open(folder / "library")
    assert not made.ingest([*folder.glob("*.csv")]).failed
    return made


@pytest.fixture(scope="module")
def analyst(library: Library) -> Iterator[Analyst]:
    with Analyst(library=library, threads=":memory:") as made:
        yield made


def _ways(library: Library, question: str) -> list[Way]:
    own, asked = OwnDocuments.of(library), asked_in(question)
    judged = own.judged(asked, Ledger().add_passages(library.search(question, k=24)))
    return [way for way in ways_over(asked, judged) if way.of]


def _codes(way: Way) -> list[str]:
    return [name_of(row).unit.value for row in way.rows.values()]


@pytest.mark.parametrize(
    ("question", "codes"),
    [
        ("Which hauling tractors stand in the Upper Yard?", ["TR-2"]),
        ("Which tractors have run for more than 2,000 hours?", ["TR-1", "TR-3", "TR-5"]),
        ("How many tractors were bought before 2010?", ["TR-1", "TR-5"]),
        ("Which tractors were serviced in April 2025?", ["TR-2", "TR-3"]),
        ("Which tractors are not insured?", ["TR-3", "TR-5"]),
        ("Which tractors have less fuel on hand than their minimum fuel?", ["TR-2", "TR-4"]),
        ("Which tractors does Ilse Brandt keep?", ["TR-1", "TR-3"]),
        ("Which insured tractors have no more than 900 hours?", ["TR-4"]),
        ("Which tractors were serviced between February and April 2025?", ["TR-1", "TR-2", "TR-3"]),
        ("Which tractors have run for 4,000 hours or more?", ["TR-1", "TR-5"]),
        ("Which tractors are in Mill Yard or the Quarry?", ["TR-3", "TR-4", "TR-5"]),
    ],
)
def test_the_rows_asked_are_among_the_ways(
    library: Library, question: str, codes: list[str]
) -> None:
    assert codes in [_codes(way) for way in _ways(library, question)]


def test_a_way_is_better_the_more_of_what_picks_rows_it_takes_up(library: Library) -> None:
    ways = _ways(library, "Which hauling tractors stand in the Upper Yard?")
    need = {tuple(_codes(way)): way.need for way in ways}
    assert need[("TR-2",)] > need[("TR-1", "TR-2")]


@pytest.mark.parametrize(
    ("question", "told", "not_told"),
    [
        ("How many tractors were bought before 2010?", ["**2**"], []),
        ("Which tractors are not insured?", ["Heron", "Crane"], ["Mule", "Red Ox"]),
        ("Which tractors were serviced in April 2025?", ["Mule", "Heron"], ["Red Ox", "Crane"]),
        ("How many hauling tractors do we have?", ["**3**"], []),
        ("What were wages from January to March altogether?", ["3,400"], []),
    ],
)
def test_they_are_listed_counted_and_added_up(
    analyst: Analyst, question: str, told: list[str], not_told: list[str]
) -> None:
    answer = analyst.ask(question)
    assert all(word in answer.text for word in told), answer.text
    assert not any(word in answer.text for word in not_told), answer.text
    assert answer.citations


@pytest.mark.parametrize(
    "question",
    [
        "Which tractors run on hydrogen?",
        "How many tractors stand in the Harbour Yard?",
        "Which tractors have 9,000 hours or more?",
    ],
)
def test_what_no_condition_holds_picks_nothing(analyst: Analyst, question: str) -> None:
    assert analyst.ask(question).abstained


def test_rows_of_another_kind_than_is_asked_are_not_listed(library: Library) -> None:
    question = "Which tractors have 9,000 hours or more?"
    own, asked = OwnDocuments.of(library), asked_in(question)
    rows = Ledger().add_passages(library.search(question, k=24))
    of = {one.reckoning.parts[0].source.title for one in own.reckoned(asked, rows)}
    assert any(way.table[0] for way in _ways(library, question))  # of energy, above that bound
    assert "energy" not in of
