"""A thread longer than the model's window: what was said first stays, and nothing waits for it."""

import json
from typing import Any

import pytest

FIRST = "Our company is called Nordlicht and has 4,200 seats. What does Coze Studio need?"
FACT = "Nordlicht, 4,200 seats"
SEARCH = {"calls": [("search_knowledge", {"query": "open models licence price", "k": 5})]}
SAID = {"text": "These models are open, and some are not. " + "And so on. " * 150}


def held(stage: Any) -> str:
    """What the model read last."""
    return json.dumps(stage.requests[-1]["messages"], ensure_ascii=False)


def talk(stage: Any, turns: int, **options: Any) -> list[Any]:
    with stage.analyst(context_tokens=8192, **options) as analyst:
        asked = [FIRST, *(f"And what about model number {i}?" for i in range(turns))]
        return [analyst.ask(question, thread="long") for question in asked]


@pytest.mark.parametrize("protocol", ["openai", "anthropic", "ollama", "openai-whole"])
def test_a_thread_longer_than_the_window_keeps_what_its_first_turn_said(
    play: Any, protocol: str
) -> None:
    stage = play(protocol, [SEARCH, SAID] * 6, summary={"text": f"The user: {FACT}."})
    answers = talk(stage, 5)
    assert {answer.model for answer in answers} == {"m"}
    assert FACT in held(stage) and FIRST not in held(stage)
    assert FIRST in stage.summaries[0]
    assert "What stands between these marks" not in stage.summaries[0]  # no tool's text
    assert all(FACT not in answer.text for answer in answers)


def test_a_summary_sums_up_the_one_before_and_is_not_made_every_turn(play: Any) -> None:
    stage = play("openai", [SEARCH, SAID] * 13, summary={"text": f"The user: {FACT}."})
    talk(stage, 12)
    assert FACT in held(stage)
    assert 2 <= len(stage.summaries) <= 6
    assert all(FACT in asked for asked in stage.summaries[1:])


def test_a_summary_is_counted_among_the_calls(play: Any) -> None:
    stage = play("openai", [SEARCH, SAID] * 6)
    answers = talk(stage, 5)
    made = sum(answer.usage["calls"] for answer in answers)
    assert made == len(stage.requests) + len(stage.summaries) and stage.summaries


@pytest.mark.parametrize(
    "summary",
    [
        {"status": 500, "body": "{}"},
        {"text": ""},
        {"text": "late", "silence": 0.6},
        {"text": "The user", "finish": None},
        {"text": "The user is one of many", "reset_after": 2},
    ],
    ids=["500", "empty", "silent", "broken", "reset"],
)
def test_a_summary_that_fails_leaves_the_oldest_turns_out(play: Any, summary: Any) -> None:
    stage = play("openai", [SEARCH, SAID] * 6, summary=summary)
    answers = talk(stage, 5, timeout=0.4)
    assert {answer.model for answer in answers} == {"m"}
    assert FIRST not in held(stage) and "model number 4" in held(stage)
    assert not [a for a in answers if "did not answer" in a.text or "html" in a.text]


def test_a_short_thread_is_not_summed_up(play: Any) -> None:
    stage = play("openai", [SAID] * 2)
    talk(stage, 1)
    assert not stage.summaries and FIRST in held(stage)
