"""Two things asked side by side of one table, and two accounts that count alike."""

from collections.abc import Iterator

import pytest

from agent import Analyst
from knowledge import Library

_DOCUMENTS = {
    "warranty.json": '{"terms": [{"part": "Canvas covers", "covers": "Seams, flaking", "years": 4}, {"part": "Covers of wool", "covers": "Seams, pilling", "years": 3}, {"part": "Frames", "covers": "Breakage", "years": 10}]}',
    "courses.csv": "code,course,place,price_gbp\nM2,Knots for beginners,Elm Quay,540\nL1,Leading a small crew,Oak House,390\nF1,First aid,Office,65\n",
    "memo.md": "---\ndate: 2024-10-04\n---\n\n# Memo on crane 2\n\nThe motor burnt out. Crane 2 stood still for 11 working days.\n",
    "minutes.md": "---\ndate: 2024-11-19\n---\n\n# Works council\n\n## Crane 2\n\nCrane 2 stood still for 14 working days. A second motor will be bought.\n",
}  # fmt: skip


@pytest.fixture(scope="module")
def analyst(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Analyst]:
    folder = tmp_path_factory.mktemp("compared")
    for name, text in _DOCUMENTS.items():
        (folder / name).write_text(text, encoding="utf-8")
    library = Library.open(tmp_path_factory.mktemp("compared-store") / "library")
    assert not library.ingest(sorted(folder.iterdir())).failed
    with Analyst(library=library, threads=":memory:") as made:
        yield made


@pytest.mark.parametrize(
    ("question", "figures"),
    [
        ("Is the warranty longer on canvas covers or on wool covers, and how long is each?", ("4", "3")),
        ("Which costs more, the knots course or the one on leading a crew, and what are the prices?", ("540", "390")),
    ],
)  # fmt: skip
def test_both_rows_are_told(analyst: Analyst, question: str, figures: tuple[str, str]) -> None:
    text = analyst.ask(question).text
    assert all(f"**{figure}**" in text for figure in figures)


def test_accounts_that_count_alike_are_both_told(analyst: Analyst) -> None:
    text = analyst.ask("For how many working days did crane 2 stand still?").text
    assert "11 working days" in text and "14 working days" in text
