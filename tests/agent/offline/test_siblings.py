"""A short name takes the family of the one before."""

import pytest

from agent.offline.entities import Lexicon
from agent.offline.siblings import completed
from agent.offline.understanding import understand


@pytest.mark.parametrize(
    ("before", "text", "whole"),
    [
        ("Is DeepSeek-R1 open source?", "and V3?", "and DeepSeek-V3?"),
        ("Does Qwen3-8B fit on a 3060?", "and 14B?", "and Qwen3-14B?"),
        ("Does Wan2.2 fit on a 4090?", "2.1呢？", "Wan2.1呢？"),
        ("Is DeepSeek-R1 open source?", "and V9?", "and V9?"),
        ("Is DeepSeek-R1 open source?", "and Qwen3?", "and Qwen3?"),
        ("Does Qwen3-8B fit on a 3060?", "and on a 4090?", "and on a 4090?"),
    ],
)
def test_a_short_name_is_made_whole(before: str, text: str, whole: str) -> None:
    assert completed(text, understand(before), Lexicon.bundled()) == whole


@pytest.mark.parametrize(
    ("first", "second", "systems"),
    [
        ("GitHub Copilot Pro price in 2025?", "and Pro+?", ("GitHub Copilot",)),
        ("What does GitHub Copilot cost?", "what about Pro?", ("GitHub Copilot",)),
        ("GitHub Copilot多少钱？", "那Pro+呢？", ("GitHub Copilot",)),
        ("What does ChatGPT Plus cost?", "and Pro?", ("ChatGPT Pro",)),
    ],
)
def test_a_plan_alone_is_one_of_the_product_spoken_of(
    first: str, second: str, systems: tuple[str, ...]
) -> None:
    asked = understand(first)
    assert understand(second, asked)[0].systems == systems
