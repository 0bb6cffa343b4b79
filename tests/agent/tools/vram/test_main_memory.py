"""Of a language model that does not fit, how many layers or experts leave the card."""

import re
from typing import Any

import pytest

from agent.tools.vram import check_fit
from agent.tools.vram.catalog import find_model
from agent.tools.vram.formats import find_format
from agent.tools.vram.weights import expert_bytes, language_bytes


def _steps(model: str, gpu: str, **request: Any) -> list[dict[str, Any]]:
    return check_fit(model, gpu, **request).options


@pytest.mark.parametrize(
    ("model", "gpu", "layers"),
    [
        ("Llama-3.1-70B", "24GB", 80),
        ("Llama-3.1-70B", "RTX 3060 12GB", 80),
        ("Qwen2.5-72B", "RTX 4090", 80),
        ("Qwen3-32B", "RTX 3060 12GB", 64),
    ],
)
def test_a_dense_model_keeps_a_counted_share_of_its_layers(
    model: str, gpu: str, layers: int
) -> None:
    steps = _steps(model, gpu)
    weights, split = steps[0], steps[1]
    assert weights["how"].startswith("llama.cpp: --model FILE-Q4")
    kept = int(split["how"].removeprefix("llama.cpp: --n-gpu-layers "))
    assert 0 < kept < layers and split["fits"]
    assert split["required_gib"] > 0.8 * split["available_gib"] and split["verdict"] == "fits"
    away = re.search(r"([\d.]+) GiB in main memory", split["cost"])
    assert away
    whole = language_bytes(_model(model), find_format("q4_k_m")) / 2**30
    assert float(away[1]) == pytest.approx(whole * (1 - kept / layers), abs=0.06)


def test_two_bits_whole_on_the_card_stand_beside_layers_on_the_cpu() -> None:
    for model in ("Llama-3.1-70B", "Qwen2.5-72B"):
        rows = [row for row in _steps(model, "24GB", context=4096) if row.get("instead")]
        assert any("weights in iq2" in row["change"] and row["fits"] for row in rows), rows
    text = check_fit("Llama-3.1-70B", "24GB").markdown()
    assert "instead: weights in iq2_xs" in text and "--n-gpu-layers" in text


@pytest.mark.parametrize(
    ("model", "gpu", "precision"),
    [
        ("Qwen3-30B-A3B", "RTX 3060 12GB", "q4_k_m"),
        ("gpt-oss-20b", "8GB", None),
        ("gpt-oss-120b", "RTX 4090", None),
        ("Qwen3-235B-A22B", "RTX 4090", "q4_k_m"),
    ],
)
def test_of_a_mixture_the_experts_leave_first(model: str, gpu: str, precision: str | None) -> None:
    steps = _steps(model, gpu, precision=precision)
    split = next(row for row in steps if "--n-cpu-moe" in row["how"])
    count, layers = int(split["how"].rsplit(" ", 1)[1]), _model(model).layers or 0
    assert 0 < count <= layers and split["fits"]


def test_a_runtime_without_the_switch_is_not_given_it() -> None:
    for engine in ("ollama", "vllm", "transformers"):
        rows = _steps("Qwen3-30B-A3B", "8GB", engine=engine, precision="awq")
        for row in rows:
            assert "--n-cpu-moe" not in row["how"] or "llama.cpp" in row["change"]
    said = [row["how"] for row in _steps("Llama-3.1-70B", "RTX 3060 12GB", engine="ollama")]
    assert any(re.fullmatch(r"Ollama: PARAMETER num_gpu \d+", how) for how in said)


def test_vllm_is_told_how_many_gigabytes_leave() -> None:
    rows = _steps("Qwen3-32B", "16GB", engine="vllm", precision="awq")
    assert any(re.fullmatch(r"vLLM: --cpu-offload-gb \d+", row["how"]) for row in rows)


def test_one_memory_for_both_leaves_nothing() -> None:
    assert not any("on the CPU" in row["change"] for row in _steps("Llama-3.1-70B", "M2 Max"))


def test_experts_are_a_part_of_the_weights() -> None:
    model, fmt = _model("Qwen3-30B-A3B"), find_format("q4_k_m")
    assert 0.9 < expert_bytes(model, fmt) / language_bytes(model, fmt) < 1
    assert expert_bytes(_model("Qwen3-8B"), fmt) == 0


def _model(name: str) -> Any:
    found = find_model(name)
    assert found
    return found
