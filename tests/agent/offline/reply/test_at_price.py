import pytest

from agent import Analyst
from knowledge import Library


@pytest.mark.parametrize(
    ("question", "beginning"),
    [
        ("Is ChatGPT Plus still 20 dollars a month?", "**Yes, at that price.**\n\n- **Then:**"),
        ("ChatGPT Plus 现在还是每月20美元吗？", "**是，就是这个价格。**"),
        (
            "As of September 2025, could one get ChatGPT Pro for 100 dollars a month?",
            "**No, not at that price.** ChatGPT Pro: 200 dollars",
        ),
    ],
)
def test_whether_it_is_to_be_had_at_a_price_comes_first(
    bundled: Library, question: str, beginning: str
) -> None:
    with Analyst(library=bundled, threads=":memory:") as analyst:
        assert analyst.ask(question).text.startswith(beginning)


@pytest.mark.parametrize(
    ("question", "told"),
    [
        ("How large does Omdia expect the Chinese AI cloud market to be in 2030?", "193 billion"),
        ("Do we still pay extra for Gemini in Google Workspace?", "put it into the plans"),
        ("Was the Doubao app free on the day of the article?", "stayed free until June 2026"),
        ("Coze Studio vs Yuanqi: which of them is open source?", "only Coze Studio is open"),
        ("tl;dr of how the article says Alibaba and Tencent get paid?", "The article's thesis"),
        (
            "Check '200 million subs at $20 a month make $50 billion a year'",
            "**$48 billion** a year",
        ),
        ("Fact check: '100 million subscribers at $500 translate to $50 billion.'", "**Supported"),
    ],
)
def test_what_is_asked_leads(bundled: Library, question: str, told: str) -> None:
    with Analyst(library=bundled, threads=":memory:") as analyst:
        answer = analyst.ask(question)
    assert told in answer.text.partition("\n\n- ")[0]
    assert not [f for f in answer.figures if f.origin == "unsupported"]
