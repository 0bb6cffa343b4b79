"""Cards, their memory and number, read from a question; and what is asked of a card alone."""

from typing import Any

import pytest

from agent import Analyst
from agent.offline.understanding import understand


def arguments(text: str) -> dict[str, Any]:
    return dict(understand(text)[0].arguments)


@pytest.mark.parametrize(
    ("question", "cards"),
    [
        ("Can a 3060 or a 4090 run Qwen3-8B?", ["RTX 3060", "RTX 4090"]),
        ("Two 3090s or one 5090 for Qwen3-32B at fp8?", ["2x RTX 3090", "RTX 5090"]),
        ("Does Qwen3-14B fit on a 16 GB or a 24 GB card?", ["16GB class", "24GB class"]),
    ],
)
def test_several_cards_carry_each_its_own_number(question: str, cards: list[str]) -> None:
    found = arguments(question)
    assert found["cards"] == cards
    assert "gpus" not in found


@pytest.mark.parametrize(
    ("question", "gpu", "gpus"),
    [
        ("我有两张3090，能跑70B的模型吗？", "RTX 3090", 2),
        ("Does Qwen3-32B fit on 4x A100 80GB?", "A100 80GB", 4),
        ("Can 4 H100 run DeepSeek-V3?", "H100", 4),
        ("Will 2 3090 run Llama-3.1-70B?", "RTX 3090", 2),
        ("Does Qwen3-8B fit on a 24 GB card?", "24GB class", None),
        ("Does a 14 GB model file of Qwen3-8B fit on a 3060?", "RTX 3060", None),
    ],
)
def test_one_card_and_its_number(question: str, gpu: str, gpus: int | None) -> None:
    found = arguments(question)
    assert (found["gpu"], found.get("gpus")) == (gpu, gpus)
    assert "cards" not in found


@pytest.mark.parametrize(
    ("question", "task"),
    [
        ("what is the memory bandwidth of an H100?", None),
        ("How much VRAM does a 4090 have?", None),
        ("4090显存有多大？", None),
        ("Can I train a LoRA on a 4090?", "training"),
        ("Is a 24 GB card enough to train a LoRA?", "training"),
        ("4090可以训练LoRA吗？", "training"),
    ],
)
def test_a_card_is_asked_of_itself(question: str, task: str | None) -> None:
    (request,) = understand(question)
    assert request.topic == "vram"
    assert request.missing is None
    assert (request.arguments["which"], request.arguments.get("task")) == ("card", task)


@pytest.mark.parametrize(
    "question", ["How was Qwen3 trained, on an H100?", "What does an H100 cost?"]
)
def test_how_a_model_was_trained_and_what_a_card_costs_are_facts(question: str) -> None:
    assert understand(question)[0].topic == "fact"


def test_the_figures_of_two_cards_are_asked_at_once() -> None:
    found = arguments("Is a 5090 faster in memory bandwidth than a 4090?")
    assert (found["which"], found["cards"]) == ("card", ["RTX 5090", "RTX 4090"])


def test_the_memory_of_one_card_is_not_claimed_of_the_other() -> None:
    (request,) = understand("Llama 3.1 70B: 2x 4090 vs 1x A100 80GB?")
    assert request.arguments["cards"] == ["2x RTX 4090", "A100 80GB"]
    assert request.notes == ()


@pytest.mark.parametrize(
    "question",
    [
        "qwen3-235b 用 8 卡 A100 80G 够吗",
        "A100 80G 8卡跑 qwen3-235b 够吗",
        "8卡H20跑DeepSeek-R1行吗",
    ],
)
def test_cards_are_counted_in_chinese_by_the_card(question: str) -> None:
    assert arguments(question)["gpus"] == 8


def test_the_memory_of_one_card_is_no_number_of_cards() -> None:
    assert "gpus" not in arguments("4090 24G 单卡能跑 Qwen3-32B 吗")


def test_two_sizes_of_one_card_set_against_each_other_are_both_told(analyst: Analyst) -> None:
    text = analyst.ask("The author only writes 3060: is that the 8 GB or the 12 GB card?").text
    assert "RTX 3060 8GB" in text
    assert "RTX 3060 12GB" in text
    assert "does not say which" in text


@pytest.mark.parametrize(
    ("question", "number"),
    [
        ("Qwen3-32B in BF16 on a 48 GB L40S?", None),
        ("Qwen3-32B on two 48 GB L40S", 2),
        ("Qwen3-32B on 4 A100s", 4),
    ],
)
def test_a_memory_before_a_card_counts_no_cards(question: str, number: int | None) -> None:
    (request,) = understand(question)
    assert request.arguments.get("gpus") == number
