"""Weight formats and solvers, read from a question."""

from typing import Any

import pytest

from agent.offline.understanding import understand


def arguments(text: str) -> dict[str, Any]:
    (request,) = understand(text)
    assert request.topic == "vram"
    return dict(request.arguments)


@pytest.mark.parametrize(
    ("question", "formats"),
    [
        ("Qwen3-8B fp16 vs fp8 on a 16GB card", ["fp16", "fp8"]),
        ("Does Qwen3-32B fit in fp8 or int4 on 24 GB?", ["fp8", "int4"]),
        ("Qwen3-8B q4 vs q8 on an 8 GB card?", ["q4_k_m", "q8_0"]),
        ("Does Qwen3-8B in fp8 with an fp16 KV cache fit on 16 GB?", None),
        ("Does Qwen3-8B fit on a 3060 in 4-bit AWQ?", None),
    ],
)
def test_formats_named_side_by_side_are_each_checked(
    question: str, formats: list[str] | None
) -> None:
    assert arguments(question).get("precisions") == formats


@pytest.mark.parametrize(
    ("question", "wanted"),
    [
        ("How many H200 for Kimi K2 at fp8?", {"solve": "gpus", "gpu": "H200"}),
        ("Largest context for Llama 3.1 8B on a 3060 in fp8?", {"solve": "context"}),
        ("How many frames of HunyuanVideo fit on a 24 GB card?", {"solve": "frames"}),
        ("最多能跑多少帧？HunyuanVideo-1.5，24GB", {"solve": "frames"}),
        ("How many users can Qwen3-8B serve on an A100 80GB at 8k context?", {"solve": "batch"}),
        (
            "What batch size can a 4090 handle for Qwen3-8B at 8k?",
            {"solve": "batch", "context": 8192},
        ),
        (
            "I have a 4090. What is the maximum number of frames for Wan2.2 TI2V-5B?",
            {"solve": "frames", "gpu": "RTX 4090"},
        ),
        ("单张3090上Qwen3-14B的fp8最长能开多少上下文？", {"solve": "context", "gpus": 1}),
        ("Qwen3-8B在4090上能同时服务多少用户？", {"solve": "batch"}),
        ("Best precision for Qwen3-14B on 16 GB?", {"solve": "precision"}),
    ],
)
def test_what_is_to_be_solved(question: str, wanted: dict[str, Any]) -> None:
    found = arguments(question)
    assert {name: found.get(name) for name in wanted} == wanted


@pytest.mark.parametrize(
    ("question", "wanted"),
    [
        ("3060能跑Qwen3-14B Q4_K_M吗？", {"precision": "q4_k_m"}),
        ("Qwen3-14B用Q8_0在3060上能跑吗？", {"precision": "q8_0"}),
        ("Qwen3-8B at 4096 context on a 3060 in int4?", {"precision": "int4", "context": 4096}),
        (
            "Qwen3-14B in Q4_K_M with an 8-bit cache on a 3060?",
            {"precision": "q4_k_m", "kv_precision": "int8"},
        ),
        ("Qwen3-14B Q4_K_M在3060上，8位缓存", {"precision": "q4_k_m", "kv_precision": "int8"}),
    ],
)
def test_formats_and_context_stand_beside_any_words(question: str, wanted: dict[str, Any]) -> None:
    given = arguments(question)
    assert {name: given.get(name) for name in wanted} == wanted


@pytest.mark.parametrize("question", ["and with an 8-bit cache?", "换成8位缓存呢？"])
def test_a_cache_asked_later_leaves_the_weights(question: str) -> None:
    first = understand("Does Qwen3-14B in Q4_K_M fit on a 3060?")
    (request,) = understand(question, first)
    assert request.arguments["precision"] == "q4_k_m"
    assert request.arguments["kv_precision"] == "int8"


@pytest.mark.parametrize(
    ("question", "cache"),
    [
        ("Does quantizing KV cache to q4 help Qwen3-14B with 40k context on 12GB?", "q4_0"),
        ("Is a q8 kv cache worth it for Qwen3-8B at 32k on a 16GB card?", "q8_0"),
        ("Qwen3-14B 32k上下文 24GB 显卡，KV缓存用q4有用吗", "q4_0"),
        ("Would a q5 KV cache save much with Qwen3-8B at 64k on a 3060?", "q5_0"),
    ],
)
def test_whether_a_smaller_cache_helps_is_told_by_the_difference(question: str, cache: str) -> None:
    found = arguments(question)
    assert (found["kv_precision"], found["beside"]) == (cache, {"kv_precision": "bf16"})
    assert "precision" not in found
