"""Whether one has what is told of another; and what is asked by a year or by how fast it is done."""

from collections.abc import Iterator

import pytest

from agent import Analyst
from knowledge import Library

_FIRMS = {
    "heron1": ("Heron", "2025-01-02", "Heron pricing", "The Studio plan costs 30 dollars a month. The Studio plan holds 40 projects.\n\nHeron has a student discount of 50 %."),
    "heron2": ("Heron", "2025-01-02", "Heron support", "Heron answers calls by phone from 8 to 18. The data is kept in Oslo.\n\nHeron is certified to ISO 27001."),
    "falcon1": ("Falcon", "2025-01-02", "Falcon pricing", "The Studio plan costs 22 dollars a month. The Studio plan holds 25 projects.\n\nInvoices are due in 30 days."),
    "falcon2": ("Falcon", "2025-01-02", "Falcon support", "Mails are answered within 9 hours. The data is kept in Frankfurt.\n\nBackups are made each night."),
    "otter1": ("Otter", "2025-01-02", "Otter pricing", "The Basic plan costs 5 dollars. There is no setup fee. Otter can be run on your own servers."),
    "otter2": ("Otter", "2025-01-02", "Otter features", "Otter has single sign-on and a mobile app. Otter encrypts all files at rest."),
    "pricing-2024": ("Acme", "2024-03-01", "Acme pricing", "The Team plan costs 20 dollars per seat and month. The Team plan holds 100 GB.\n\nSupport answers within 24 hours."),
    "pricing-2025": ("Acme", "2025-03-01", "Acme pricing", "The Team plan costs 25 dollars per seat and month. The Team plan holds 200 GB.\n\nSupport answers within 8 hours."),
    "bolt": ("Bolt", "2025-02-01", "Bolt pricing", "The Team plan costs 18 dollars per seat and month. The Team plan holds 50 GB.\n\nBolt has a free plan for three users. The Bolt drone flies at 60 km/h."),
}  # fmt: skip


@pytest.fixture(scope="module")
def firms(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Analyst]:
    folder = tmp_path_factory.mktemp("firms")
    for name, (vendor, date, title, text) in _FIRMS.items():
        head = f"---\nvendor: {vendor}\ndate: {date}\n---\n# {title}\n\n"
        (folder / f"{name}.md").write_text(f"{head}{text}\n", encoding="utf-8")
    library = Library.open(tmp_path_factory.mktemp("firms-store") / "library")
    assert not library.ingest([folder]).failed
    with Analyst(library=library, threads=":memory:") as analyst:
        yield analyst


@pytest.mark.parametrize(
    "question",
    [
        "Does Acme have a free plan?",
        "Is there a free plan at Acme?",
        "Does Otter have a student discount?",
        "Is Falcon certified to ISO 27001?",
        "Does Heron charge a setup fee?",
        "Can Falcon be run on our own servers?",
        "Does Heron encrypt files at rest?",
    ],
)
def test_what_one_has_says_nothing_of_another(firms: Analyst, question: str) -> None:
    assert firms.ask(question).abstained


@pytest.mark.parametrize(
    ("question", "said"),
    [
        ("Does Bolt have a free plan?", "Bolt has a free plan"),
        ("Does Heron offer discounts for students?", "Heron has a student discount"),
        ("Is Heron ISO certified?", "Heron is certified to ISO 27001"),
        ("Is there a setup fee at Otter?", "There is no setup fee"),
        ("Can Otter be self-hosted?", "Otter can be run on your own servers"),
        ("Does Falcon make backups?", "Backups are made each night"),
        ("Does Heron have phone support?", "Heron answers calls by phone"),
    ],
)
def test_what_it_has_itself_is_told_in_other_words_too(
    firms: Analyst, question: str, said: str
) -> None:
    answer = firms.ask(question)
    assert said in answer.text and not answer.abstained


@pytest.mark.parametrize(
    ("question", "said"),
    [
        ("What did the Acme Team plan cost in 2024?", "costs 20 dollars"),
        ("What did the Acme Team plan cost in 2025?", "costs 25 dollars"),
        ("How much was the Acme Team plan in 2024?", "costs 20 dollars"),
        ("How much storage did the Acme Team plan hold in 2024?", "holds 100 GB"),
    ],
)
def test_the_year_in_a_files_name_is_that_of_its_statements(
    firms: Analyst, question: str, said: str
) -> None:
    answer = firms.ask(question)
    assert said in answer.text and not answer.abstained


@pytest.mark.parametrize(
    ("question", "said"),
    [
        ("How fast does Acme support answer?", "within 8 hours"),
        ("How quickly does Acme's support answer?", "within 8 hours"),
        ("How fast are mails answered at Falcon?", "within 9 hours"),
        ("How fast does the Bolt drone fly?", "60 km/h"),
    ],
)
def test_how_fast_it_is_done_is_told_by_a_time_or_a_speed(
    firms: Analyst, question: str, said: str
) -> None:
    answer = firms.ask(question)
    assert said in answer.text and not answer.abstained
