"""The sentence before a memory report answers what was asked, out of the report's own figures."""

import pytest

from agent import Analyst


@pytest.mark.parametrize(
    ("question", "opening"),
    [
        (
            "Will two copies of Qwen3-8B fit on one RTX 4090?",
            "**No**: two copies of Qwen3-8B do not fit",
        ),
        ("Can I run two instances of gpt-oss-20b on a 48GB card?", "**Yes**: two copies"),
        ("两个Qwen3-8B实例能放进一张4090吗", "**不行**：两个 Qwen3-8B 不能同时放进"),
        ("can you fit Qwen3-14B and Qwen-Image together on a 48 GB card?", "**No**: Qwen3-14B ("),
        ("can you fit Qwen3-8B and Qwen3-4B together on a 48 GB card?", "**Yes**: Qwen3-8B ("),
        ("KV cache of Llama-3.1-8B at 128k context?", "**KV cache: 16.0 GiB**"),
        ("How much do the weights alone of Qwen3-32B take in bf16?", "**Weights: 61.0 GiB**"),
        ("Is a 3090 faster than a 4090 for Qwen3-8B?", "**The RTX 4090 is the faster**"),
        ("3090 + 3060 together for qwen3 32b q4?", "**Together**: RTX 3090 and RTX 3060 12GB have"),
        ("Qwen3-32B bf16 on a 3090 and a 4070 together", "**No, not even together**: RTX 3090"),
        ("cheapest card for Wan2.2 TI2V 5B", "**From 24 GB**: Wan2.2-TI2V-5B"),
        ("3090和4070一起跑Qwen3-32B q6", "**合起来**：RTX 3090"),
        ("how fast would qwen3 32b q4 decode on a 3090", "**Decoding speed** of Qwen3-32B"),
    ],
)
def test_what_was_asked_stands_first(analyst: Analyst, question: str, opening: str) -> None:
    answer = analyst.ask(question)
    assert answer.text.startswith(opening)
    assert [figure.text for figure in answer.figures if figure.origin == "unsupported"] == []


@pytest.mark.parametrize(
    ("turns", "said"),
    [
        (["How fast can 2x A100 80GB decode Llama 3.1 70B?"], "14 where they hold whole layers"),
        (["2张A100 80GB跑Llama 3.1 70B解码能有多快？"], "依次计算时为 14"),
        (["Qwen3-8B on a 4090", "how fast would it be?"], "**Decoding speed** of Qwen3-8B"),
        (["Wan2.1 14B on a 4090", "how fast would it be?"], "**No speed is computed for Wan2.1"),
        (["SDXL在4090上", "要多久"], "**不计算 SDXL 的速度**"),
        (["How much more memory does Qwen3-8B take at 32k than at 8k?"], "**Difference: 3.4 GiB**"),
        (["cheapest card for Qwen3-8B"], "holds no prices of cards"),
        (["SDXL with a ControlNet on a 3060"], "is not counted here"),
    ],
)
def test_what_was_asked_is_said(analyst: Analyst, turns: list[str], said: str) -> None:
    answer = [analyst.ask(turn, thread="said") for turn in turns][-1]
    assert said in answer.text
    assert [figure.text for figure in answer.figures if figure.origin == "unsupported"] == []


def test_copies_are_not_answered_with_the_verdict_of_one(analyst: Analyst) -> None:
    answer = analyst.ask("Will two copies of Qwen3-8B fit on one RTX 4090?")
    assert "**Yes**" not in answer.text


def test_main_memory_is_not_called_a_card(analyst: Analyst) -> None:
    answer = analyst.ask("I have no GPU, 12 GB of RAM. Can I run Qwen3-8B?")
    opening = answer.text.split("\n\n")[0]
    assert "12 GB of main memory" in opening
    assert "12 GB card" not in answer.text
    assert "the processor runs it" in answer.text


def test_each_setting_has_its_sentence_before_any_table(analyst: Analyst) -> None:
    answer = analyst.ask("How much VRAM does Qwen3-14B need at 8k and 32k context?")
    first, second, *_ = answer.text.split("\n\n")
    assert "8,192 tokens" in first
    assert "32,768 tokens" in second


def test_frames_counted_from_seconds_are_said_behind_the_answer(analyst: Analyst) -> None:
    answer = analyst.ask("Wan2.2 TI2V-5B, 5 seconds on a 4090")
    first, second, *_ = answer.text.split("\n\n")
    assert "121 frames" in first
    assert "The 5 seconds are counted at the frame rate" in second


def test_the_main_memory_of_an_offload_is_that_of_all_weights(analyst: Analyst) -> None:
    answer = analyst.ask("How much RAM do I need to offload FLUX.1-dev bf16 on a 12 GB card?")
    assert "31.4 GiB of main memory" in answer.text.splitlines()[0]
