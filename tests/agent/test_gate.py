"""What of a provider's stream is shown at once."""

import pytest
from langchain_core.messages import AIMessage, AIMessageChunk

from agent.gate import Gate


def shown(gate: Gate, text: str, name: str = "1") -> list[str]:
    """What comes of a text that arrives word by word."""
    words = [f"{word} " for word in text.split(" ")]
    return [out for word in words if (out := gate.push(AIMessageChunk(content=word, id=name)))]


def test_whole_sentences_pass_and_the_rest_follows_at_the_end() -> None:
    gate = Gate(is_open=False)
    assert "".join(shown(gate, "It is 5. Or is it")) == "It is 5."
    assert gate.finish(AIMessage("It is 5. Or is it", id="1")) == " Or is it"


def test_a_call_written_as_json_is_never_shown() -> None:
    gate = Gate(is_open=False)
    assert "{" not in "".join(shown(gate, 'I look. Now. \n{"tool": "x. "}\nDone. '))
    call = {"name": "x", "args": {}, "id": "c"}
    assert gate.finish(AIMessage("", id="1", tool_calls=[call])) == ""


def test_after_a_sentence_that_does_not_hold_nothing_more_is_shown() -> None:
    gate = Gate(is_open=False, holds=lambda sentence: "52" not in sentence)
    assert "".join(shown(gate, "It is 50. It is 52. It is red. ")) == "It is 50."
    assert gate.finish(AIMessage("It is 50. It is ~~52~~.", id="1")) == ""


def test_another_attempt_starts_afresh() -> None:
    gate = Gate(is_open=False)
    shown(gate, "It is 5. But", "1")
    assert gate.finish(AIMessage("No. ", id="2")) == "No. "


def test_the_offline_analysts_pieces_pass_as_they_come() -> None:
    assert shown(Gate(is_open=True), "a b c") == ["a ", "b ", "c "]
    assert shown(Gate(is_open=False), "a b", "offline-7") == ["a ", "b "]


def test_a_thought_that_ends_unopened_is_not_shown_and_what_follows_is() -> None:
    gate = Gate(is_open=False, waits=lambda: True)
    said = "Is it 5? It is. \n</think>\n\nIt is 5. Or is it"
    assert "".join(shown(gate, said)) == "It is 5."
    assert gate.finish(AIMessage("It is 5. Or is it", id="1")) == " Or is it"


def test_without_a_thought_it_waits_for_the_whole_answer() -> None:
    gate = Gate(is_open=False, waits=lambda: True)
    assert shown(gate, "It is 5. Or is it") == []
    assert gate.finish(AIMessage("It is 5. Or is it", id="1")) == "It is 5. Or is it"


@pytest.mark.parametrize(
    "text",
    ["Now. \n<tool_call>x. y\n", "Now. \n[TOOL_CALLS]x. y\n", "Now. \ncheck_vram(x. y)\n",
     "Now. \nAction: check_vram. y\n", "Now. \n[check_vram(x. y)]\n"],
)  # fmt: skip
def test_a_call_of_any_form_is_never_shown(text: str) -> None:
    assert "".join(shown(Gate(is_open=False), text)).strip() == "Now."
