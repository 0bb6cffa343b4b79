"""Cards compared for a model that none of them holds alone."""

from typing import Any

import pytest

from agent.tools.vram import check_fit
from agent.tools.vram.side_by_side import check_each, checks_text


@pytest.mark.parametrize(
    ("model", "cards", "asked"),
    [
        ("Llama-3.1-70B", ["A100", "H100"], {}),
        ("Qwen3-32B", ["3090", "4090"], {"precision": "fp8"}),
        ("Qwen2.5-72B", ["H100", "A100 40GB", "L40S"], {"context": 32768}),
    ],
)
def test_how_many_of_each_hold_it_is_said(
    model: str, cards: list[str], asked: dict[str, Any]
) -> None:
    setting = {name: value for name, value in asked.items() if name != "precision"}
    checks = check_each([model], cards, [asked.get("precision")], **setting)
    text = checks_text(checks, "en")
    for card in cards:
        solved = check_fit(model, card, solve="gpus", **asked)
        assert solved.solved and f"{solved.solved['value']} x {solved.gpu}" in text
    assert "可多张合用（按层拆分）：" in checks_text(checks, "zh")


@pytest.mark.parametrize(
    ("models", "cards"),
    [
        (["Qwen3-8B"], ["3090", "4090"]),
        (["Qwen3-8B", "Llama-3.1-70B"], ["4090"]),
        (["HunyuanVideo"], ["3060", "3070"]),
        (["Qwen3-32B"], ["4090", "H100"]),
    ],
)
def test_it_is_not_said_where_one_holds_it_or_nothing_is_to_choose(
    models: list[str], cards: list[str]
) -> None:
    assert "several together" not in checks_text(check_each(models, cards), "en")
