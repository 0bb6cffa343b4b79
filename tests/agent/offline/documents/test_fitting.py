"""What an answer must hold: a statement about one firm answers no question about another."""

import pytest

from agent import Analyst
from agent.offline.documents.asked import asked_in
from agent.offline.documents.fitting import is_of_kind
from agent.offline.documents.parsed import units_of


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


@pytest.mark.parametrize(
    ("question", "fits"),
    [
        ("What is the email of the museum?", "Museum: desk@quay.example"),
        ("What is the mail address of the museum?", "Museum: desk@quay.example"),
        ("What is the phone number of the museum?", "Reception: +47 5555 2222"),
    ],
)
def test_a_telephone_is_no_mail_address_and_a_day_or_an_amount_is_no_telephone(
    question: str, fits: str
) -> None:
    said = "Museum: desk@quay.example\n\nReception: +47 5555 2222\n\nOpened: 2025-06-30\n\nCost: 12 400"
    told = [unit.text for unit in units_of(said) if is_of_kind(asked_in(question), unit)]
    assert told == [fits]
