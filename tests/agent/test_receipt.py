"""A receipt's figures made again, and what is said when something differs."""

import copy
from typing import Any

import pytest

from agent import Analyst
from agent.middleware.tool_requests import UNREADABLE
from agent.receipt import NoReceipt, make_receipt, replay
from knowledge import Library

QUESTIONS = (
    "With 100 million subscribers at $500 a year, what is the revenue?",
    "Can my 3060 run HunyuanVideo at 720p?",
    "Is it true that Tencent's IMA is open source?",
)


@pytest.fixture(scope="module")
def receipt(analyst: Analyst, bundled: Library) -> dict[str, Any]:
    return make_receipt(QUESTIONS[0], analyst.ask(QUESTIONS[0]), bundled)


@pytest.mark.parametrize("question", QUESTIONS)
def test_the_same_library_gives_the_same_figures(
    question: str, analyst: Analyst, bundled: Library
) -> None:
    made = make_receipt(question, analyst.ask(question), bundled)
    assert made["tool_calls"] and made["library"] and made["question"] == question
    found = replay(made, bundled)
    assert found["same"], found
    assert len(found["figures"]) == len(made["figures"])


def test_a_later_turn_is_replayed_like_a_first_one(analyst: Analyst, bundled: Library) -> None:
    analyst.ask("Under which licence is Qwen-Image released?", thread="receipt")
    answer = analyst.ask("And WeKnora?", thread="receipt")
    assert replay(make_receipt("And WeKnora?", answer, bundled), bundled)["same"]


def test_a_changed_result_is_named_and_so_is_the_change_by_hand(
    receipt: dict[str, Any], bundled: Library
) -> None:
    changed = copy.deepcopy(receipt)
    sums = next(call for call in changed["tool_calls"] if call["name"] == "calculate_revenue")
    sums["result"]["total"] = "52000000000"
    found = replay(changed, bundled)
    assert not found["same"] and found["hash"] == "changed since it was made"
    named = [text for call in found["tool_calls"] for text in call["differences"]]
    assert named == ['total: was "52000000000", is "50000000000"']


def test_a_figure_that_the_tools_do_not_give_is_not_the_same(
    receipt: dict[str, Any], bundled: Library
) -> None:
    changed = copy.deepcopy(receipt)
    figure = next(one for one in changed["figures"] if one["origin"].startswith("tool:"))
    figure["value"] = "52000000000"
    found = replay(changed, bundled)
    assert [row["same"] for row in found["figures"]].count(False) == 1


def test_words_that_are_gone_are_named(analyst: Analyst, bundled: Library) -> None:
    question = "Under which licence is Qwen-Image released?"
    made = make_receipt(question, analyst.ask(question), bundled)
    made["evidence"][0]["quote"] = "Something else."
    assert [row["same"] for row in replay(made, bundled)["evidence"]].count(False) == 1


def test_what_is_no_receipt_is_refused(receipt: dict[str, Any], bundled: Library) -> None:
    with pytest.raises(NoReceipt, match="format"):
        replay({"hello": 1}, bundled)
    with pytest.raises(NoReceipt, match="question"):
        replay({k: v for k, v in receipt.items() if k != "question"}, bundled)


def test_a_call_whose_arguments_could_not_be_read_is_not_run_again(
    receipt: dict[str, Any], bundled: Library
) -> None:
    made = copy.deepcopy(receipt)
    refused = {"error": {"type": "ValueError", "message": "The arguments are no JSON."}}
    made["tool_calls"].insert(
        0,
        {
            "name": "calculate_revenue",
            "arguments": {UNREADABLE: "{"},
            "result": refused,
        },
    )
    assert all(call["differences"] == [] for call in replay(made, bundled)["tool_calls"])
