"""Figures of the library set against each other."""

import pytest

from agent import Analyst
from knowledge import Library


def test_a_share_of_two_published_amounts_cites_both(analyst: Analyst) -> None:
    answer = analyst.ask(
        "Oracle's backlog vs OpenAI's contract with Oracle: how big is each, and the share?"
    )

    assert answer.text.startswith("**65.93 %**: $300 billion of $455 billion.")
    assert {c.title.split(" — ")[0] for c in answer.citations} == {"Oracle", "OpenAI"}


def test_the_difference_of_two_quarters_told(
    analyst: Analyst, request: pytest.FixtureRequest
) -> None:
    turns = (
        "Alibaba Cloud revenue in the June quarter of 2025, with growth?",
        "and the quarter after that",
        "so how many yuan more from one quarter to the next?",
    )
    texts = [analyst.ask(turn, thread=request.node.name).text for turn in turns]

    assert "CNY 6.4 billion more" in texts[-1]


def test_where_one_figure_is_lacking_what_is_held_is_told(analyst: Analyst) -> None:
    answer = analyst.ask("What share of Microsoft's headcount is OpenAI's headcount?")

    assert "%**" not in answer.text
    assert "calculate_revenue" not in {call.name for call in answer.tool_calls}


def test_of_two_amounts_in_a_statement_the_one_by_the_asked_noun_is_taken(
    analyst: Analyst, request: pytest.FixtureRequest
) -> None:
    turns = (
        "At what value did Anthropic raise its Series F?",
        "and the Series G?",
        "how many times the first is that?",
    )
    texts = [analyst.ask(turn, thread=request.node.name).text for turn in turns]

    assert "$380 billion against $183 billion, 2.08 times" in texts[-1]


def test_the_same_in_chinese(analyst: Analyst, request: pytest.FixtureRequest) -> None:
    turns = ("Anthropic的F轮估值是多少？", "G轮呢？", "是前者的几倍？")
    texts = [analyst.ask(turn, thread=request.node.name).text for turn in turns]

    assert "3,800亿美元，此前1,830亿美元，为其2.08倍" in texts[-1]


@pytest.mark.parametrize(
    ("question", "share"),
    [
        ("Microsoft's commercial backlog in March 2026 vs the part that's OpenAI: both sums and "
         "the share?", "**39.87 %**: $250 billion of $627 billion"),
        ("ByteDance's planned 2026 capex (Dec 2025 report) against the slice for AI processors: "
         "how much is each, and what share?", "**53.13 %**: CNY 85 billion of CNY 160 billion"),
    ],
)  # fmt: skip
def test_one_statement_may_tell_the_whole_and_the_part(
    bundled: Library, question: str, share: str
) -> None:
    with Analyst(library=bundled, threads=":memory:") as analyst:
        answer = analyst.ask(question)
    assert answer.text.startswith(share)
    assert len(answer.citations) == 1
