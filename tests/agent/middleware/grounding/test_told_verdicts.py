"""A passage that gives a verdict on a claim does not say the claim."""

import pytest

from agent.middleware.grounding import check_answer
from agent.middleware.grounding.told_verdicts import read_verdicts

OPEN = "Claim C36 of the article (IMA is open source): contradicted by the evidence."
SHARES = "Claim (Alibaba's share price has risen steadily, without a sharp jump): contradicted by the evidence."
COMFY = "Claim C24 (ComfyUI is a workflow tool used with such models): supported by the evidence."
PRICES = "Claim (The plans of OpenAI differ in price): mixed."
ZH = "主张（元宝支持离线使用）：与证据不符。"


def kinds(answer: str, passage: str) -> set[str]:
    found = check_answer(
        answer, evidence=[{"id": 1, "text": passage}], tool_results=[], question="Is it so?"
    )
    return {finding.kind for finding in found}


@pytest.mark.parametrize(
    ("passage", "right", "wrong"),
    [
        (OPEN, "IMA is not open source [1].", "IMA is open source [1]."),
        (OPEN, "IMA is closed source [1].", "IMA is openly available, it is open source [1]."),
        (OPEN, "The claim that IMA is open source is contradicted by the evidence [1].", "The evidence shows that IMA is open source [1]."),
        (OPEN, "It is false that IMA is open source [1].", "IMA is an open-source product [1]."),
        (OPEN, "IMA 不是开源的[1]。", "IMA 是开源的[1]。"),
        (OPEN, "“IMA 开源”的说法不属实[1]。", "IMA 已经开源[1]。"),
        (SHARES, "Alibaba's share price has not risen steadily [1].", "Alibaba's share price has risen steadily [1]."),
        (SHARES, "Alibaba's share price has risen with a sharp jump [1].", "Alibaba's share price has risen steadily, without a sharp jump [1]."),
        (COMFY, "ComfyUI is a workflow tool used with such models [1].", "ComfyUI is not a workflow tool used with such models [1]."),
        (COMFY, "That ComfyUI is a workflow tool used with such models is supported [1].", "The claim that ComfyUI is a workflow tool used with such models is refuted [1]."),
        (PRICES, "It is partly so that the plans of OpenAI differ in price [1].", "The plans of OpenAI differ in price [1]."),
        (ZH, "元宝不支持离线使用[1]。", "元宝支持离线使用[1]。"),
        (ZH, "元宝支持离线使用的说法与证据不符[1]。", "证据表明元宝支持离线使用[1]。"),
    ],
)  # fmt: skip
def test_an_answer_tells_the_verdict_and_not_its_contrary(
    passage: str, right: str, wrong: str
) -> None:
    assert kinds(right, passage) == set()
    assert "contradiction" in kinds(wrong, passage)


@pytest.mark.parametrize(
    ("passage", "verdict"),
    [
        (OPEN, "contradicted"),
        (COMFY, "supported"),
        (PRICES, "open"),
        ("Claim (A (the first) leads): partly supported. Weights are open.", "open"),
        ("Claim (A leads): not supported by the evidence.", "contradicted"),
        ("Claim (A leads): not verifiable from what was found.", "open"),
        ("主张（A 领先）：部分属实。", "open"),
        ("主张（A 领先）：不属实。", "contradicted"),
    ],
)
def test_the_verdict_is_read_from_its_own_words(passage: str, verdict: str) -> None:
    assert [told.verdict for told in read_verdicts(passage)[1]] == [verdict]


def test_a_bracket_before_a_colon_is_no_verdict() -> None:
    assert read_verdicts("Pro (annual): 20 dollars a month.")[1] == ()
