"""A Mac's own ways: the share of its GPU, a larger Mac, settings of the runtime asked for."""

import pytest

from agent.tools.vram import check_fit


@pytest.mark.parametrize(
    ("model", "mac", "precision"),
    [
        ("Qwen3-32B", "M2 Max 32GB", "q5_k_m"),
        ("Qwen3-30B-A3B", "M2 Max 32GB", "q6_k"),
    ],
)
def test_a_mac_with_the_memory_is_told_how_its_gpu_may_use_it(
    model: str, mac: str, precision: str
) -> None:
    report = check_fit(model, mac, precision=precision)
    (said,) = (note for note in report.cautions if "iogpu.wired_limit_mb=" in note)
    assert report.verdict == "does not fit" and "iogpu" in getattr(said, "zh", "")
    limit_mb = int(said.partition("iogpu.wired_limit_mb=")[2].partition("`")[0])
    assert (report.required_gib or 0.0) <= limit_mb / 1024 < float(mac.split()[-1][:-2])


def test_no_setting_helps_where_the_memory_itself_is_too_small() -> None:
    report = check_fit("Llama-3.1-70B", "M2 Max 32GB")
    assert not any("iogpu" in note for note in report.cautions)
    assert not any("iogpu" in note for note in check_fit("Qwen3-32B", "4090").cautions)


def test_beside_a_mac_a_larger_mac_is_named() -> None:
    last = check_fit("Qwen3-32B", "M2 Max 32GB").options[-1]
    assert last["instead"] and "Apple" in last["change"]
    other = check_fit("Qwen3-32B", "4090").options[-1]
    assert "Apple" not in other["change"]


@pytest.mark.parametrize(
    ("model", "card", "engine", "foreign"),
    [
        ("SDXL", "8GB", "comfyui", "diffusers"),
        ("Kandinsky-2.2", "1060", "comfyui", "enable_slicing"),
        ("Qwen3-32B", "M2 Max 32GB", "mlx", "vLLM"),
        ("Qwen3-32B", "3090", "vllm", "Ollama"),
    ],
)
def test_a_runtime_that_was_asked_for_gets_no_other_ones_flags(
    model: str, card: str, engine: str, foreign: str
) -> None:
    report = check_fit(model, card, engine=engine, batch=8)
    assert not any(foreign in row["how"] for row in report.options)
