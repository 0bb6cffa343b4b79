import re

import pytest

from agent import Analyst


@pytest.mark.parametrize(
    "question",
    [
        "What did Alibaba release in the third quarter of 2025?",
        "阿里2025年第三季度发布了哪些模型？",
    ],
)
def test_releases_of_a_quarter_stand_in_their_order(analyst: Analyst, question: str) -> None:
    answer = analyst.ask(question)
    lines = [line for line in answer.text.splitlines() if line.startswith("- ")]
    systems = [re.split(r"[:：]", line[2:])[0] for line in lines]
    assert {"Wan2.2", "Wan2.5", "Qwen-Image", "Qwen3-Next", "Qwen3-VL"} <= set(systems)
    assert systems.index("Qwen-Image") < systems.index("Qwen3-Next") < systems.index("Qwen3-VL")
    assert all("2025-07" <= c.date[:7] <= "2025-10" for c in answer.citations if c.date)
    assert "yuan" not in answer.text and "Qwen3.5" not in answer.text


def test_what_was_told_later_counts_for_the_day_it_names(analyst: Analyst) -> None:
    answer = analyst.ask("What new video models appeared in August 2025?")
    assert "26 Aug 2025" in answer.text


def test_an_empty_time_is_said_with_what_lies_nearest(analyst: Analyst) -> None:
    answer = analyst.ask("What did Tencent release in February 2019?")
    assert answer.abstained and "2019-02" in answer.text


def test_a_vendor_that_is_not_held_gets_nothing_of_others(analyst: Analyst) -> None:
    answer = analyst.ask("Any news from Zorblatt in May 2026?")
    assert answer.abstained and not answer.citations
