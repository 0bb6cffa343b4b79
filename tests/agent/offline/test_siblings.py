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


def test_a_size_alone_is_the_model_of_that_size_of_the_family() -> None:
    lexicon = Lexicon.bundled()
    earlier = understand("Does Wan2.2 fit my 3060?")
    assert completed("and the 5B one?", earlier, lexicon) == "and the Wan2.2-5B?"
    assert completed("and the 5B version?", earlier, lexicon) == "and the Wan2.2-5B?"
    assert completed("and the 7B one?", earlier, lexicon) == "and the 7B one?"
    earlier = understand("Does Hunyuan 7B fit my 3060?")
    assert completed("and the 0.5B one?", earlier, lexicon) == "and the Hunyuan-0.5B?"


def test_a_number_alone_after_a_card_of_so_many_gb_is_one() -> None:
    earlier = understand("Which Qwen3 models fit a 12 GB card?")
    assert completed("and 24?", earlier, Lexicon.bundled()) == "and 24 GB?"
    other = understand("Does Qwen3-8B fit a 4090?")
    assert completed("and 24?", other, Lexicon.bundled()) == "and 24?"
