"""Figures of an answer whose digits stand in the sources, and yet are other figures."""

import pytest

from agent.middleware.grounding import check_answer


def findings(answer: str, *passages: str) -> list[str]:
    """The words objected to."""
    evidence = [{"id": n, "text": text} for n, text in enumerate(passages, 1)]
    found = check_answer(answer, evidence=evidence, tool_results=[], question="?")
    return [answer[f.span_start : f.span_end] for f in found]


@pytest.mark.parametrize(
    ("right", "wrong", "words"),
    [
        ("Training took 2.7 million H900 hours [1].", "Training took 2.7 million H900 days [1].", "2.7 million H900 days"),
        ("Training took 2.7 million GPU hours [1].", "Training took 2.7 million H900-weeks [1].", "2.7 million H900-weeks"),
        ("训练用了 270 万 H900 小时 [1]。", "训练用了 270 万 H900 天 [1]。", "270 万 H900 天"),
    ],
)  # fmt: skip
def test_time_of_cards_is_told_in_its_unit(right: str, wrong: str, words: str) -> None:
    passage = "Training took 2.7 million H900 hours."
    assert findings(right, passage) == []
    assert words in findings(wrong, passage)


@pytest.mark.parametrize(
    ("right", "wrong"),
    [
        ("The lowest price in dollars a month: 8; Plus 20 [1].", "The lowest price in dollars a year: 8; Plus 20 [1]."),
        ("Prices in US dollars per month, by plan: Go 8, Plus 20 [1].", "Prices in US dollars per week, by plan: Go 8, Plus 20 [1]."),
        ("每月美元价格：Go 8，Plus 20 [1]。", "每年美元价格：Go 8，Plus 20 [1]。"),
    ],
)  # fmt: skip
def test_the_period_of_a_heading_holds_for_the_figures_below_it(right: str, wrong: str) -> None:
    passage = "Go 8 dollars a month; Plus 20 dollars a month."
    assert findings(right, passage) == []
    assert "20" in findings(wrong, passage)


@pytest.mark.parametrize(
    "wrong",
    ["Revenue grew by 3 million [1].", "营收增长 3 million [1]。", "Revenue grew by 30 [1]."],
)
def test_digits_of_the_cited_passage_on_another_scale_are_not_those_of_another_passage(
    wrong: str,
) -> None:
    cited = (
        "Revenue was 243.4 billion yuan, up 3%; sales of AI had three-digit growth to 12 million."
    )
    other = "Another: 3 million seats, 30 courses."
    assert findings("Revenue grew by 3% [1].", cited, other) == []
    assert findings(wrong, cited, other) != []


def test_a_figure_of_another_passage_may_stand_beside_a_citation() -> None:
    cited, other = "Revenue was 5 billion yuan, up 3%.", "It has 7 million seats."
    assert findings("Revenue was up 3% [1], with 7 million seats.", cited, other) == []
