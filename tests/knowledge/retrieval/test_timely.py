"""Dated notes that differ in nothing but year and price."""

import pytest

from knowledge import Library

NOTE = "The Helix Pro plan costs {} dollars a month in {}. The board agreed on that price."


@pytest.fixture(scope="module")
def notes(tmp_path_factory) -> Library:
    folder = tmp_path_factory.mktemp("notes")
    for n in range(200):
        i = n * 77 % 200
        year, month = 2002 + i // 10, 1 + i % 10
        head = f"---\ntitle: Note {n}\ndate: {year}-{month:02}\n---\n"
        (folder / f"{n:03}.md").write_text(head + NOTE.format(10 + i, year), "utf-8")
    library = Library.open(folder / "library")
    library.ingest(sorted(folder.glob("*.md")))
    return library


@pytest.mark.parametrize(
    "question",
    [
        "What does the Helix Pro plan cost now?",
        "Latest price of Helix Pro",
        "Helix Pro 现在多少钱？",
    ],
)
def test_of_many_that_say_the_same_the_newest_answers_for_now(notes, question):
    found = notes.search(question, k=5)
    assert found[0].date == "2021-10"
    assert [one.date for one in found] == sorted((one.date for one in found), reverse=True)


def test_the_state_on_a_day_is_the_newest_up_to_it(notes):
    assert notes.search("Helix Pro price as of 2012")[0].date == "2012-10"


@pytest.mark.parametrize(
    ("question", "first", "last"),
    [
        ("What did the Helix Pro plan cost before 2005?", "2002", "2004-12"),
        ("What did the Helix Pro plan cost after 2018?", "2019", "2021-12"),
        ("2005年以前 Helix Pro 的价格", "2002", "2004-12"),
    ],
)
def test_before_and_after_a_year_is_none_of_it(notes, question, first, last):
    found = notes.search(question, k=5)
    assert all(first <= one.date <= last for one in found)
    assert found.enough > 0.45


def test_before_one_year_and_after_another_both_are_found(notes):
    dates = [one.date for one in notes.search("Helix Pro price before 2005 and after 2019", k=2)]
    assert min(dates) < "2005" and max(dates) > "2019-12"


def test_a_bound_beyond_every_date_tells_nothing_apart(library, write):
    rows = [
        {"text": "Acme will build a zebra hall by 2040.", "date": "2024-01-01"},
        {"text": "Acme built a zebra stable.", "date": "2023-01-01"},
    ]
    library.ingest(write("plans.jsonl", rows))
    assert "2040" in library.search("What will Acme build before 2040?", k=1)[0].text


def test_a_day_beside_a_source_is_that_of_its_report(library, write):
    rows = [
        {
            "text": f"The zebra race, report {n}.",
            "source": "Zorblax Times",
            "date": f"2024-05-{n:02}",
        }
        for n in range(1, 20)
    ]
    library.ingest(write("news.jsonl", rows))
    asked = "What did the Zorblax Times report on the zebra race after May 11, 2024?"
    assert library.search(asked, k=1)[0].date == "2024-05-11"
