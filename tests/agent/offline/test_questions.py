"""A message is cut where one question ends and the next begins."""

import pytest

from agent.offline.questions import split, tidy


@pytest.mark.parametrize(
    ("message", "parts"),
    [
        (
            "How much is Microsoft 365 Copilot in euros at 0.9?",
            ["How much is Microsoft 365 Copilot", "in euros at 0.9?"],
        ),
        (
            "ChatGPT Plus 一个月多少钱，折成人民币（汇率7.1）",
            ["ChatGPT Plus 一个月多少钱", "折成人民币（汇率7.1）"],
        ),
        ("Claude Pro 的价格，汇率7.2换算成人民币", ["Claude Pro 的价格", "汇率7.2换算成人民币"]),
    ],
)
def test_a_price_and_its_conversion_are_two_questions(message: str, parts: list[str]) -> None:
    assert [part.text for part in split(message)] == parts


@pytest.mark.parametrize(
    "message",
    [
        "50 million subscribers at 20 dollars a month, in yuan at 7.1?",
        "5000万用户每月20美元多少钱，按7.1汇率折成人民币",
    ],
)
def test_a_sum_with_amounts_of_its_own_stays_whole(message: str) -> None:
    assert len(split(message)) == 1


@pytest.mark.parametrize(
    ("said", "plain"),
    [
        ("I was wondering if Claude could run in Word?", "could Claude run in Word?"),
        ("Considering the situation as of May 2026, was it possible for Kimi to see images?",
         "as of May 2026, could Kimi see images?"),
        ("30M subs in year 1 at $180 a year, up 15% a year: year 3?",
         "30M subs at $180 a year, up 15% a year: year 3?"),
        ("revenue in year 1 at $5?", "revenue in year 1 at $5?"),
        ("豆包1.5 pro 多少钱", "doubao-1.5 pro 多少钱"),
    ],
)  # fmt: skip
def test_ways_round_a_plain_question_are_put_plainly(said: str, plain: str) -> None:
    assert " ".join(tidy(said).split()) == plain
