import pytest

from agent import Analyst
from agent.offline.reply.series import in_full


@pytest.mark.parametrize(
    "text",
    [
        "Revenue 5.7 billion dollars, cash burn 3.7 billion, 12 firms",  # each says its own
        "Sold 2 million, 15% more than before",
        "Rent rose from 1.70 dollars in October to 2.35 in March",  # no scale to lend
        "Cost 3 billion dollars, in 2024",
    ],
)
def test_what_is_no_series_stays_as_it_is(text: str) -> None:
    assert in_full(text) == text


@pytest.mark.parametrize(
    ("question", "said"),
    [
        ("Tencent's capex by quarter, Q4 2024 to Q3 2025", "19.1 billion yuan (Q2)"),
        ("Anthropic's run rate in January and March 2026?", "19 billion in March"),
        ("Monthly users of Doubao, Qianwen and Yuanbao in April 2026?", "Qianwen 166 million"),
    ],
)
def test_each_amount_of_a_series_is_told_whole_and_traced(
    analyst: Analyst, question: str, said: str
) -> None:
    answer = analyst.ask(question)
    assert said in answer.text
    assert all(figure.origin != "unsupported" for figure in answer.figures)
