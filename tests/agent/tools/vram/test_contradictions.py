"""What contradicts itself or is not understood is said, never dropped without a word."""

from typing import Any

import pytest

from agent.tools.vram import check_fit


@pytest.mark.parametrize(
    ("model", "gpu", "asked", "said"),
    [
        ("Qwen3-8B", "4090", {"task": "foo"}, "Task 'foo' is not known"),
        ("Qwen3-8B", "2x4090", {"parallel": "nonsense"}, "'nonsense', is not understood"),
        ("Qwen3-32B", "2x4090", {"parallel": "TP-4"}, "TP-4 is for 4 cards and 2 are given"),
        ("Qwen3-32B", "4x4090", {"parallel": "TP-4 x PP-2"}, "is for 8 cards and 4 are given"),
        ("Qwen3-32B", "4090", {"parallel": "TP-2"}, "is for 2 cards and 1 is given"),
        ("Qwen3-32B", "2x4090", {"gpus": 4}, "says 2 cards and the count says 4"),
        ("LTX-Video", "4090", {"frames": 100}, "makes 8k + 1 frames: not 100 but 97 or 105"),
        ("HunyuanVideo", "H100", {"frames": 60}, "makes 4k + 1 frames: not 60 but 57 or 61"),
        ("Qwen3-8B", "4090", {"precision": "awq", "engine": "llama.cpp"}, "not awq: the nearest"),
        ("Qwen3-8B", "4090", {"precision": "fp8", "engine": "ollama"}, "are q8_0 files"),
        ("Qwen3-8B", "M2 Max 64GB", {"engine": "vllm"}, "vllm does not use the GPU of Apple"),
        ("Qwen3-8B", "4090", {"engine": "sglang"}, "sglang is not modelled by itself"),
    ],
)
def test_it_is_said(model: str, gpu: str, asked: dict[str, Any], said: str) -> None:
    cautions = check_fit(model, gpu, **asked).cautions
    found = [note for note in cautions if said in note]
    assert len(found) == 1, cautions
    assert any("\u4e00" <= letter <= "\u9fff" for letter in getattr(found[0], "zh", ""))


@pytest.mark.parametrize(
    ("model", "gpu", "asked"),
    [
        ("Qwen3-8B", "4090", {"task": "serving"}),
        ("Qwen3-32B", "2x4090", {"gpus": 2}),
        ("Qwen3-32B", "4x A100", {"parallel": "TP-4", "engine": "vllm"}),
        ("LTX-Video", "4090", {"frames": 97}),
        ("Wan2.2-S2V-14B", "H200", {"frames": 80}),
        ("gpt-oss-20b", "4090", {"engine": "llama.cpp"}),
        ("Qwen3-8B", "4090", {"precision": "q4_k_m", "engine": "ollama"}),
    ],
)
def test_what_goes_together_is_not_remarked_on(model: str, gpu: str, asked: dict[str, Any]) -> None:
    said = " ".join(check_fit(model, gpu, **asked).cautions)
    for word in ("is not known", "understood", " is for ", "the count says", "k + 1", "GGUF files"):
        assert word not in said
