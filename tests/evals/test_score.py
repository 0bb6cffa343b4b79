"""What our scorer counts as right."""

import pytest

pytest.importorskip("agent.quantities")

from agent.answer import Answer, Citation, ToolCall
from evals.cases import QUESTIONS, BadCase, Case, read_cases
from evals.score import score


def case(**checks):
    return Case("Q", "revenue", 0, "question", checks)


@pytest.mark.parametrize(
    ("text", "figure", "value"),
    [
        ("It is $50 billion a year.", {"value": 50e9, "unit": "USD"}, 1),
        ("It is $50,000,000,000.", {"value": 50e9, "unit": "USD"}, 1),
        ("It is $51 billion.", {"value": 50e9, "unit": "USD"}, 0),
        ("It is 50 billion yuan.", {"value": 50e9, "unit": "USD"}, 0),
        ("一共500亿元。", {"value": 50e9, "unit": "CNY"}, 1),
        ("It needs 41.9 GiB.", {"value": 45, "unit": "GB"}, 1),
        ("It needs 31 GiB.", {"min": 27, "max": 40, "unit": "GiB"}, 1),
        ("It needs 45 GiB.", {"min": 27, "max": 40, "unit": "GiB"}, 0),
    ],
)
def test_an_amount_counts_in_any_notation(text, figure, value):
    assert score(case(figures=[figure]), Answer(text))["figures"].value == value


def test_a_missing_fact_is_named():
    result = score(case(facts=[["Alibaba", "阿里"], ["Tencent"]]), Answer("It is 阿里."))

    assert result["facts"].value == 0.5
    assert "Tencent" in result["facts"].reason


def test_behaviour_is_read_from_the_answer():
    abstained = Answer("The library has nothing on it.", abstained=True)

    assert score(case(behaviour="abstain"), abstained)["behaviour"].value == 1
    assert score(case(behaviour=["answer", "ask"]), abstained)["behaviour"].value == 0
    assert score(case(behaviour="abstain"), Answer("", abstained=True))["behaviour"].value == 0


def test_citations_and_tools_count_by_name():
    citation = Citation(1, "d", "Wan2.2", "https://x", "Alibaba", "2025", "q", 0, 1, 1.0)
    answer = Answer("a", [citation], [ToolCall("search_knowledge", {}, None, 0.1)])

    result = score(case(cite=[["alibaba"], ["Tencent"]], tools=["search_knowledge"]), answer)

    assert result["citations"].value == 0.5
    assert result["tools"].value == 1


def test_the_wordings_of_another_scorer_are_left_out():
    assert "facts" not in score(case(facts=[["@fits"]]), Answer("It fits."))


def test_our_own_cases_are_complete():
    conversations = read_cases()
    ids = [turns[0].id for turns in conversations]

    assert len(ids) == len(set(ids)) >= 30
    assert all(turn.checks for turns in conversations for turn in turns)
    assert QUESTIONS.is_file()


def test_a_broken_case_file_names_the_line(tmp_path):
    file = tmp_path / "q.jsonl"
    file.write_text('{"id": "a", "type": "x", "question": "?", "checks": {}}\n{"id": "b"}\n')

    with pytest.raises(BadCase, match="line 2"):
        read_cases(file)
