"""What is left of a long thread, and what never goes."""

import pytest
from langchain_core.messages import AIMessage, AnyMessage, HumanMessage, ToolMessage

from agent.middleware.fenced import CLOSE, OURS
from agent.middleware.window import count_tokens, fitted, has_room, sum_tokens


def turn(i: int, result: str = "short") -> list[AnyMessage]:
    call = {"name": "search_knowledge", "args": {"query": "x"}, "id": f"c{i}"}
    return [
        HumanMessage(f"question {i}"),
        AIMessage("", tool_calls=[call]),
        ToolMessage(result, tool_call_id=f"c{i}", name="search_knowledge"),
        AIMessage(f"answer {i}"),
    ]


def test_what_fits_is_left_alone() -> None:
    assert fitted(turn(1), 4096) == turn(1)


def test_the_oldest_turns_go_and_no_call_loses_its_result() -> None:
    messages = [message for i in range(60) for message in turn(i, "word " * 100)]
    kept = fitted([*messages, HumanMessage("the last")], 3000)
    assert kept[-1].text == "the last" and len(kept) < len(messages)
    assert isinstance(kept[0], HumanMessage)
    called = {call["id"] for m in kept if isinstance(m, AIMessage) for call in m.tool_calls}
    assert called == {m.tool_call_id for m in kept if isinstance(m, ToolMessage)}


@pytest.mark.parametrize(
    "result",
    ["[1] A passage of some words.\n\n" * 900, "显存" * 9000, "x" * 90_000, "12,345.67\n" * 4000],
)
def test_long_results_are_cut_at_passages_and_say_so(result: str) -> None:
    asked = turn(1, f"<data tool=x>\n{result}\n{CLOSE}")[:3]
    small = fitted(asked, 3000)
    assert sum_tokens(small) <= 3000
    assert small[0].text == "question 1"
    assert "cut to fit" in small[2].text
    assert small[2].text.endswith(CLOSE)  # what was fenced stays fenced
    assert result in asked[2].text  # the thread itself keeps all


def test_many_results_of_one_turn_fit_together() -> None:
    calls = [message for i in range(30) for message in turn(i, "A passage. " * 200)[1:3]]
    kept = fitted([HumanMessage("the question"), *calls], 2500)
    assert sum_tokens(kept) <= 2500
    assert kept[0].text == "the question" and len(kept) == 61


def test_a_request_to_mend_an_answer_is_no_turn_of_its_own() -> None:
    asked = [*turn(0, "word " * 3000), *turn(1, "word " * 3000)]
    kept = fitted([*asked, HumanMessage("Mend it.", additional_kwargs=OURS)], 3000)
    assert [m.text for m in kept if isinstance(m, HumanMessage)] == ["question 1", "Mend it."]


def test_a_question_longer_than_the_window_has_no_room() -> None:
    assert not has_room([HumanMessage("word " * 9000)], 6000, 8192)
    assert has_room([HumanMessage("word " * 3000)], 6000, 8192)


@pytest.mark.parametrize(
    ("text", "least"),
    [
        ("显存需要多少", 6),
        ("12,345.67", 7),
        ("Сколько памяти нужно", 9),
        ("メモリはいくつ", 7),
        ("ما هي الذاكرة", 11),
    ],
)
def test_no_script_is_counted_for_less_than_it_is(text: str, least: int) -> None:
    assert count_tokens(text) >= least
