"""Questions on several things or times: each is told or named as not told."""

import pytest

from agent import Analyst
from agent.offline.documents.each_asked import things_of


@pytest.mark.parametrize(
    ("question", "told"),
    [
        ("Compare the prices of Zibble, Quorka and Vantor", ("25 dollars", "44 dollars", "9 dollars")),
        ("How do the prices of Zibble, Quorka and Vantor compare?", ("25 dollars", "44 dollars", "9 dollars")),
        ("What do Zibble, Quorka and Vantor charge a month?", ("25 dollars", "44 dollars", "9 dollars")),
        ("How much do Zibble Pro and Quorka Max cost?", ("25 dollars", "44 dollars")),
        ("Which is cheaper, Quorka Max or Vantor Basic?", ("44 dollars", "9 dollars")),
        ("Quorka Max 和 Zibble Pro 哪个便宜？", ("44 dollars", "25 dollars")),
        ("What is the price of the plan of Quorka and of that of Vantor?", ("44 dollars", "9 dollars")),
        ("Quorka和Zibble的套餐哪个更贵？", ("44 dollars", "25 dollars")),
        ("Zibble 的套餐和 Vantor 的套餐哪个便宜？", ("25 dollars", "9 dollars")),
        ("Did both Zibble and Quorka see sales rise?", ("Zibble sales", "Quorka sales rose")),
        ("How much did Zibble Pro cost in 2024 and in 2025?", ("20 dollars", "25 dollars")),
        ("What did Zibble Pro cost in 2024 and what does it cost now?", ("20 dollars", "25 dollars")),
    ],
)  # fmt: skip
def test_each_thing_or_time_gets_its_own_statement(
    firms_analyst: Analyst, question: str, told: tuple[str, ...]
) -> None:
    answer = firms_analyst.ask(question)
    assert all(said in answer.text for said in told)
    assert len(answer.citations) == len(told)


@pytest.mark.parametrize(
    ("question", "told", "unsaid"),
    [
        ("Compare the prices of Zibble, Quorka and Nexavo", "44 dollars", "Nexavo"),
        ("Does Vantor or Quorka have a warehouse?", "Berlin", "Quorka"),
        ("What did Zibble Pro cost in 2023 and what does it cost now?", "25 dollars", "2023"),
    ],
)
def test_what_nothing_is_told_of_is_named(
    firms_analyst: Analyst, question: str, told: str, unsaid: str
) -> None:
    text = firms_analyst.ask(question).text
    assert told in text and text.endswith(f"nothing that answers this for {unsaid}.")


def test_of_two_things_compared_the_latest_is_told(firms_analyst: Analyst) -> None:
    text = firms_analyst.ask("Compare Zibble and Quorka prices").text
    assert "25 dollars" in text and "44 dollars" in text and "20 dollars" not in text


def test_then_and_now_are_of_one_thing(firms_analyst: Analyst) -> None:
    text = firms_analyst.ask("What did Quorka Max cost in 2024 and what does it cost now?").text
    assert "44 dollars" in text and "Zibble" not in text


def test_a_year_may_be_that_of_the_document(firms_analyst: Analyst) -> None:
    text = firms_analyst.ask("How much did Zibble Pro cost in 2024?").text
    assert "20 dollars" in text and "25 dollars" not in text


@pytest.mark.parametrize(
    ("question", "parts"),
    [
        ("How long is the log kept at Elm and at Oak?", ["How long is the log kept at Elm?", "How long is the log kept at Oak?"]),
        ("How high is the fee of Elm and that of the Oak?", ["How high is the fee of Elm?", "How high is the fee of Oak?"]),
        ("Which plan is cheaper, that of Elm or of Oak?", ["How much does plan of Elm cost?", "How much does plan of Oak cost?"]),
        ("Which is cheaper, Elm or Oak for the Team plan?", ["How much does Elm cost for the Team plan?", "How much does Oak cost for the Team plan?"]),
        ("Elm和Oak的套餐哪个更便宜？", ["Elm的套餐多少钱？", "Oak的套餐多少钱？"]),
        ("Elm 的套餐和 Oak 的套餐哪个贵一点？", ["Elm 的套餐多少钱？", "Oak 的套餐多少钱？"]),
    ],
)  # fmt: skip
def test_a_question_of_two_is_put_of_each_with_all_that_it_asks(
    question: str, parts: list[str]
) -> None:
    assert [part.text for part in things_of(question)] == parts
