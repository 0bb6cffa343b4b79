"""The language of a question, also where names of the other language stand in it."""

import pytest

from agent.language import language_of


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("阿里有哪些模型？", "zh"),
        ("Which models?", "en"),
        ("Is 通义千问 open source?", "en"),
        ("我的3060能跑HunyuanVideo吗？", "zh"),
        ("Qwen3-8B BF16 在 12GB 显卡上能跑吗？", "zh"),
        ("1.5 million", "en"),
    ],
)
def test_the_sentence_decides_and_not_its_names(text: str, language: str) -> None:
    assert language_of(text) == language
