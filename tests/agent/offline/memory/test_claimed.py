"""A claimed need against the estimate: agreement, too much, too little, in both languages."""

import pytest

from agent import Analyst


@pytest.mark.parametrize(
    ("question", "said"),
    [
        ("My friend says Mistral Small 24B in Q4 needs 40 GB. Is that true?", "**No, less**"),
        ("Does Qwen3-32B need 64 GB of VRAM in bf16?", "**That agrees**"),
        ("HunyuanVideo只需要12G显存就能跑720p，对吗？", "**不对，还要更多**"),
        ("听说Qwen3-8B的fp8要40G显存，是真的吗", "**不对，没有这么多**"),
        ("DeepSeek-R1只激活37B参数，所以显存只需要37B对吗？", "**不对**：全部 671B 参数"),
        (
            "Kimi K2 only has 32B active parameters so it needs the memory of a 32B model, right?",
            "**No**: All 1026B parameters stay in memory: the 32B",
        ),
    ],
)
def test_what_is_said_of_a_models_need_is_judged_first(question: str, said: str) -> None:
    with Analyst() as analyst:
        text = analyst.ask(question).text
    assert text.startswith(said)
    assert text.count("stay in memory") + text.count("都要留在显存里") <= 1
