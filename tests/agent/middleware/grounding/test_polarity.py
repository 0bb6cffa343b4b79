"""A denial that a Chinese answer drops from its English source."""

import pytest

from agent.middleware.grounding import check_answer
from agent.middleware.grounding.polarity import denial_left_out
from knowledge import Library

CARD = "The RTX 3060 has no FP8 units: 8-bit weights save memory on this card but bring no speed."
PLAN = "In the Family plan only the paying person may use Copilot; credits cannot be shared."


@pytest.mark.parametrize(
    ("passage", "right", "wrong"),
    [
        (CARD, "RTX 3060 没有 FP8 单元：8 位权重在该卡上省显存，但不提速", "RTX 3060 没有 FP8 单元：8 位权重在该卡上省显存，但提速"),
        (PLAN, "家庭版中只有付费者可以使用 Copilot；积分不能共享", "家庭版中只有付费者可以使用 Copilot；积分能共享"),
        ("GPT-5 no longer supports 4 GB cards.", "GPT-5 不再支持 4 GB 卡", "GPT-5 支持 4 GB 卡"),
        ("By 2025, 22 users of Coze stay offline.", "2025 年，Coze 有 22 用户未上网", "2025 年，Coze 有 22 用户上网"),
        ("Neither WeKnora nor IMA supports video.", "WeKnora 和 IMA 均不支持视频", "WeKnora 和 IMA 支持视频"),
    ],
)  # fmt: skip
def test_a_dropped_denial_is_found_and_a_kept_one_is_none(
    passage: str, right: str, wrong: str
) -> None:
    assert denial_left_out(right, [passage]) is None
    assert denial_left_out(wrong, [passage]) is not None


def test_a_denial_in_another_sentence_does_not_hide_it() -> None:
    evidence = [{"id": 1, "text": CARD}, {"id": 2, "text": PLAN}]
    answer = "RTX 3060 有 FP8 单元：8 位权重在该卡上省显存，但提速[1]。家庭版中只有付费者可用，不能共享[2]。"
    findings = check_answer(answer, evidence=evidence, tool_results=[], question="RTX 3060？")
    assert "contradiction" in {finding.kind for finding in findings}


def test_what_leaves_a_part_out_is_no_denial() -> None:
    assert denial_left_out("RTX 3060 没有 FP8 单元", [CARD]) is None


def test_no_translation_of_the_library_drops_one(bundled: Library) -> None:
    told = [p for p in bundled.passages() if p.extra.get("text_zh")]
    assert len(told) > 500
    assert [p.text for p in told if denial_left_out(p.extra["text_zh"], [p.text])] == []
