"""Rows of JSON Lines in the chat: each with its own date, source and vendor."""

import json
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

import pytest

from agent import Analyst, Answer
from agent.offline.documents.rows import units_in
from knowledge import Library

Ask = Callable[..., Answer]

PRICES = [
    {
        "text": f"The Orbix drone costs {100 + n} euros.",
        "date": f"2025-{n:02}-15",
    }
    for n in range(1, 13)
]
PAPERS = [
    {"text": "Kappa Mini costs 5 USD.", "date": "2025-03-01", "source": "Kappa Times"},
    {"text": "Kappa Mini costs 8 USD.", "date": "2025-08-01", "source": "Kappa Post"},
    {"text": "Kappa Mini costs 9 USD.", "date": "2025-09", "source": "Kappa Daily"},
]


def _library(folder: Path, rows: Sequence[Mapping[str, str]]) -> Library:
    (folder / "prices.jsonl").write_text("\n".join(map(json.dumps, rows)), encoding="utf-8")
    library = Library.open(folder / "library")
    assert not library.ingest([folder / "prices.jsonl"]).failed
    return library


def _asking(library: Library) -> Ask:
    def ask(question: str, as_of: str | None = None) -> Answer:
        with Analyst(library=library, as_of=as_of, threads=":memory:") as analyst:
            return analyst.ask(question)

    return ask


@pytest.fixture(scope="module")
def of_prices(tmp_path_factory: pytest.TempPathFactory) -> Ask:
    """Questions to a price of each month."""
    return _asking(_library(tmp_path_factory.mktemp("prices"), PRICES))


@pytest.fixture(scope="module")
def of_papers(tmp_path_factory: pytest.TempPathFactory) -> Ask:
    """Questions to a price that three papers tell."""
    return _asking(_library(tmp_path_factory.mktemp("papers"), PAPERS))


def test_a_row_is_of_its_own_date(of_prices: Ask) -> None:
    answer = of_prices("How much did the Orbix drone cost in March 2025?")
    assert "103 euros" in answer.text and len(answer.citations) == 1
    assert [citation.date for citation in answer.citations] == ["2025-03-15"]
    assert "112 euros" in of_prices("How much does the Orbix drone cost now?").text


def test_rows_that_disagree_are_told_with_their_dates_the_newest_first(of_prices: Ask) -> None:
    answer = of_prices("How much does the Orbix drone cost?")
    assert "differ" in answer.text
    assert [citation.date for citation in answer.citations][:2] == ["2025-12-15", "2025-11-15"]


def test_a_row_is_of_its_own_source(of_papers: Ask) -> None:
    answer = of_papers("How much does Kappa Mini cost according to the Kappa Times?")
    assert "5 USD" in answer.text
    assert [citation.source for citation in answer.citations] == ["Kappa Times"]
    both = of_papers(
        "Both Kappa Times and Kappa Post report on Kappa Mini: what price does each name?"
    )
    assert "Kappa Times – Kappa Mini costs 5 USD" in both.text
    assert "Kappa Post – Kappa Mini costs 8 USD" in both.text
    assert "differ" in of_papers("How much does Kappa Mini cost?").text


def test_of_rows_that_disagree_only_those_of_the_month_asked_are_told(of_papers: Ask) -> None:
    answer = of_papers("How much did Kappa Mini cost in March 2025?")
    assert [citation.date for citation in answer.citations] == ["2025-03-01"]


@pytest.mark.parametrize("as_of", ["2025-04-01", "2025-08-15"])
def test_rows_dated_later_are_neither_told_nor_searched_for(of_papers: Ask, as_of: str) -> None:
    answer = of_papers("How much does Kappa Mini cost?", as_of)
    assert not answer.abstained and "5 USD" in answer.text
    assert "9 USD" not in json.dumps(answer.to_dict())


def test_a_vendor_that_only_rows_name_is_known(tmp_path: Path) -> None:
    library = _library(tmp_path, [{**row, "vendor": "Kappa"} for row in PAPERS])
    assert library.vendors() == {"Kappa"}
    answer = _asking(library)("What changed at Kappa since April 2025?")
    assert [citation.date for citation in answer.citations] == ["2025-08-01", "2025-09"]


def test_rows_that_say_nothing_of_themselves_are_read_as_one_text(tmp_path: Path) -> None:
    texts = ("The Vellmar tower was built in 1911.", "It is 41 metres high.")
    ask = _asking(_library(tmp_path, [{"text": text} for text in texts]))
    assert "41 metres" in ask("How high is the Vellmar tower?").text


def test_units_of_rows_keep_their_places_in_the_text() -> None:
    rows = [
        {"char_start": 90, "text": "A pear costs 2 euros. It is green."},
        {"char_start": 10, "text": "A fig costs 3 euros."},
    ]
    found = [(unit.start, unit.text, unit.before) for unit in units_in(rows)]
    assert found == [
        (10, "A fig costs 3 euros.", ""),
        (90, "A pear costs 2 euros.", ""),
        (112, "It is green.", "A pear costs 2 euros."),
    ]
