"""A unit told for its neighbour, where another amount happens to convert into the figure."""

import pytest

from agent.middleware.grounding import check_answer

PASSAGE = "The tool shows 179 GB usable of 192 GB; a run takes 45 GB."  # 192 GB are 178.8 GiB


def findings(answer: str, results: list[dict[str, object]]) -> list[str]:
    found = check_answer(
        answer,
        evidence=[{"id": 1, "text": PASSAGE}],
        tool_results=[{"name": "check_vram", "result": result} for result in results],
        question="?",
    )
    return [answer[f.span_start : f.span_end] for f in found]


@pytest.mark.parametrize(
    ("answer", "wrong"),
    [
        ("It shows 179 GB usable [1].", []),
        ("It shows 179 GiB usable [1].", ["179 GiB"]),
        ("工具显示可用 179 GiB [1]。", ["179 GiB"]),
        ("A run takes 45 GB, about 41.9 GiB [1].", []),
        ("A run takes 45 GiB [1].", ["45 GiB", "[1]"]),
    ],
)
def test_a_passage_is_told_in_its_unit(answer: str, wrong: list[str]) -> None:
    assert findings(answer, [{"range_gib": [29.0, 45.0], "required_gib": 40.0}]) == wrong


@pytest.mark.parametrize(
    ("answer", "wrong"),
    [
        ("It takes 30.4 GiB (29 to 32 GiB), or 32.6 GB.", []),
        ("It takes 30.4 GiB (29 to 32 GB).", ["29", "32 GB"]),
        ("约需 30.4 GB 显存。", ["30.4 GB"]),
    ],
)
def test_a_tools_memory_is_told_in_its_unit(answer: str, wrong: list[str]) -> None:
    assert (
        findings(answer, [{"required_gib": 30.4, "range_gib": [29.0, 32.0], "card_gib": 29.8}])
        == wrong
    )
