"""On a Mac the ladder names settings that a Mac has, and another Mac."""

import re

import pytest

from agent.tools.vram import check_fit


@pytest.mark.parametrize("gpu", ["M2", "M2 Max", "M3 Max 36GB", "Mac 64GB"])
@pytest.mark.parametrize("model", ["Llama-3.1-70B", "Qwen3-32B", "Qwen3-8B"])
def test_no_setting_of_vllm_on_a_mac(gpu: str, model: str) -> None:
    rows = check_fit(model, gpu, context=32768, batch=2).options
    assert not any("vLLM" in row["how"] for row in rows)
    for row in rows:
        if row.get("instead"):
            assert re.search(r"Apple M\d|Mac", row["change"]), row["change"]


@pytest.mark.parametrize(
    ("model", "gpu"), [("Llama-3.1-8B", "M2 Max"), ("Qwen3-30B-A3B", "M2 Max 96GB")]
)
def test_the_share_of_the_gpu_is_raised_where_that_is_enough(model: str, gpu: str) -> None:
    report = check_fit(model, gpu, context=16384)
    if report.fits:
        report = check_fit(model, gpu, context=16384, batch=_first_that_fails(model, gpu))
    step = report.options[0]
    found = re.fullmatch(r"macOS: sudo sysctl iogpu.wired_limit_mb=(\d+)", step["how"])
    assert found and step["fits"], report.options
    assert int(found[1]) / 1024 == pytest.approx(step["available_gib"], abs=0.01)
    assert step["available_gib"] > (report.available_gib or 0.0)
    assert step["required_gib"] == pytest.approx(report.required_gib, abs=0.02)


def _first_that_fails(model: str, gpu: str) -> int:
    counts = range(2, 200)
    return next(n for n in counts if not check_fit(model, gpu, context=16384, batch=n).fits)


def test_a_card_of_its_own_memory_has_no_such_share() -> None:
    for gpu in ("RTX 3060 12GB", "RX 7900 XT"):
        assert not any("sysctl" in row["how"] for row in check_fit("Qwen3-32B", gpu).options)
