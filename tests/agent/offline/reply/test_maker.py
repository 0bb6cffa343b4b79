import pytest

from agent import Analyst


@pytest.mark.parametrize(
    ("question", "maker"),
    [
        ("Who makes Seedance?", "**ByteDance** makes Seedance"),
        ("Which company is behind HunyuanVideo?", "**Tencent** makes HunyuanVideo"),
        ("Who developed Phi-4?", "**Microsoft** makes Phi-4"),
        ("Seedance是哪家公司的？", "**字节跳动**"),
        ("谁开发了WeKnora？", "**腾讯**"),
        ("who's behind WeKnora?", "**Tencent**"),
        ("Seedance: whose?", "**ByteDance** makes Seedance"),
        ("Phi-4 was made by whom?", "**Microsoft** makes Phi-4"),
        ("Wan2.2是谁的模型？", "**阿里巴巴**"),
        ("Dreamina是哪家的？", "**字节跳动**"),
        ("who's the maker of WeKnora and under which licence", "**Tencent**"),
    ],
)
def test_the_maker_is_named_with_a_passage_on_the_product(
    analyst: Analyst, question: str, maker: str
) -> None:
    answer = analyst.ask(question)
    assert maker in answer.text.splitlines()[0]
    assert answer.citations


def test_what_is_asked_beside_the_maker_is_answered_too(analyst: Analyst) -> None:
    text = analyst.ask("Who makes Seedance and where did version 2.0 rank?").text
    assert text.startswith("**ByteDance** makes Seedance")
    assert "ranked second" in text


def test_a_name_asked_beside_the_maker_is_told(analyst: Analyst) -> None:
    text = analyst.ask("Was Nano Banana made by Google and what is its formal name?").text
    assert "Gemini 2.5 Flash Image" in text


def test_what_a_product_makes_does_not_ask_for_its_maker(analyst: Analyst) -> None:
    assert "makes" not in analyst.ask("May I sell pictures made by Qwen-Image?").text
