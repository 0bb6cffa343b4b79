"""What was before, by the versions of pages that are kept."""

import pytest

from agent import Analyst
from knowledge import Library


def _lines(text: str) -> list[str]:
    return [line for line in text.splitlines() if line.startswith("- ")]


@pytest.mark.parametrize(
    "question",
    [
        "What did Plus cost before?",
        "What did Acme Plus use to cost?",
        "How much did Plus previously cost?",
        "Did the price of Acme's Plus change?",
        "Has the cost of Plus changed?",
    ],
)
def test_what_was_before_is_told_by_the_versions_kept(fetched: Library, question: str) -> None:
    with Analyst(library=fetched, threads=":memory:") as analyst:
        (changed,) = _lines(analyst.ask(question).text)
        analyst.ask("What does Plus cost?", thread="t")
        (later,) = _lines(analyst.ask("And before?", thread="t").text)
    for line in (changed, later):
        assert "“Plus costs 12 USD a month.” (2025-08-20) [1]" in line
        assert "“Plus costs 15 USD a month.” (2025-10-05) [2]" in line


@pytest.mark.parametrize(
    "question",
    [
        "What did Acme Max cost before?",
        "Did the address of Acme change?",
        "What does Plus cost?",
        "What did Plus cost before 2024?",
    ],
)
def test_no_other_change_is_told_for_it(fetched: Library, question: str) -> None:
    with Analyst(library=fetched, threads=":memory:") as analyst:
        assert "12 USD" not in analyst.ask(question).text
