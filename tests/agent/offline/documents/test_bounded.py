"""Rows whose figure keeps to a bound are told, each with its figure."""

import pytest

from agent import Analyst
from knowledge import Library

TABLE = """# Boat hire: prices of 2026

| Boat | Berths | Price a week (£) |
| --- | --- | --- |
| Heron | 4 | 640 |
| Lapwing | 6 | 910 |
| Swift | 2 | 480 |
| Wren Lock | 8 | 1,150 |
"""
DRIVES = "# Drives of Skarn\n\n| Drive | Room | Window |\n| --- | --- | --- |\n| Teal | 500 GB | 200K |\n| Curlew | 2 TB | 1M |\n| Plover | 800 GB | 128K |\n"
ROOMS = "room,wing,seats\nTarn Room,East,80\nFen Hall,West,60\nMill Room,West,45\n"


@pytest.fixture(scope="module")
def analyst(tmp_path_factory: pytest.TempPathFactory):
    place = tmp_path_factory.mktemp("boats")
    (place / "boats.md").write_text(TABLE, "utf-8")
    (place / "rooms.csv").write_text(ROOMS, "utf-8")
    library = Library.open(place / "library")
    (place / "drives.md").write_text(DRIVES, "utf-8")
    library.ingest([place / "boats.md", place / "rooms.csv", place / "drives.md"])
    with Analyst(library=library, threads=":memory:") as analyst:
        yield analyst


@pytest.mark.parametrize(
    ("question", "told", "left"),
    [
        ("Which boats cost less than £700 a week?", ["Heron", "Swift"], ["Lapwing", "Wren"]),
        ("Which boats have at least 6 berths?", ["Lapwing", "Wren"], ["Heron", "Swift"]),
        ("Which rooms have 60 or more seats?", ["Tarn Room", "Fen Hall"], ["Mill"]),
        ("Which boats have more than 6 berths?", ["Wren"], ["Heron", "Lapwing", "Swift"]),
        ("Which drives have more than 1 TB of room?", ["Curlew"], ["Teal", "Plover"]),
        ("Which drives have a room of less than 900 GB?", ["Teal", "Plover"], ["Curlew"]),
        ("Which drives have a window of at least 200K?", ["Teal", "Curlew"], ["Plover"]),
    ],
)
def test_rows_within_the_bound_are_told(
    analyst: Analyst, question: str, told: list[str], left: list[str]
) -> None:
    answer = analyst.ask(question)

    assert answer.citations
    assert all(name in answer.text for name in told)
    assert not any(name in answer.text for name in left)
