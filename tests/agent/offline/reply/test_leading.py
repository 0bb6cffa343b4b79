"""The statement that answers leads."""

import pytest

from agent import Analyst


@pytest.mark.parametrize(
    ("question", "first"),
    [
        ("When was Wan2.2 released?", "28 July 2025"),
        ("When did HunyuanVideo come out?", "3 Dec 2024"),
        ("Qwen-Image是什么时候发布的？", "2025 年 8 月 4 日"),
    ],
)
def test_when_a_thing_came_out_is_led_by_its_first_release(
    analyst: Analyst, question: str, first: str
) -> None:
    assert first in analyst.ask(question).text.splitlines()[0]


def test_of_a_release_nobody_dates_the_nearest_is_only_offered(analyst: Analyst) -> None:
    answer = analyst.ask("When did ChatGPT Team launch?")
    assert answer.abstained or "29 August 2025" not in answer.text.splitlines()[0]


def test_what_a_thing_is_comes_before_what_else_is_known(analyst: Analyst) -> None:
    assert "28 July 2025" in analyst.ask("What is Wan2.2?").text.splitlines()[0]


def test_what_somebody_is_said_to_have_said_is_checked(analyst: Analyst) -> None:
    text = analyst.ask("My boss says ChatGPT Plus is $35 a month.").text
    assert text.startswith("**No, not $35 a month:** 20 dollars a month")
    assert analyst.ask("A colleague told me Claude Pro costs 40 dollars a month").text.startswith(
        "**No"
    )


def test_a_comparison_tells_which_came_first_and_what_the_library_lacks(analyst: Analyst) -> None:
    text = analyst.ask("Compare Wan2.2 and HunyuanVideo by licence and release").text
    assert "**HunyuanVideo (2024-12-03)** came first, before Wan2.2 (2025-07-28)." in text
    lacking = analyst.ask("ChatGPT Plus and Claude Max by price and launch date").text
    assert "| release | not in the library | not in the library |" in lacking


@pytest.mark.parametrize(
    ("question", "first"),
    [
        ("How many weekly users has ChatGPT?", "910 million weekly users"),
        ("What is the latest Qwen model?", "Qwen3.5"),
        ("What did Microsoft say about Anthropic models in Copilot?", "2 Dec 2025"),
        ("Is Copilot included in Microsoft 365 Personal?", "99.99 dollars a year"),
    ],
)
def test_where_no_time_is_asked_that_of_now_leads(
    analyst: Analyst, question: str, first: str
) -> None:
    assert first in analyst.ask(question).text.splitlines()[0]


@pytest.mark.parametrize(
    ("question", "share"),
    [
        ("Alibaba Cloud's share of Chinese AI cloud revenue in H1 2025, going by Omdia?", "35.8%"),
        ("Omdia: Tencent Cloud's slice of the Chinese AI cloud in H1 2025?", "7%"),
        ("2025 上半年阿里云在中国 AI 云收入中的份额是多少？", "35.8%"),
    ],
)
def test_a_share_told_on_anothers_sheet_leads(analyst: Analyst, question: str, share: str) -> None:
    lead = analyst.ask(question).text.split("[1]")[0]
    assert share in lead


def test_a_share_told_on_its_own_sheet_stays_first(analyst: Analyst) -> None:
    asked = (
        "What share of external LLM tokens on Chinese public clouds had Volcano Engine in H1 2025?"
    )
    assert "49.2%" in analyst.ask(asked).text.split("[1]")[0]
