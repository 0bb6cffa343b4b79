"""The row and the column of a table that a question names."""

from collections.abc import Iterator

import pytest

from agent import Analyst
from agent.offline.documents.parsed import units_of
from knowledge import Library

_PEOPLE = "Room,Keeper,E-mail,Deputy\nNorth hall,Ida Moe,ida@museum.example,Per Dahl\nMap room,Per Dahl,per@museum.example,Liv Berg\nAttic,Liv Berg,liv@museum.example,Ida Moe\n"
_STAFF = "Name,Post,Email,Phone,Chief\nAna Reed,Pilot,ana@quay.example,+47 1111,Jo Lark\nJo Lark,Warden,jo@quay.example,+47 2222,\n"
_RELEASES = "# Kite firmware\n\nRelease 4.2 replaces 4.1.\n\n| Release | Date | Notes |\n| --- | --- | --- |\n| 4.0 | 2022-05-02 | First publication |\n| 4.1 | 2023-06-11 | Faster boot |\n| 4.2 | 2024-03-09 | New radio |\n"
_FARES = "# Ferry fares of Skarn\n\n| Ticket | Adult | Child | Valid |\n| --- | --- | --- | --- |\n| Single | €6.50 per crossing | €3.00 per crossing | 1 day |\n| Ten rides | €52.00 per card | €25.00 per card | 12 months |\n| Bicycle | €2.00 per crossing | – | 1 day |\n"
_MADE = "# Engines of Skarn\n\n| Engine | Price | Weight |\n| --- | --- | --- |\n| S1 (retired) | $900 each | 20 kg |\n| S2 | $1,200 each | 22 kg |\n"
_ENERGY = "# Drones of Skarn\n\n| Drone | Speed | Power in | Power out |\n| --- | --- | --- | --- |\n| Puffin-3 | 40 | 610 W | 480 W |\n| Puffin-5 | 55 | 900 W | 730 W |\n"
_REGIONS = "# Where Heron's covers can be had\n\n| Cover | Norway | Sweden | Denmark |\n| --- | --- | --- | --- |\n| Phone | available | available | planned |\n| Home | beta | available | beta |\n| Boat | available | not available | available |\n"


@pytest.fixture(scope="module")
def analyst(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Analyst]:
    """An analyst on six tables."""
    folder = tmp_path_factory.mktemp("tables")
    texts = {"rooms.csv": _PEOPLE, "staff.csv": _STAFF, "releases.md": _RELEASES}
    texts |= {"fares.md": _FARES, "regions.md": _REGIONS, "engines.md": _MADE, "drones.md": _ENERGY}
    for name, text in texts.items():
        (folder / name).write_text(text, "utf-8")
    library = Library.open(folder / "library")
    assert not library.ingest([folder / name for name in texts]).failed
    with Analyst(library=library, threads=":memory:") as made:
        yield made


@pytest.mark.parametrize(
    ("question", "told"),
    [
        ("When was release 4.1 of the Kite firmware published?", "**2023-06-11**"),
        ("What is the output power of Puffin-5?", "**730 W**"),
        ("What is the input power of Puffin-5?", "**900 W**"),
        ("What is the e-mail of Per Dahl?", "**per@museum.example**"),
        ("What is the email of Ana Reed?", "**ana@quay.example**"),
        ("What is Jo Lark's email?", "**jo@quay.example**"),
        ("What does a bicycle cost on the ferry?", "**€2.00 per crossing**"),
        ("How long is the ten rides ticket valid?", "**12 months**"),
        ("Is the Boat cover available in Sweden?", "**not available**"),
        ("Is the S1 engine retired?", "Engine: **S1 (retired)**"),
    ],
)
def test_the_row_and_the_column_that_are_named_decide(
    analyst: Analyst, question: str, told: str
) -> None:
    answer = analyst.ask(question).text
    assert told in answer
    assert answer.count("**") == 2


@pytest.mark.parametrize(
    ("question", "told", "not_told"),
    [
        ("Which covers are available in Norway?", {"Phone", "Boat"}, "Home"),
        ("Which covers are available in Denmark?", {"Boat"}, "Phone"),
        ("Which covers are in beta in Denmark?", {"Home"}, "Phone"),
    ],
)
def test_rows_are_listed_by_what_the_column_asked_says(
    analyst: Analyst, question: str, told: set[str], not_told: str
) -> None:
    answer = analyst.ask(question).text
    assert all(f"- {name}" in answer for name in told)
    assert not_told not in answer


def test_a_price_does_not_reply_to_yes_or_no(analyst: Analyst) -> None:
    assert analyst.ask("Is the S2 engine retired?").abstained


def test_prices_addresses_and_what_holds_in_each_column_name_no_row() -> None:
    labels = {unit.label for text in (_FARES, _REGIONS) for unit in units_of(text) if unit.label}
    assert labels == {"Single", "Ten rides", "Bicycle", "Phone", "Home", "Boat"}
