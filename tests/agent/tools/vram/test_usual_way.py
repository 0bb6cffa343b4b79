"""What runs a model all the same where it does not fit as released."""

from typing import Any

import pytest

from agent.tools.vram import check_fit


@pytest.mark.parametrize(
    ("model", "gpu", "change"),
    [
        ("FLUX.1-dev", "3060", "offload: group"),
        ("SDXL", "8GB", "offload: model"),
        ("Qwen-Image", "RTX 4080", "offload: group"),
        ("Qwen3-8B", "3060", "weights in fp8"),
        ("Wan2.2-TI2V-5B", "12GB", "weights in fp8"),
    ],
)
def test_the_usual_step_stands_before_the_figure_as_released(
    model: str, gpu: str, change: str
) -> None:
    report = check_fit(model, gpu)
    assert report.verdict == "does not fit"
    assert report.way is not None and report.way["changes"][-1] == change
    assert report.way["required_gib"] <= (report.available_gib or 0.0)
    first, second = report.markdown().split("\n\n")[:2]
    assert first.startswith("**Runs with ") and change in first
    assert second.startswith("**Does not fit as it is**: ")
    first, second = report.markdown("zh").split("\n\n")[:2]
    assert first.startswith("**改动") and second.startswith("**按原样放不下**")


def test_comfyui_is_named_where_it_needs_no_setting() -> None:
    way = check_fit("SDXL", "8GB").way
    assert way and "ComfyUI does so by itself" in way["how"]
    assert check_fit("SDXL", "8GB", engine="comfyui").fits
    named = check_fit("FLUX.1-dev", "3060").way
    assert named and "--lowvram" in named["how"] and "by itself" not in named["how"]


@pytest.mark.parametrize(
    ("model", "gpu", "asked"),
    [
        ("FLUX.1-dev", "3060", {"precision": "bf16"}),
        ("FLUX.1-dev", "3060", {"offload": "none"}),
        ("Qwen3-8B", "3060", {"engine": "vllm"}),
        ("HunyuanVideo", "3060", {}),
        ("Qwen3-235B-A22B", "3060", {}),
        ("Llama-3.1-70B", "3060", {}),
    ],
)
def test_there_is_none_where_the_way_was_said_or_no_mild_step_is_enough(
    model: str, gpu: str, asked: dict[str, Any]
) -> None:
    report = check_fit(model, gpu, **asked)
    assert report.way is None
    assert report.markdown().startswith("**No**: ")
    assert "way" not in report.to_dict()
