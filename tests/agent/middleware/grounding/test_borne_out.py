"""What stands in place of an answer of which nothing holds."""

from agent.middleware.grounding import check_answer
from agent.middleware.grounding.borne_out import is_bare, own_words

PLUS = [{"id": 1, "text": "ChatGPT Plus costs $20 a month.", "score": 0.9}]


def is_left_bare(answer: str) -> bool:
    found = check_answer(answer, evidence=PLUS, tool_results=[], question="ChatGPT Plus?")
    return is_bare(answer, found)


def test_an_answer_is_bare_where_no_sentence_with_a_figure_holds() -> None:
    assert is_left_bare("ChatGPT Plus costs $25 a month [1].")
    assert not is_left_bare("ChatGPT Plus costs $20 a month [1]. Last year it was $25 [1].")
    assert not is_left_bare("ChatGPT Plus costs $20 a month [1].")
    assert not is_left_bare("ChatGPT Plus is a plan that is sold monthly [1]. It costs $25 [1].")


def test_an_engines_first_lines_come_before_passages() -> None:
    result = {"text": "**$432 million** a year.\n\n<details>how</details>"}
    tools = [{"name": "calculate_revenue", "result": result}]
    assert own_words(tools, PLUS, "en").endswith("- **$432 million** a year.")
    assert own_words([], PLUS, "zh").endswith("- ChatGPT Plus costs $20 a month. [1]")
    assert own_words([], [], "en") == ""


def test_what_a_tool_repeats_of_its_arguments_is_no_result() -> None:
    tools = [{"name": "audit_claims", "result": {"text": "It costs $25."}}]
    assert own_words(tools, [], "en") == ""


def test_a_long_passage_is_not_cut_inside_a_figure() -> None:
    text = f"{'word ' * 117}and 1,234,567,890,123 more"
    said = own_words([], [{"id": 1, "text": text}], "en")
    assert said.endswith("word and … [1]")
    assert own_words([], [{"id": 1, "text": f"{'字' * 590}，共 1234567890123 元"}], "zh").endswith(
        "字， … [1]"
    )
