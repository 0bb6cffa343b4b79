"""What is asked of a model once, and what is struck where it stays wrong."""

import pytest

from agent.middleware.grounding import Finding, check_answer
from agent.middleware.grounding.mending import mend, repair_request

EVIDENCE = [{"id": 1, "text": "ChatGPT Plus costs $20 a month."}]


def findings_of(answer: str) -> list[Finding]:
    return check_answer(answer, evidence=EVIDENCE, tool_results=[], question="ChatGPT Plus?")


@pytest.mark.parametrize(
    ("answer", "mended"),
    [
        (
            "ChatGPT Plus costs $25 a month [1].",
            "ChatGPT Plus costs ~~$25 a month~~ (unsupported) [1].",
        ),
        (
            "ChatGPT Plus costs **$25** a month [1].",
            "ChatGPT Plus costs **~~$25~~ (unsupported)** a month [1].",
        ),
        ("ChatGPT Plus costs $20 a month [1] [9].", "ChatGPT Plus costs $20 a month [1]."),
        ("ChatGPT Plus costs $20 a month [1, 9].", "ChatGPT Plus costs $20 a month [1]."),
        ("ChatGPT Plus costs $20 a month [9, 1].", "ChatGPT Plus costs $20 a month [1]."),
    ],
)
def test_a_figure_is_struck_and_a_dead_mark_goes(answer: str, mended: str) -> None:
    assert mend(answer, findings_of(answer)) == mended


def test_a_mended_answer_has_no_figure_left_to_object_to() -> None:
    answer = "It costs $25 a month [1], or $300 a year [8]. 每月 25 美元 [1]。"
    mended = mend(answer, findings_of(answer))
    assert not [f for f in findings_of(mended) if f.kind in ("figure", "citation")]


def test_a_chinese_answer_is_marked_in_chinese() -> None:
    answer = "ChatGPT Plus 每月 25 美元 [1]。"
    assert "~~每月 25 美元~~（unsupported，无依据）" in mend(answer, findings_of(answer), "zh")


def test_nothing_is_struck_twice_and_no_mark_stands_inside_a_quote() -> None:
    answer = "He said “it costs $25 a month” [1]. It costs $25."
    found = [
        Finding("figure", 18, 29, ""),
        Finding("quote", 9, 29, ""),
        Finding("figure", 45, 48, ""),
        Finding("name", 45, 48, ""),
    ]
    mended = mend(answer, found)
    assert mended == (
        "He said ~~“it costs $25 a month”~~ (unsupported) [1]. It costs ~~$25~~ (unsupported)."
    )


def test_a_figure_in_a_sentence_that_is_denied_is_struck_too() -> None:
    answer = "It fell by 5% to $25."
    found = [Finding("contradiction", 0, 21, ""), Finding("figure", 17, 20, "")]
    assert mend(answer, found) == (
        "It fell by 5% to ~~$25~~ (unsupported). (the source does not say this)"
    )


def test_the_request_names_the_words_and_the_reason() -> None:
    answer = "ChatGPT Plus costs $25 a month [1]."
    request = repair_request(answer, findings_of(answer))
    assert '"$25 a month"' in request and "calculate_revenue" in request
