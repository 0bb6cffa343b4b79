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
    assert {"28 July 2025", "Apache 2.0"} <= set(
        re.findall(r"28 July 2025|Apache 2\.0", " ".join(c.quote for c in answer.citations))
    )
    assert not re.search(r"(?:\b[a-z]{3,} ){4}", answer.text), "an English sentence is left"
    assert all(figure.origin != "unsupported" for figure in answer.figures)


@pytest.mark.parametrize("question", ["List Tencent's open 3D models", "腾讯开源了哪些 3D 模型？"])
def test_a_list_names_several_systems(analyst: Analyst, question: str) -> None:
    names = re.findall(r"\*\*([^*]+)\*\*", analyst.ask(question).text)
    assert len(set(names)) >= 2
    assert any("3D" in name or "World" in name for name in names)
