"""Events, years and values that a question takes for granted and nothing in the library says."""

import pytest

from agent import Analyst


@pytest.mark.parametrize(
    ("question", "said"),
    [
        ("Why did Anthropic buy OpenAI?", "“Anthropic buy OpenAI”"),
        ("When was DeepSeek acquired by ByteDance?", "“DeepSeek acquired by ByteDance”"),
        ("For how much did Oracle take over ComfyUI?", "“Oracle take over ComfyUI”"),
        ("腾讯为什么收购阿里巴巴？", "“腾讯为什么收购阿里巴巴”"),
    ],
)
def test_an_event_that_nothing_speaks_of_is_not_explained(
    analyst: Analyst, question: str, said: str
) -> None:
    answer = analyst.ask(question)
    assert answer.abstained and not answer.citations
    assert said in answer.text


@pytest.mark.parametrize(
    "question",
    ["What was OpenAI's revenue in 2035?", "How many users will Doubao have in 2033?", "2034年阿里云的收入是多少？", "What will ChatGPT Plus cost in 2034?"],
)  # fmt: skip
def test_a_year_that_has_not_come_has_no_figures(analyst: Analyst, question: str) -> None:
    answer = analyst.ask(question)
    assert answer.abstained and not answer.citations
    assert "has not come yet" in answer.text or "尚未到来" in answer.text


def test_what_is_forecast_for_a_year_to_come_is_told_as_a_forecast(analyst: Analyst) -> None:
    answer = analyst.ask("How many paying users will ChatGPT have in 2030?")
    assert "2030 has not come yet: these are forecasts" in answer.text
    assert "220 million payers" in answer.text


@pytest.mark.parametrize("question", ["OCI's revenue in fiscal 2028?", "OCI 2029财年的收入？"])
def test_a_forecast_path_speaks_of_each_of_its_years(analyst: Analyst, question: str) -> None:
    answer = analyst.ask(question)
    assert not answer.abstained
    assert answer.citations[0].date == "2025-09-09"


def test_a_value_that_nothing_tells_is_not_answered_by_what_is_near(analyst: Analyst) -> None:
    assert analyst.ask("How many parameters has GPT-5?").abstained
    assert "400,000 tokens" in analyst.ask("How long is the context of GPT-5?").text


@pytest.mark.parametrize(
    ("question", "told"),
    [
        ("How much does OpenAI pay Oracle?", "300 billion dollars"),
        ("How much has Microsoft invested in OpenAI?", "11.6 of 13 billion"),
        ("OpenAI给甲骨文付多少钱？", "3000 亿美元"),
    ],
)
def test_money_from_one_to_another_is_told_by_what_is_said_of_both(
    analyst: Analyst, question: str, told: str
) -> None:
    assert told in analyst.ask(question).text


def test_a_plan_is_not_told_by_its_owners_other_prices(analyst: Analyst) -> None:
    first = analyst.ask("What did Anthropic's Claude Max cost in 2025?").text.splitlines()[0]
    assert "Max at 100" in first


@pytest.mark.parametrize(
    "question",
    ["How many GPUs does ByteDance own?", "How many data centres does Anthropic operate?"],
)
def test_what_is_counted_must_be_spoken_of(analyst: Analyst, question: str) -> None:
    assert analyst.ask(question).abstained
