"""What holds of a text whose days or versions stand a heading higher than what they are of."""

from collections.abc import Iterator

import pytest

from agent import Analyst
from agent.offline.documents.parsed import units_of
from knowledge import Library

_LOGS = {
    "heron": "# Heron releases\n\n## 3.2 (March 4, 2026)\n\n### Changes\n\n- Uploads may now be 80 MB.\n\n### Removed\n\n- The XML feed is no longer offered.\n\n## 3.1 (May 9, 2025)\n\n### Additions\n\n- An XML feed was added.\n\n### Changes\n\n- Uploads may now be 40 MB.\n",
    "pelican": "# Release notes of Pelican\n\n## Unreleased\n\n### Changed\n\n- Sessions will last 12 hours.\n\n## v5.0.0 — 12 January 2026\n\n### Breaking changes\n\n- Sessions last 6 hours.\n- Support for Python 3.8 was dropped.\n\n## v4.0.0 — 3 February 2024\n\n### Features\n\n- Sessions last 24 hours.\n- Support for Python 3.8.\n",
    "wren": "# Wren changelog\n\n## 2.10.0\n\n### Changed\n\n- The free tier holds 5 projects.\n\n### Removed\n\n- Login by SMS.\n\n## 2.9.0\n\n### Added\n\n- Login by SMS.\n\n### Changed\n\n- The free tier holds 10 projects.\n",
    "club": "# Minutes of the garden club\n\n## Meeting of 2024-03-02\n\n### Fees\n\nThe yearly fee is 30 euros.\n\n## Meeting of 2025-03-08\n\n### Fees\n\nThe yearly fee is 36 euros.\n",
    "yunque": "# 云雀平台更新记录\n\n## [未发布]\n\n### 变更\n\n- 免费套餐的项目数将为 20 个。\n\n## 2.0 (2025年8月2日)\n\n### 变更\n\n- 免费套餐的项目数为 5 个。\n\n## 1.0 (2024年8月2日)\n\n### 新增\n\n- 免费套餐的项目数为 3 个。\n",
    "robin": "# Changelog of Robin\n\n## [Unreleased]\n\n### Added\n\n- A dark theme for the editor.\n\n## [1.3.0] - 2025-02-02\n\n### Changed\n\n- The trial lasts 14 days.\n",
}  # fmt: skip


@pytest.fixture(scope="module")
def logs(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Analyst]:
    folder = tmp_path_factory.mktemp("logs")
    for name, text in _LOGS.items():
        (folder / f"{name}.md").write_text(text, encoding="utf-8")
    library = Library.open(tmp_path_factory.mktemp("logs-store") / "library")
    assert not library.ingest([folder]).failed
    with Analyst(library=library, threads=":memory:") as analyst:
        yield analyst


@pytest.mark.parametrize(
    ("question", "said"),
    [
        ("How large may uploads be in Heron?", "3.2 (March 4, 2026), Changes: Uploads may now be 80 MB"),
        ("Does Heron offer an XML feed?", "3.2 (March 4, 2026), Removed: The XML feed is no longer offered"),
        ("How large could uploads be in Heron in May 2025?", "3.1 (May 9, 2025), Changes: Uploads may now be 40 MB"),
        ("How long do sessions last in Pelican now?", "v5.0.0 — 12 January 2026, Breaking changes: Sessions last 6 hours"),
        ("Does Pelican support Python 3.8?", "v5.0.0 — 12 January 2026, Breaking changes: Support for Python 3.8 was dropped"),
        ("How many projects does the free tier of Wren hold?", "2.10.0, Changed: The free tier holds 5 projects"),
        ("Does Wren have login by SMS?", "2.10.0, Removed: Login by SMS"),
        ("What is the yearly fee of the garden club?", "Meeting of 2025-03-08, Fees: The yearly fee is 36 euros"),
        ("云雀平台的免费套餐有多少个项目？", "2.0 (2025年8月2日), 变更: 免费套餐的项目数为 5 个"),
        ("Does Robin have a dark theme?", "[Unreleased], Added: A dark theme for the editor"),
    ],
)  # fmt: skip
def test_of_the_entries_of_a_log_the_latest_that_is_out_is_told_with_its_heading(
    logs: Analyst, question: str, said: str
) -> None:
    answer = logs.ask(question)
    assert answer.text.startswith(said) and not answer.abstained


def test_a_sentence_and_a_cell_know_the_heading_that_dates_them() -> None:
    text = "# Log\n\n## 2025-06-01\n\n### Fees\n\nIt is 3 euros.\n\n| Seat | Fee |\n|---|---|\n| A | 4 |\n\n## 2.1 Rooms\n\nIt is open on Sunday.\n"
    assert [(unit.heading, unit.entry) for unit in units_of(text)] == [
        *[("Fees", "2025-06-01")] * 3,
        ("2.1 Rooms", ""),
    ]
