"""Memory questions as hobbyists, architects and investors type them: what the check is asked for."""

import json
from pathlib import Path
from typing import Any

import pytest

from agent.offline.request import Request
from agent.offline.understanding import understand

_CASES = [
    json.loads(line)
    for line in (Path(__file__).parent / "checks.jsonl").read_text(encoding="utf-8").splitlines()
]


def asked(*turns: str) -> list[Request]:
    """The requests of the last turn."""
    past: list[Request] = []
    last: list[Request] = []
    for turn in turns:
        last = understand(turn, past)
        past += last
    return last


def name_of(case: dict[str, Any]) -> str:
    return " / ".join(case["turns"])


@pytest.mark.parametrize("case", _CASES, ids=name_of)
def test_what_is_checked(case: dict[str, Any]) -> None:
    (request,) = asked(*case["turns"])
    assert request.topic == "vram"
    wanted = case["arguments"]
    assert {name: request.arguments.get(name) for name in wanted} == wanted


@pytest.mark.parametrize(
    ("question", "name", "values"),
    [
        ("How much VRAM does Qwen3-14B need at 8k and 32k context?", "context", [8192, 32768]),
        (
            "how does going from 8k to 128k context change memory for qwen3-8b?",
            "context",
            [8192, 131072],
        ),
        ("Wan2.2 T2V A14B at 480p vs 720p on 48 GB", "height", [480, 720]),
        ("CogVideoX-5B at 49 frames vs 81 frames on 24 GB", "frames", [49, 81]),
        ("Wan2.2 5B 81帧和121帧显存差多少", "frames", [81, 121]),
        ("Qwen3-8B 上下文从8k加到32k多占多少显存", "context", [8192, 32768]),
        (
            "Between Qwen3-14B Q8 and Qwen3-32B Q4, which fits a 20 GB card?",
            "precision",
            ["q8_0", "q4_k_m"],
        ),
        ("KV cache in fp8 instead of fp16 for Qwen3-32B at 64k", "kv_precision", ["fp8", "fp16"]),
    ],
)
def test_each_setting_is_checked(question: str, name: str, values: list[Any]) -> None:
    requests = asked(question)
    assert [request.arguments[name] for request in requests] == values
    assert [request.arguments.get("show") for request in requests] == ["sentence", None]


def test_a_setting_changed_later_is_one_check() -> None:
    (request,) = asked("How much VRAM does Qwen3-14B need at 8k and 32k context?", "and at 64k?")
    assert request.arguments["context"] == 65536
    assert "contexts" not in request.arguments


@pytest.mark.parametrize(
    ("question", "topic"),
    [
        ("Should I buy Nvidia shares?", "out_of_scope"),
        ("How long does Wan2.2 take for a 5 second clip on a 4090?", "fact"),
        ("What does 4k input tokens of GPT-5 cost for 50 requests?", "revenue"),
    ],
)
def test_what_is_no_check(question: str, topic: str) -> None:
    (request,) = asked(question)
    assert request.topic == topic


def test_models_of_a_maker_are_chosen_from() -> None:
    (request,) = asked("can the 3060 run anything from tencent")
    assert request.arguments["which"] == "models"
    assert "HunyuanVideo" in request.arguments["models"]
    assert not [m for m in request.arguments["models"] if m.startswith("Qwen")]
