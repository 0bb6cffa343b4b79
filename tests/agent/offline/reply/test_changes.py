"""What changed since a day: out of the versions of pages, else out of dated documents."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from agent import Analyst
from agent.settings import Settings
from knowledge import Library

SINCE = "What changed at Acme since September 2025?"
PLANS = "# Acme plans\n\nAcme is old.\n\nPlus costs {} USD a month.\n"


@pytest.fixture
def write(tmp_path: Path) -> Callable[..., Path]:
    """A document of Acme's."""

    def write_document(name: str, text: str, date: str) -> Path:
        path = tmp_path / f"{name}.md"
        path.write_text(f"---\nvendor: Acme\ndate: {date}\n---\n{text}")
        return path

    return write_document


def _lines(text: str) -> list[str]:
    return [line for line in text.splitlines() if line.startswith("- ")]


def test_versions_tell_what_changed_what_is_new_and_what_is_gone(fetched: Library) -> None:
    with Analyst(library=fetched, threads=":memory:") as analyst:
        answer = analyst.ask(SINCE)
    changed, gone, new = _lines(answer.text)
    assert "“Plus costs 12 USD a month.” (2025-08-20) [1]" in changed
    assert "“Plus costs 15 USD a month.” (2025-10-05) [2]" in changed
    assert "gone" in gone and "Beta writes summaries" in gone and "(2025-08-20) [3]" in gone
    assert "new" in new and "Delta transcribes calls" in new
    assert "Acme is old" not in answer.text and not answer.abstained
    for c in answer.citations:
        assert fetched.text(c.document_id)[c.char_start : c.char_end] == c.quote


def test_asked_for_one_thing_only_its_changes_are_told(fetched: Library) -> None:
    with Analyst(library=fetched, threads=":memory:") as analyst:
        answer = analyst.ask("How did Acme's price change since September 2025?")
        then = analyst.ask("What changed at Acme since November 2025?")
    assert len(_lines(answer.text)) == 1 and "12 USD" in answer.text and "15 USD" in answer.text
    assert "12 USD" not in then.text


@pytest.mark.parametrize(
    "question",
    [
        "What changed at Acme since yesterday?",
        "What changed at Acme since last month?",
        "Has anything changed at Acme in the last 7 days?",
        "What changed at Acme yesterday?",
        "What is new at Acme?",
        "Any news from Acme?",
        "Acme 上个月以来有什么变化？",
        "Acme 最近有什么新变化？",
    ],
)
def test_a_time_told_from_today_is_meant_as_its_days(
    fetched: Library, keep: Callable[..., None], question: str
) -> None:
    yesterday = datetime.now(UTC).date() - timedelta(days=1)
    keep("plans", yesterday.isoformat(), PLANS.format(18))
    with Analyst(library=fetched, threads=":memory:") as analyst:
        answer = analyst.ask(question)
    (changed,) = _lines(answer.text)
    assert "15 USD" in changed and "18 USD" in changed and not answer.abstained


def test_a_time_without_a_change_is_said_to_have_none(fetched: Library) -> None:
    with Analyst(library=fetched, threads=":memory:") as analyst:
        answer = analyst.ask("What changed at Acme since yesterday?")
        other = analyst.ask("What changed at Zorbia since yesterday?")
    assert "nothing is known to have changed on fetched pages (Acme, since " in answer.text
    assert answer.abstained and "fetched pages" not in other.text


@pytest.mark.parametrize(
    "question",
    ["Which Acme pages are gone since September 2025?", "2025年9月以来Acme哪些页面下线了？"],
)
def test_pages_that_are_gone_are_asked_for_by_that(fetched: Library, question: str) -> None:
    with Analyst(library=fetched, threads=":memory:") as analyst:
        assert "Beta writes summaries" in analyst.ask(question).text


def test_of_what_is_gone_nothing_else_is_told(fetched: Library, keep: Callable[..., None]) -> None:
    keep("terms", "2025-08-20", "# Acme terms\n\nAcme may be used.\n\nReturns are free.")
    keep("terms", "2025-10-05", "# Acme terms\n\nAcme may be used.")
    with Analyst(library=fetched, threads=":memory:") as analyst:
        pages = analyst.ask("Which Acme pages are gone since September 2025?")
        anything = analyst.ask("What was removed at Acme since September 2025?")
        later = analyst.ask("Which Acme pages are gone since November 2025?")
    assert [line[:12] for line in _lines(pages.text)] == ["- Acme beta,"]
    assert len(_lines(anything.text)) == 2 and "Returns are free" in anything.text
    assert not _lines(later.text)


def test_a_name_that_only_a_pages_title_or_words_hold_is_asked_for(
    fetched: Library, keep: Callable[..., None]
) -> None:
    with Analyst(library=fetched, threads=":memory:") as analyst:
        assert analyst.ask("What changed about Zorbit since September 2025?").abstained
        keep("Zorbit", "2025-10-05", "# Zorbit\n\nIt costs 9 USD a month.")
        titled = analyst.ask("What changed about Zorbit since September 2025?")
        worded = analyst.ask("What changed about Delta since September 2025?")
    assert [line[:13] for line in _lines(titled.text)] == ["- Acme Zorbit"]
    assert [line[:12] for line in _lines(worded.text)] == ["- Acme delta"]


def test_what_was_seen_after_the_analysts_day_is_not_told(fetched: Library) -> None:
    with Analyst(library=fetched, threads=":memory:", as_of="2025-09-15") as analyst:
        assert "15 USD" not in analyst.ask(SINCE).text


@pytest.mark.parametrize(
    ("question", "titles"),
    [
        (SINCE, ["Acme prices", "Acme Delta"]),
        ("Acme自2025年9月以来有什么变化？", ["Acme prices", "Acme Delta"]),
        ("What changed at Acme between August 2025 and 3 October 2025?", ["Acme prices"]),
        ("What changed at Foobar since September 2025?", []),
    ],
)
def test_without_versions_the_documents_dated_in_the_time_are_told(
    tmp_path: Path, write: Callable[..., Path], question: str, titles: list[str]
) -> None:
    library = Library.open(tmp_path / "store")
    library.ingest(
        [
            write("prices", "# Acme prices\n\nPlus costs 15 dollars.", "2025-10-01"),
            write("delta", "# Acme Delta\n\nDelta transcribes calls.", "2025-10-05"),
            write("old", "# Acme Old\n\nOld things.", "2025-03-05"),
        ]
    )
    with Analyst(library=library, threads=":memory:") as analyst:
        answer = analyst.ask(question)
    told = [line[2:].replace("：", ":").partition(":")[0] for line in _lines(answer.text)]
    assert told == titles
    assert answer.abstained is not bool(titles)


def test_another_question_beside_it_is_answered_too(fetched: Library) -> None:
    with Analyst(library=fetched, threads=":memory:") as analyst:
        answer = analyst.ask(f"{SINCE} And what does Plus cost?")
    assert len(_lines(answer.text)) == 3 and answer.text.count("15 USD") == 2


def test_a_providers_model_is_told_them_by_its_search(fetched: Library, provider: Any) -> None:
    search = {"query": "Acme changes", "vendors": ["Acme"], "since": "2025-09"}
    provider.script = [
        [("search_knowledge", search)],
        "Plus went from 12 USD a month (2025-08-20) [2] to 15 USD (2025-10-05) [3]; Beta is gone [4].",
    ]
    settings = Settings(base_url=provider.url, model_name="m", api_key="k")
    with Analyst("openai-compatible", fetched, threads=":memory:", settings=settings) as analyst:
        answer = analyst.ask(SINCE)
    told = next(m for m in provider.requests[1]["messages"] if m["role"] == "tool")["content"]
    assert "[2] then (2025-08-20): Plus costs 12 USD a month." in told
    assert "gone, noticed 2025-10-05" in told
    assert [c.quote for c in answer.citations][:2] == [
        "Plus costs 12 USD a month.",
        "Plus costs 15 USD a month.",
    ]
    assert "~~" not in answer.text


def test_what_is_not_told_is_counted_with_the_command_that_shows_it(
    fetched: Library, keep: Callable[..., None]
) -> None:
    for n in range(20):
        keep(f"page{n}", "2025-10-05", f"# Acme page {n}\n\nPage {n} costs {n} dollars.")
    with Analyst(library=fetched, threads=":memory:") as analyst:
        answer = analyst.ask(SINCE)
    assert len(_lines(answer.text)) == 12
    assert "shown here: 11; `vendorscope sources diff 2025-09-01 --vendor Acme`" in answer.text
