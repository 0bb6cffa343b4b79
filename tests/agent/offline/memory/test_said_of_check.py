"""A few words more on a memory check: taken as such only where they name nothing else to run."""

import pytest

from agent.offline.request import Request
from agent.offline.understanding import understand


def after(*turns: str) -> Request:
    past: list[Request] = []
    for turn in turns:
        past += understand(turn, past)
    return past[-1]


@pytest.mark.parametrize(
    ("words", "name", "value"),
    [
        ("2 GB are used by the desktop", "reserved_gib", 2.0),
        ("Windows takes 1.5 GB of it", "reserved_gib", 1.5),
        ("桌面占了2GB", "reserved_gib", 2.0),
        ("only 9 GB of it are free", "gpu", "9GB class"),
        ("how many tokens per second?", "show", "speed"),
        ("速度多少？", "show", "speed"),
    ],
)
def test_what_is_said_of_the_card_goes_on_with_the_check(
    words: str, name: str, value: object
) -> None:
    request = after("Qwen3-8B on a 4090", words)
    assert request.topic == "vram"
    assert request.arguments["model"] == "Qwen3-8B"
    assert request.arguments[name] == value


@pytest.mark.parametrize(
    "words", ["How fast is the Gemini API?", "What does ChatGPT Plus cost?", "Who runs DeepSeek?"]
)
def test_another_subject_is_no_more_of_the_check(words: str) -> None:
    assert after("Qwen3-8B on a 4090", words).topic != "vram"


def test_without_a_check_before_it_the_speed_is_a_fact() -> None:
    assert after("What is Gemini's price?", "how fast would it be?").topic != "vram"
