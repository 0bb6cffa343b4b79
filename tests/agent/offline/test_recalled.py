"""Somebody who joins a thread is told what was asked, and answered in its sense."""

import pytest

from agent.offline.recalled import set_aside
from agent.offline.understanding import understand

BEFORE = understand("Is IMA open source?")


@pytest.mark.parametrize(
    ("message", "rest"),
    [
        (
            "what was the question here? and pls say the same for wan 2.2",
            "say the same for wan 2.2",
        ),
        ("What did she ask? Answer for Yuanqi too", "Answer for Yuanqi too"),
        ("remind me what she asked", ""),
        ("what's the question", ""),
        ("what was asked above, and what about Coze?", "what about Coze?"),
        ("刚才问的是什么？元器呢？", "元器呢？"),
    ],
)
def test_what_was_asked_is_told_and_the_rest_goes_on(message: str, rest: str) -> None:
    left, request = set_aside(message, BEFORE)
    assert left == rest
    assert request is not None and request.arguments["question"] == "Is IMA open source?"


@pytest.mark.parametrize(
    "message",
    [
        "What did OpenAI ask for in its filing?",
        "What is the question of licences for Wan?",
        "What was the price she asked about?",
    ],
)
def test_a_question_of_the_library_is_left_alone(message: str) -> None:
    assert set_aside(message, BEFORE) == (message, None)


def test_with_nothing_asked_before_there_is_nothing_to_tell() -> None:
    assert set_aside("what did she ask?", []) == ("what did she ask?", None)


def test_the_same_is_asked_of_another_product() -> None:
    told, again = understand(
        "(different user) what did he ask? pls say the same for Wan2.2", BEFORE
    )
    assert told.topic == "recall"
    assert again.systems == ("Wan2.2",) and "open" in again.aspects
