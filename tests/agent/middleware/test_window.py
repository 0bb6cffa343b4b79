"""What is left of a long thread, and what never goes."""

from types import SimpleNamespace
from typing import Any

import pytest
from langchain_core.messages import AIMessage, AnyMessage, HumanMessage, SystemMessage, ToolMessage

from agent.middleware.window import count_tokens, fitted, request_tokens


class Request(SimpleNamespace):
    """The fields of a model's request that are read here."""

    def override(self, **changes: Any) -> "Request":
        return Request(**{**self.__dict__, **changes})


def request(messages: list[AnyMessage]) -> Request:
    return Request(messages=messages, tools=[], system_message=SystemMessage("Be brief."))


def turn(i: int, result: str = "short") -> list[AnyMessage]:
    call = {"name": "search_knowledge", "args": {"query": "x"}, "id": f"c{i}"}
    return [
        HumanMessage(f"question {i}"),
        AIMessage("", tool_calls=[call]),
        ToolMessage(result, tool_call_id=f"c{i}", name="search_knowledge"),
        AIMessage(f"answer {i}"),
    ]


def test_what_fits_is_left_alone() -> None:
    asked = request(turn(1))
    assert fitted(asked, 4096) is asked


def test_the_oldest_turns_go_and_no_call_loses_its_result() -> None:
    messages = [message for i in range(60) for message in turn(i, "word " * 100)]
    kept = fitted(request([*messages, HumanMessage("the last")]), 4096).messages
    assert kept[-1].text == "the last" and len(kept) < len(messages)
    assert isinstance(kept[0], HumanMessage)
    called = {call["id"] for m in kept if isinstance(m, AIMessage) for call in m.tool_calls}
    assert called == {m.tool_call_id for m in kept if isinstance(m, ToolMessage)}


@pytest.mark.parametrize(
    "result", ["[1] A passage of some words.\n\n" * 900, "显存" * 9000, "x" * 90_000]
)
def test_long_results_are_cut_at_passages_and_say_so(result: str) -> None:
    asked = request([*turn(1, result)[:3]])
    small = fitted(asked, 4096)
    assert request_tokens(small) <= 4096
    assert small.messages[0].text == "question 1"
    assert "cut to fit" in small.messages[2].text
    assert asked.messages[2].text == result  # the thread itself keeps all


def test_chinese_counts_a_token_a_character() -> None:
    assert count_tokens("显存需要多少") >= 6
