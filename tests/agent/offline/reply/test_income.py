"""How somebody earns is told by what money comes in, not by what is spent."""

import pytest

from agent import Analyst


@pytest.mark.parametrize(
    ("question", "ways"),
    [
        (
            "How do OpenAI, Google and ByteDance each make money with AI?",
            ["subscriptions and API", "API"],
        ),
        ("Tencent vs Alibaba vs Microsoft: how does each earn with AI?", ["ads, games and cloud"]),
        ("谷歌、OpenAI、字节跳动各靠什么赚 AI 的钱？", ["订阅和 API"]),
    ],
)
def test_sides_are_told_by_their_income(analyst: Analyst, question: str, ways: list[str]) -> None:
    text = analyst.ask(question).text
    assert all(way in text for way in ways)
    assert "capital spending" not in text and "资本支出" not in text
