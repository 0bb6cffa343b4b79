"""Where the one who asks is at a place that a statement excepts, that is said first."""

import pytest

from agent import Analyst


@pytest.mark.parametrize(
    ("turns", "start"),
    [
        (
            ("Can we use Claude in Excel?", "We are in France."),
            "**Not on by default in France** (EU)",
        ),
        (("HunyuanImage-2.1 licence?", "And the London office?"), "**Void in London** (UK)"),
        (
            ("May we use HunyuanVideo commercially?", "we're in Seoul"),
            "**Does not apply in Seoul**",
        ),
        (("我们公司在首尔，混元图像2.1可以拿来用吗？",), "**在首尔（韩国）不适用。**"),
    ],
)
def test_an_exception_at_the_place_leads(
    analyst: Analyst, turns: tuple[str, ...], start: str
) -> None:
    answers = [analyst.ask(turn, thread=f"place-{turns[0]}") for turn in turns]
    assert answers[-1].text.startswith(start)
    assert answers[-1].citations


@pytest.mark.parametrize(
    "question",
    ["Wan2.2 licence in Germany?", "HunyuanImage-2.1 licence in Japan?", "HunyuanVideo in the EU?"],
)
def test_where_nothing_is_excepted_or_it_is_said_anyway_nothing_leads(
    analyst: Analyst, question: str
) -> None:
    assert not analyst.ask(question).text.startswith("**")
