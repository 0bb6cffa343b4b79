"""What an answer must hold: a statement about one firm answers no question about another."""

import pytest

from agent import Analyst


@pytest.mark.parametrize(
    "question",
    [
        "Vantor 的基础套餐每月多少钱？",
        "Zibble 的员工有多少人？",
        "Zibble 每月收费多少？",
        "Vantor 的退款期限是几天？",
        "How many days is the refund period of Vantor?",
    ],
)
def test_a_statement_about_another_firm_is_no_answer(firms_analyst: Analyst, question: str) -> None:
    assert firms_analyst.ask(question).abstained


def test_a_chinese_question_is_answered_in_its_own_document_and_by_an_english_price(
    firms_analyst: Analyst,
) -> None:
    assert "1200人" in firms_analyst.ask("星云科技有多少员工？").text
    assert "25 dollars" in firms_analyst.ask("Zibble Pro 每月多少钱？").text
    assert "90 people" in firms_analyst.ask("Quorka 有多少员工？").text


def test_a_share_is_no_price(firms_analyst: Analyst) -> None:
    text = firms_analyst.ask("What is the price of Quorka?").text
    assert "44 dollars" in text and "30 percent" not in text
