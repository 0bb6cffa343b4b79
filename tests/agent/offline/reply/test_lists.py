import re

import pytest

from agent import Analyst


def test_a_list_has_a_line_a_system_and_the_open_ones_first(analyst: Analyst) -> None:
    answer = analyst.ask("Which open video models does Alibaba have?")
    lines = [line for line in answer.text.splitlines() if line.startswith("- ")]
    assert lines[0].startswith("- **Wan2.2**")
    assert "Apache 2.0" in lines[0]
    closed = [i for i, line in enumerate(lines) if line.startswith("- Not open")]
    assert closed == list(range(len(lines) - len(closed), len(lines)))
    assert any("Wan2.5" in lines[i] for i in closed)


def test_a_chinese_list_is_chinese_and_cites_the_same_passages(analyst: Analyst) -> None:
    answer = analyst.ask("阿里巴巴有哪些开源的视频模型？")
    assert answer.language == "zh"
    assert answer.text.startswith("- **Wan2.2**：")
    assert "Apache 2.0" in " ".join(c.quote for c in answer.citations)
    assert not re.search(r"(?:\b[a-z]{3,} ){4}", answer.text), "an English sentence is left"
    assert all(figure.origin != "unsupported" for figure in answer.figures)


@pytest.mark.parametrize("question", ["List Tencent's open 3D models", "腾讯开源了哪些 3D 模型？"])
def test_a_list_names_several_systems(analyst: Analyst, question: str) -> None:
    names = re.findall(r"\*\*([^*]+)\*\*", analyst.ask(question).text)
    assert len(set(names)) >= 2
    assert any("3D" in name or "World" in name for name in names)


@pytest.mark.parametrize(
    ("question", "in_it", "not_in_it"),
    [
        ("Which video models are under Apache 2.0?", ["Wan2.2"], ["Qwen3.5", "Coze"]),
        ("Which image models are under Apache 2.0?", ["Qwen-Image"], ["UI-TARS", "Hy3"]),
        ("Which models have a context above 200K tokens?", ["Seed-OSS"], ["DeepSeek-V3", "Phi-4"]),
        ("Which Hunyuan models have under 10B parameters?", ["Hunyuan dense"], ["HunyuanImage-3.0"]),
        ("哪些视频模型没有开源？", ["Wan2.5"], ["HunyuanVideo", "Wan2.2"]),
        ("List models with more than 100 billion parameters that are open weights",
         ["DeepSeek-V3", "Qwen3"], ["Qwen-Image", "Phi-4"]),
    ],
)  # fmt: skip
def test_a_list_keeps_to_its_conditions(
    analyst: Analyst, question: str, in_it: list[str], not_in_it: list[str]
) -> None:
    text = analyst.ask(question).text
    listed = set(re.findall(r"\*\*([^*]+)\*\*", text)) or {text.strip("- ").split(":")[0]}
    assert set(in_it) <= listed
    assert not set(not_in_it) & listed


def test_where_nothing_meets_the_condition_it_says_so(analyst: Analyst) -> None:
    assert "nothing meets this condition" in analyst.ask("Which video models are under GPL?").text


@pytest.mark.parametrize(
    "question", ["What are Tencent's open-source models?", "腾讯有哪些开源模型？"]
)
def test_a_vendors_list_holds_every_kind_of_its_models(analyst: Analyst, question: str) -> None:
    text = analyst.ask(question).text
    for name in ("HunyuanVideo", "HunyuanImage-3.0", "Hunyuan World 1.0", "Hunyuan-A13B"):
        assert f"**{name}**" in text


def test_what_a_product_uses_is_told_where_only_a_check_of_the_article_says_so(
    analyst: Analyst,
) -> None:
    text = analyst.ask("Which AI models does Office use as of September 2025?").text
    assert "uses OpenAI models" in text.splitlines()[0]
