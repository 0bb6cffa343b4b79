import pytest

from agent import Analyst


@pytest.mark.parametrize(
    "question",
    [
        "How many people pay for Doubao?",
        "Number of paying Jimeng members?",
        "doubao paid subscribers, how many",
        "豆包有多少付费用户？",
        "即梦有多少会员？",
    ],
)
def test_users_do_not_stand_for_payers(analyst: Analyst, question: str) -> None:
    answer = analyst.ask(question)
    assert answer.abstained and not answer.citations


def test_payers_are_told_where_they_are_held(analyst: Analyst) -> None:
    assert "20 million paid seats" in analyst.ask("How many pay for M365 Copilot?").text
    assert "345 million" in analyst.ask("How many users has Doubao?").text


@pytest.mark.parametrize(
    "question",
    [
        "Oracle's contract backlog after the August 2025 quarter and at May 2026?",
        "Oracle backlog in Sept 2025 vs May 2026",
    ],
)
def test_a_figure_with_a_name_of_its_own_is_told_of_each_time(
    analyst: Analyst, question: str
) -> None:
    text = analyst.ask(question).text
    assert "455 billion" in text and "638 billion" in text
    assert "net income" not in text
