"""What a model thinks aloud, and what is left of its text."""

import pytest

from agent.thoughts import ends_unopened, thought_end, without_thought


@pytest.mark.parametrize(
    "text",
    [
        "<think>Is it 51?</think>It is 50.",
        "<think>\nIs it 51?\n</think>\n\nIt is 50.",
        "Is it 51?\n</think>\n\nIt is 50.",
        "<thinking>51?</thinking><thinking>49?</thinking>It is 50.",
        "[THINK]51?[/THINK]It is 50.",
        "◁think▷51?◁/think▷It is 50.",
        "<|channel|>analysis<|message|>51?<|end|><|start|>assistant<|channel|>final<|message|>It is 50.",
        "<seed:think>51?</seed:think>It is 50.",
        "<reasoning>51 吗？</reasoning>\nIt is 50.",
    ],
)
def test_only_the_answer_is_left(text: str) -> None:
    assert without_thought(text) == "It is 50."
    assert text[thought_end(text) :] == "It is 50."


@pytest.mark.parametrize("text", ["<think>It is 51, or", "\n<think>\n也许是51", "<think></think>"])
def test_of_a_thought_alone_nothing_is_left(text: str) -> None:
    assert without_thought(text).strip() == ""


@pytest.mark.parametrize(
    "text",
    [
        "R1 thinks between <think> and `</think>`.",
        "I think it is 50.",
        "标签“</think>”结束思考。",
        "",
    ],
)
def test_words_about_thinking_stay(text: str) -> None:
    assert without_thought(text) == text and thought_end(text) == 0


def test_a_thought_that_no_tag_began_is_told() -> None:
    assert ends_unopened("51?</think>50.") and not ends_unopened("<think>51?</think>50.")
