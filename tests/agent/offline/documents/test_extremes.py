"""Which row has the largest or smallest figure of a column."""

from collections.abc import Iterator

import pytest

from agent import Analyst
from knowledge import Library

_DRIVES = "# Drives of Skarn\n\n| Drive | Window | Room | Delay | Warranty |\n| --- | --- | --- | --- | --- |\n| Heron | 200K | 500 GB | 90 ms | 18 months |\n| Curlew | 1M | 2 TB | 1.2 s | 2 years |\n| Plover | 128K | 800 GB | 700 ms | 90 days |\n"
_LEASES = "# Leases of the quay\n\n| Lease | Length | Area |\n| --- | --- | --- |\n| North shed | 12 months | 20 |\n| Boathouse | 36 months | 35 |\n| Crane | 24 months | 55 |\n"
_CATCH = "# Catch of the harbour\n\n| Boat | Kilograms |\n| --- | --- |\n| Tern | 14,385 |\n| Gannet | 9,120 |\n| Harbour | 23,505 |\n"


@pytest.fixture(scope="module")
def analyst(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Analyst]:
    """An analyst on three tables."""
    folder = tmp_path_factory.mktemp("extremes")
    texts = {"drives.md": _DRIVES, "leases.md": _LEASES, "catch.md": _CATCH}
    for name, text in texts.items():
        (folder / name).write_text(text, "utf-8")
    library = Library.open(folder / "library")
    assert not library.ingest([folder / name for name in texts]).failed
    with Analyst(library=library, threads=":memory:") as made:
        yield made


@pytest.mark.parametrize(
    ("question", "told"),
    [
        ("Which drive has the largest window?", "**1M**"),
        ("Which drive has the smallest window?", "**128K**"),
        ("Which drive has the most room?", "**2 TB**"),
        ("Which drive has the longest delay?", "**1.2 s**"),
        ("Which drive has the shortest warranty?", "**90 days**"),
        ("Which drive has the longest warranty?", "**2 years**"),
    ],
)
def test_the_unit_of_a_figure_counts(analyst: Analyst, question: str, told: str) -> None:
    answer = analyst.ask(question).text
    assert told in answer
    assert answer.count("**") == 2


@pytest.mark.parametrize(
    ("question", "told"),
    [
        ("Which lease has the greatest length?", "**36 months**"),
        ("Which lease has the largest area?", "**55**"),
        ("Which boat caught the most kilograms?", "**14,385**"),
    ],
)
def test_one_of_few_rows_is_no_sum_of_the_others_by_chance(
    analyst: Analyst, question: str, told: str
) -> None:
    answer = analyst.ask(question).text
    assert told in answer
    assert answer.count("**") == 2
