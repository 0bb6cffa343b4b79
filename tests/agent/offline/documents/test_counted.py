"""Rows that are counted, picked by columns of yes and no, by days, and added up by years."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from agent import Analyst
from knowledge import Library

_TABLES = {
    "boats": "boat,slip,engine,insured,state\nAlba,A,yes,yes,afloat\nBora,A,no,yes,ashore\nCleo,B,yes,no,afloat\nDora,B,yes,yes,afloat\nEla,C,no,no,ashore\n",
    "shifts-may": "date,day,gate,warden,from\n2025-05-05,Monday,north,Kranz,06:00\n2025-05-05,Monday,south,Ode,07:00\n2025-05-06,Tuesday,north,Ode,06:00\n2025-05-06,Tuesday,south,Pirk,07:30\n2025-05-07,Wednesday,north,Kranz,06:00\n",
    "members-by-year": "year,section,members\n2022,rowing,120\n2022,sailing,80\n2023,rowing,150\n2023,sailing,90\n",
}  # fmt: skip


@pytest.fixture(scope="module")
def analyst(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Analyst]:
    """An analyst on three tables."""
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
        ("How many boats are ashore?", ["**2**", "Bora", "Ela"], "Alba"),
        ("How many of the boats have an engine?", ["**3**", "Alba", "Cleo", "Dora"], "Bora"),
        ("Which boats are insured?", ["Alba", "Bora", "Dora"], "Cleo"),
        ("Which wardens are on duty on 5 May 2025?", ["Kranz", "Ode"], "Pirk"),
        ("Who is the warden at the south gate on 6 May 2025?", ["Pirk"], "Kranz"),
        ("By how many per cent did total membership grow from 2022 to 2023?", ["+20 %"], "+25 %"),
    ],
)
def test_rows_are_counted_listed_and_added_up(
    analyst: Analyst, question: str, told: list[str], not_told: str
) -> None:
    answer = analyst.ask(question)
    assert all(word in answer.text for word in told), answer.text
    assert not_told not in answer.text
    assert answer.citations and not answer.abstained


@pytest.mark.parametrize(
    "question",
    ["How many boats are on slip D?", "Who is the warden at the north gate on 20 May 2025?"],
)
def test_what_no_row_is_is_not_told(analyst: Analyst, question: str) -> None:
    answer = analyst.ask(question)
    assert answer.abstained, answer.text


@pytest.mark.parametrize(
    ("question", "told"),
    [
        ("What was the fee in February 2025?", "44"),
        ("Which pump was serviced in April 2025?", "P2"),
    ],
)
def test_a_month_asked_by_its_name_is_found_where_it_stands_in_figures(
    tmp_path: Path, question: str, told: str
) -> None:
    fees = "month,fee_eur\n2025-01,40\n2025-02,44\n2025-03,41\n"
    log = "# Service log\n\n| Date | Pump | Done |\n|---|---|---|\n| 12.02.2025 | P1 | serviced |\n| 03.04.2025 | P2 | serviced |\n"
    (tmp_path / "fees.csv").write_text(fees, "utf-8")
    (tmp_path / "log.md").write_text(log, "utf-8")
    library = Library.open(tmp_path / "library")
    assert not library.ingest([tmp_path / "fees.csv", tmp_path / "log.md"]).failed
    with Analyst(library=library, threads=":memory:") as made:
        assert told in made.ask(question).text


def test_two_places_are_set_against_each_other_in_rows_of_one_kind(tmp_path: Path) -> None:
    rents = "site,type,winter,summer\n" + "".join(
        f"{site},{kind},{low}.00,{high}.00\n"
        for site, kind, low, high in [
            ("Elm Bay", "berth", 11, 20), ("Elm Bay", "mooring", 6, 9), ("Elm Bay", "hut", 40, 71),
            ("Fir Bay", "berth", 10, 18), ("Fir Bay", "mooring", 5, 8), ("Fir Bay", "hut", 37, 60),
        ]
    )  # fmt: skip
    (tmp_path / "rental-prices.csv").write_text(rents, "utf-8")
    works = "# Works\n\n| Site | Work | Cost (£) |\n|---|---|---|\n| Elm Bay | Paint huts | 900 |\n| Fir Bay | Clear ditch | 400 |\n"
    (tmp_path / "works.md").write_text(works, "utf-8")
    library = Library.open(tmp_path / "library")
    assert not library.ingest([tmp_path / "rental-prices.csv", tmp_path / "works.md"]).failed
    with Analyst(library=library, threads=":memory:") as made:
        asked = "By how much is a hut in the summer dearer at Elm Bay than at Fir Bay?"
        assert "71 − 60 = 11" in made.ask(asked, thread="t").text
        assert "40 − 37 = 3" in made.ask("And in the winter?", thread="t").text
