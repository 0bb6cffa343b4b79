"""Names of which only a part is in the table."""

import pytest

from agent.offline.entities import Lexicon
from agent.offline.unheld import newest_like


def linked(text: str) -> list[str]:
    return [e.canonical for e in Lexicon.bundled().link(text) if e.kind in ("system", "person")]


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("What does Acme Copilot cost?", ["Acme Copilot"]),
        ("Acme Copilot price?", ["Acme Copilot"]),
        ("Is Zorblatt Pro free?", ["Zorblatt Pro"]),
        ("What does Perplexity's Pro plan cost?", ["Perplexity Pro"]),
        ("How much is Google Copilot?", ["Google Copilot"]),
        ("Who is David Ellison?", ["David Ellison"]),
        ("What does Claude Opus 9 cost?", ["Claude Opus 9"]),
        ("Qwen9-Max price?", ["Qwen9-Max"]),
        ("Is DeepSeek V9 open?", ["DeepSeek V9"]),
        ("Gemini 9 Pro price", ["Gemini 9 Pro"]),
        ("How much is GPT-5.9?", ["GPT-5.9"]),
        ("通义千问9开源吗", ["通义千问9"]),
        ("the licence of Seed-OSS-360B", ["Seed-OSS-360B"]),
        ("Is Qwen3-500B open?", ["Qwen3-500B"]),
        ("What does Qwen-Sora 3 cost?", ["Qwen-Sora 3"]),
    ],
)
def test_the_whole_name_is_another_product(text: str, names: list[str]) -> None:
    assert linked(text) == names
    assert list(Lexicon.bundled().unheld(names)) == names


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Does Copilot cost more in May?", ["Microsoft 365 Copilot"]),
        ("In May Copilot was 30 dollars", ["Microsoft 365 Copilot"]),
        ("WHAT DOES COPILOT COST", ["Microsoft 365 Copilot"]),
        ("What is Microsoft Copilot?", ["Microsoft 365 Copilot"]),
        ("Is GitHub Copilot free?", ["GitHub Copilot"]),
        ("Anthropic's Pro plan?", ["Claude Pro"]),
        ("ChatGPT Plus and Pro", ["ChatGPT Plus", "ChatGPT Pro"]),
        ("Claude with 200 users", ["Claude"]),
        ("Claude Pro 12 months", ["Claude Pro"]),
        ("豆包2亿用户", ["Doubao"]),
        ("Claude Opus 4 price", ["Claude Opus"]),
        ("HunyuanVideo 720p", ["HunyuanVideo"]),
    ],
)
def test_a_name_of_the_table_stays_what_it_is(text: str, names: list[str]) -> None:
    assert linked(text) == names
    assert Lexicon.bundled().unheld(names) == {}


def test_the_newest_is_of_the_same_family_and_a_size_is_no_version() -> None:
    systems = ["Claude Opus 4.1", "Claude Opus 4.8", "Claude Sonnet 5", "Hunyuan-9B", "Hunyuan 2"]
    assert newest_like("Claude Opus 9", systems) == "Claude Opus 4.8"
    assert newest_like("Claude Haiku 9", systems) == "Claude Sonnet 5"
    assert newest_like("Hunyuan 12", systems) == "Hunyuan 2"
    assert newest_like("Perplexity Pro", systems) is None


def test_a_number_with_a_measure_word_is_no_version() -> None:
    assert linked("真的吗：埃里森60岁？") == ["Larry Ellison"]


@pytest.mark.parametrize(
    "text",
    ["Seed-OSS-36B licence", "Wan2.2 5B", "a Qwen-Based tool", "Claude-Opus price", "Yuanqi-API"],
)
def test_a_size_or_a_word_of_the_family_makes_no_other_product(text: str) -> None:
    assert not Lexicon.bundled().unheld(linked(text))


def test_a_tier_hung_on_another_name_is_not_chatgpts() -> None:
    assert linked("Gemini-Pro price") == ["Gemini"]
