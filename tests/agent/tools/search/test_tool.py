"""What `search_knowledge` says to the model, and what ends a turn."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from agent import Analyst
from agent.answer import CannotAnswer
from agent.settings import Settings
from knowledge import Library

QUESTION = "What does Zorbit Plus cost?"


@pytest.fixture
def store(tmp_path: Path) -> Path:
    """A library of one document."""
    page = tmp_path / "zorbit.md"
    page.write_text("# Zorbit\n\nZorbit Plus costs 19 dollars a month.\n")
    assert Library.open(tmp_path / "store").ingest(page).added
    return tmp_path / "store"


def _lose_the_texts(store: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for text in (store / "texts").iterdir():
        text.unlink()


def _misspell_the_reranker(store: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HF_HUB_OFFLINE", "1")
    monkeypatch.setenv("VENDORSCOPE_RERANKER", "no/such")


@pytest.mark.parametrize("question", [QUESTION, f"Is it true that {QUESTION[5:-6]} is free?"])
@pytest.mark.parametrize(
    ("damage", "said"),
    [(_lose_the_texts, "is broken"), (_misspell_the_reranker, "VENDORSCOPE_RERANKER")],
)
def test_a_library_that_cannot_be_searched_is_not_taken_for_an_empty_one(
    store: Path,
    monkeypatch: pytest.MonkeyPatch,
    damage: Callable[[Path, pytest.MonkeyPatch], None],
    said: str,
    question: str,
) -> None:
    damage(store, monkeypatch)
    with Analyst(library=store, threads=":memory:") as analyst:
        with pytest.raises(CannotAnswer, match=said):
            analyst.ask(question)
        assert analyst.threads() == []


def test_a_model_may_mend_its_own_date(store: Path, provider: Any) -> None:
    search = {"query": "Zorbit Plus price"}
    provider.script = [
        [("search_knowledge", {**search, "since": "last week"})],
        [("search_knowledge", search)],
        "Zorbit Plus costs 19 dollars a month [1].",
    ]
    settings = Settings(base_url=provider.url, model_name="m", api_key="k")
    with Analyst("openai-compatible", store, threads=":memory:", settings=settings) as analyst:
        answer = analyst.ask(QUESTION)
    assert "no date" in answer.tool_calls[0].result["error"]["message"]
    assert answer.model == "openai-compatible" and len(answer.citations) == 1
