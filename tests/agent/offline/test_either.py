"""Which of the products spoken of before is a comparison of them, on what is asked now."""

import pytest

from agent.offline.request import Request
from agent.offline.understanding import understand


def last_of(*turns: str) -> Request:
    past: list[Request] = []
    for turn in turns:
        past += understand(turn, past)
    return past[-1]


@pytest.mark.parametrize(
    ("turns", "names", "aspect"),
    [
        (
            ("HunyuanVideo on a 4090?", "and Wan2.2?", "which of the two has the better licence?"),
            ("HunyuanVideo", "Wan2.2"),
            "licence",
        ),
        (("Compare Coze and Yuanqi", "which is open?"), ("Coze", "Yuanqi"), "open"),
        (
            ("What does ChatGPT Plus cost?", "and Claude Pro?", "which one is cheaper?"),
            ("ChatGPT Plus", "Claude Pro"),
            "price",
        ),
        (("千问3的许可证？", "万相2.2呢", "哪个更便宜？"), ("Qwen3", "Wan2.2"), "price"),
    ],
)
def test_which_of_them_compares_what_was_spoken_of(
    turns: tuple[str, ...], names: tuple[str, ...], aspect: str
) -> None:
    request = last_of(*turns)
    assert (request.topic, request.systems) == ("comparison", names)
    assert aspect in request.aspects


def test_a_whole_question_takes_nothing_over() -> None:
    request = last_of("Was Oracle's jump real?", "how old was Ellison?")
    assert request.systems == ("Larry Ellison",)
    assert "jump" not in request.question
