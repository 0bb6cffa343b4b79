"""Traffic that is parted between models, each billed for its part."""

import pytest

from agent.offline.understanding import understand


@pytest.mark.parametrize(
    "question",
    [
        "100M in and 20M out a month; 60% goes to Claude 4.5 Haiku and 40% to Sonnet 4.5. Total?",
        "Of 100M input and 20M output tokens a month we send three fifths to Claude 4.5 Haiku and the rest to Sonnet 4.5. Bill?",
        "每月1亿输入、2000万输出，六成走Claude 4.5 Haiku，四成走Claude Sonnet 4.5，总共多少钱？",
    ],
)
def test_each_model_is_billed_for_its_share(question: str) -> None:
    parts = [r.arguments for r in understand(question)]

    assert [(p["part"], p["input_tokens"], p["output_tokens"]) for p in parts] == [
        ("60%", "60000000", "12000000"),
        ("40%", "40000000", "8000000"),
    ]


def test_models_without_shares_are_compared_on_all_of_it() -> None:
    parts = [r.arguments for r in understand("100M in, 20M out a month: GPT-5 Mini or GPT-5?")]

    assert {p["input_tokens"] for p in parts} == {"100000000"}
    assert not any("part" in p for p in parts)
