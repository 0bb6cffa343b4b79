"""Which cell of a table, which of its rows and which state of a rule is told."""

from collections.abc import Iterator

import pytest

from agent import Analyst
from knowledge import Library

_PANS = "# Catch by boat, in tonnes\n\n| Boat | 2022 | 2023 |\n| --- | --- | --- |\n| Gull | 40 | 52 |\n| Tern | 61 | 47 |\n| All boats | 101 | 99 |\n"
_CREW = "boat,skipper,harbour\nGull,Ana Reed,Hulm\nTern,Jo Lark,Vik\nSkua,Ana Reed,Vik\n"
_OLD = "---\ntitle: Harbour rules\ndate: 2021-01-01\n---\n\n# Harbour rules\n\n## Berths\n\nA berth at the quay costs 12 crowns a night. Nobody may tie up at the fuel pier. The rescue boat is exempt.\n"
_NEW = _OLD.replace("2021-01-01", "2024-01-01").replace("12 crowns", "15 crowns")


@pytest.fixture(scope="module")
def analyst(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Analyst]:
    """An analyst on two tables and two states of the same rules."""
    folder = tmp_path_factory.mktemp("harbour")
    texts = {"boats.md": _PANS, "crew.csv": _CREW, "rules-2021.md": _OLD, "rules-2024.md": _NEW}
    for name, text in texts.items():
        (folder / name).write_text(text, "utf-8")
    library = Library.open(folder / "library")
    assert not library.ingest([folder / name for name in texts]).failed
    with Analyst(library=library, threads=":memory:") as made:
        yield made


@pytest.mark.parametrize(
    ("question", "told", "not_told"),
    [
        ("Which boat had the largest catch in 2023?", ["Gull", "52"], "99"),
        ("Which boat had the smallest catch in 2022?", ["Gull", "40"], "101"),
        ("Name the boats of the skipper Ana Reed", ["Gull", "Skua"], "Tern"),
        ("How has the price of a berth changed?", ["12 crowns", "15 crowns"], "fuel"),
        ("May I tie up at the fuel pier?", ["Nobody", "rescue boat"], "crowns"),
    ],
)
def test_what_is_told_of_tables_and_rules(
    analyst: Analyst, question: str, told: list[str], not_told: str
) -> None:
    text = analyst.ask(question).text
    assert all(word in text for word in told) and not_told not in text, text
