"""In which time changes are asked, whatever was asked before."""

from collections.abc import Callable
from datetime import UTC, datetime

import pytest

from agent import Analyst
from knowledge import Library

SINCE = "What changed at Acme since September 2025?"
PLANS = "# Acme plans\n\nAcme is old.\n\nPlus costs {} USD a month.\n"


def _lines(text: str) -> list[str]:
    return [line for line in text.splitlines() if line.startswith("- ")]


@pytest.mark.parametrize(
    "before",
    [
        SINCE,
        "What does Plus cost?",
        "What does Claude Pro cost?",
        "Which Acme pages are gone since September 2025?",
        "What happened at Acme in March 2025?",
    ],
)
@pytest.mark.parametrize(
    "question",
    [
        "What changed at Acme since yesterday?",
        "What changed at Acme this month?",
        "Any news from Acme since last month?",
        "Acme 上个月以来有什么变化？",
    ],
)
def test_a_question_before_it_lends_no_time_and_no_matter(
    fetched: Library, keep: Callable[..., None], before: str, question: str
) -> None:
    day = datetime.now(UTC).date()
    keep("plans", day.isoformat(), PLANS.format(18))
    with Analyst(library=fetched, threads=":memory:") as analyst:
        analyst.ask(before, thread="t")
        (changed,) = _lines(analyst.ask(question, thread="t").text)
    assert "15 USD" in changed and "18 USD" in changed


@pytest.mark.parametrize(
    "question",
    ["And since last month?", "And at Acme since yesterday?", "since 2 days ago?", "昨天以来呢？"],
)
def test_a_time_alone_asks_for_the_changes_since_then(
    fetched: Library, keep: Callable[..., None], question: str
) -> None:
    day = datetime.now(UTC).date()
    keep("plans", day.isoformat(), PLANS.format(18))
    with Analyst(library=fetched, threads=":memory:") as analyst:
        first = analyst.ask(SINCE, thread="t")
        (changed,) = _lines(analyst.ask(question, thread="t").text)
        other = analyst.ask("And at Zorbia since yesterday?", thread="t")
    assert len(_lines(first.text)) == 3 and "15 USD" in changed and "18 USD" in changed
    assert "18 USD" not in other.text


@pytest.mark.parametrize("form", ["{0:%B} {0.day}", "{0.day} {0:%B}", "{0:%b} {0.day}", "{0:%B}"])
def test_a_day_without_its_year_is_the_last_such_day(
    fetched: Library, keep: Callable[..., None], form: str
) -> None:
    day = datetime.now(UTC).date()
    keep("plans", day.isoformat(), PLANS.format(18))
    with Analyst(library=fetched, threads=":memory:") as analyst:
        answer = analyst.ask(f"What changed at Acme since {form.format(day)}?")
    (changed,) = _lines(answer.text)
    assert "15 USD" in changed and "18 USD" in changed
