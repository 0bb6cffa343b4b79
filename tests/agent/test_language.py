"""The language of a question, also where names of the other language stand in it."""

import pytest

from agent.language import is_of_another, language_of, names_language_only


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


@pytest.mark.parametrize(
    ("text", "language", "alone"),
    [
        ("and in Chinese please", "zh", True),
        ("in English please", "en", True),
        ("请用英文回答", "en", True),
        ("用中文再说一遍", "zh", True),
        ("Does HunyuanVideo fit my 3060? Answer in Chinese.", "zh", False),
        ("How well does Qwen answer questions in Chinese?", "en", False),
        ("Which models are trained in Chinese?", "en", False),
    ],
)
def test_a_language_that_is_asked_for_counts_first(text: str, language: str, alone: bool) -> None:
    assert language_of(text) == language
    assert names_language_only(text) is alone


@pytest.mark.parametrize(
    ("text", "is_another"),
    [
        ("Was kostet ChatGPT Plus?", True),
        ("Combien coûte Claude Pro ?", True),
        ("¿Cuánto cuesta Gemini?", True),
        ("ChatGPT Plusの料金はいくらですか", True),
        ("Сколько стоит ChatGPT?", True),
        ("price o3 per million", False),
        ("is die size in the le Chat plan", False),
        ("混元多少钱", False),
        ("Qwen3-8B on a 3060", False),
    ],
)
def test_another_language_is_told_apart(text: str, is_another: bool) -> None:
    assert is_of_another(text) is is_another
