"""Which questions rest on a premise, and which only name a time or what they count with."""

import pytest

from agent.offline.understanding import understand


@pytest.mark.parametrize(
    "question",
    [
        "Now that Alibaba owns Anthropic, what does Claude Sonnet 4 cost?",
        "Since Qwen-Image is closed source, what licence does it have?",
        "What does Claude Pro cost now that Google owns Anthropic?",
        "Confirm for my slide: Doubao had 2 billion monthly users.",
        "既然字节跳动收购了Anthropic，Claude Opus 4.8的API价格是多少？",
        "请确认：豆包月活20亿。",
    ],
)
def test_a_premise_or_a_confirmation_is_a_claim(question: str) -> None:
    assert [request.topic for request in understand(question)] == ["claim"]


@pytest.mark.parametrize(
    ("question", "topic"),
    [
        ("Since 2024, what has Claude Pro cost?", "fact"),
        ("As of June 2025, was Qwen-Image released?", "fact"),
        ("Since DeepSeek charges $20 a month, what do 50 million users bring?", "revenue"),
        ("Given that I have a 4090 with 24 GB, does Qwen3-32B fit?", "vram"),
        ("Since Wan2.2 is open, how does it compare with Seedance 1.0?", "comparison"),
    ],
)
def test_other_questions_keep_their_topic(question: str, topic: str) -> None:
    assert understand(question)[0].topic == topic


def test_a_time_before_the_question_leaves_it_a_check_of_the_claim() -> None:
    asked = "When the text came out, were Doubao and Jimeng really 'paid tools'?"
    request = understand(asked)[0]
    assert (request.topic, request.time) == ("claim", "2025-09-15")
