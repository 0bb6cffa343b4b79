"""A small library of a user's own: an observatory, an orchard, a choir, a bridge, a museum."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from agent import Analyst
from knowledge import Library


@pytest.fixture(scope="session")
def own_analyst(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Analyst]:
    """An analyst on those documents alone."""
    library = Library.open(tmp_path_factory.mktemp("own") / "library")
    documents = Path(__file__).parent / "library"
    assert not library.ingest(sorted(documents.iterdir())).failed
    with Analyst(library=library, threads=":memory:") as analyst:
        yield analyst


_FIRMS = {
    "zibble-2024": ("Zibble", "2024-03-01", "Zibble report Q1", "Zibble sales rose 12 percent. The Zibble Pro plan costs 20 dollars a month. Staff numbered 400."),
    "zibble-2025": ("Zibble", "2025-06-01", "Zibble report 2025", "Zibble sales fell 3 percent. The Zibble Pro plan costs 25 dollars a month. Staff numbered 450."),
    "quorka": ("Quorka", "2024-05-01", "Quorka prices", "Quorka sales rose 30 percent. The Quorka Max plan costs 44 dollars a month. Quorka employs 90 people."),
    "vantor": ("Vantor", "2025-01-01", "Vantor news", "Vantor sales stayed flat. The Vantor Basic plan costs 9 dollars a month. Vantor has a warehouse in Berlin."),
    "xingyun": ("星云科技", "2025-02-01", "星云科技价格", "星云科技的基础套餐每月收费66元。星云科技的员工人数为1200人。退款期限是14天。"),
}  # fmt: skip


@pytest.fixture(scope="session")
def firms_analyst(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Analyst]:
    """An analyst on documents of four firms, one of them in Chinese."""
    folder = tmp_path_factory.mktemp("firms")
    for name, (vendor, date, title, text) in _FIRMS.items():
        head = f"---\nvendor: {vendor}\ndate: {date}\ntitle: {title}\n---\n\n"
        (folder / f"{name}.md").write_text(f"{head}# {vendor}\n\n{text}\n", encoding="utf-8")
    library = Library.open(tmp_path_factory.mktemp("firms-store") / "library")
    assert not library.ingest([folder]).failed
    with Analyst(library=library, threads=":memory:") as analyst:
        yield analyst
