"""Statements beside a check are on the model asked, no other's."""

import pytest

from agent import Analyst
from agent.offline.reply.published import is_about
from knowledge import Library


@pytest.mark.parametrize(
    ("statement", "model", "is_on_it"),
    [
        ("Qwen3-8B in FP8: 11,340 MB", "Qwen3-8B", True),
        ("Qwen3: six dense models", "Qwen3-8B", True),
        ("Tongyi Qianwen (Qwen 1): 48.9 GB for Qwen-72B", "Qwen-72B", True),
        ("Wan2.2: TI2V-5B needs 24 GB", "Wan2.2-TI2V-5B", True),
        ("Qwen3-14B in BF16: 28,402 MB", "Qwen3-8B", False),
        ("Qwen3Guard-Gen-8B: 17.7 GB", "Qwen3-8B", False),
        ("HunyuanVideo-1.5: 14 GB", "HunyuanVideo", False),
        ("HunyuanVideo: 60 GB", "HunyuanVideo-2.0", False),
        ("Hunyuan-Large: 16 H20 cards", "Hunyuan-Large", True),
    ],
)
def test_a_statement_is_on_the_model_its_label_names(
    statement: str, model: str, is_on_it: bool
) -> None:
    assert is_about(statement, model) is is_on_it


@pytest.mark.parametrize(
    ("question", "others"),
    [
        ("Does Qwen3-8B fit on a 3060?", ("Qwen3Guard", "Qwen3-14B", "Qwen3-4B")),
        ("Does HunyuanVideo fit on a 4090?", ("HunyuanVideo 1.5", "HunyuanVideo-1.5")),
    ],
)
def test_no_other_model_is_shown_as_evidence(
    analyst: Analyst, question: str, others: tuple[str, ...]
) -> None:
    text = analyst.ask(question).text
    assert "Published statements:" in text
    assert not [name for name in others if name in text]


def test_what_a_maker_says_it_takes_is_answered_from_the_library(analyst: Analyst) -> None:
    answer = analyst.ask("Hunyuan-Large in BF16: how many H20 cards does Tencent say?")
    assert "16 H20 cards" in answer.text.splitlines()[0]
    assert not answer.asked


@pytest.mark.parametrize(
    ("question", "told"),
    [
        ("How many parameters has HunyuanImage 3.0, and how many 80 GB cards does it need?", "80B total"),
        ("HunyuanVideo有多少参数，官方建议多大显存的卡？", "130 亿"),
        ("Can a 24 GB card run HunyuanVideo and when was it released?", "3 Dec 2024"),
    ],
)  # fmt: skip
def test_what_is_asked_beside_the_memory_is_told_first(
    analyst: Analyst, question: str, told: str
) -> None:
    answer = analyst.ask(question)
    assert told in answer.text.splitlines()[0]
    assert "GiB" in answer.text


def test_what_the_maker_says_of_a_product_checked_by_its_stage_is_cited(analyst: Analyst) -> None:
    answer = analyst.ask("How much memory does Hunyuan3D-2 need for shape only?")
    assert "16 GB for shape and texture" in answer.text and answer.citations


@pytest.mark.parametrize(
    ("question", "told"),
    [
        ("Can a single H200 hold DeepSeek-R1?", "DeepSeek-R1: "),
        ("Full fine-tuning of Hunyuan-Large: how many H20?", "at least 32 H20 cards"),
    ],
)
def test_something_dated_on_the_model_stands_beside_its_memory(
    bundled: Library, question: str, told: str
) -> None:
    with Analyst(library=bundled, threads=":memory:") as analyst:
        answer = analyst.ask(question)
    assert told in answer.text.partition("Published statements:")[2]
    assert answer.citations


def test_what_is_said_of_the_family_stands_beside_a_member_of_which_nothing_is_found(
    analyst: Analyst,
) -> None:
    asked = "Qwen-Image-2512 in bf16 on my 5090, everything on the GPU, no offload?"
    answer = analyst.ask(asked)
    assert "Qwen-Image" in answer.citations[0].title
    assert "Qwen3" not in answer.text
