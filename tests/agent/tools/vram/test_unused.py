"""Settings of another kind of model are said to change nothing, and change nothing."""

from typing import Any

import pytest

from agent.tools.vram import check_fit


@pytest.mark.parametrize(
    ("model", "request_", "said"),
    [
        ("Qwen3-8B", {"width": 1024}, "Width does not apply to a language model and was left out."),
        ("Qwen3-8B", {"width": 64, "frames": 9}, "Width, frames do not apply to a language model"),
        ("LTX-Video", {"context": 9000}, "Context does not apply to a video model"),
        ("FLUX.1-dev", {"kv_precision": "fp8"}, "Kv precision does not apply to an image model"),
        ("Hunyuan3D-2.1", {"height": 512}, "Height does not apply to a 3D model"),
        ("Qwen3-8B", {"offload": "none+vae_tiling"}, "VAE and text encoder switches do not apply"),
        ("Qwen3-8B", {"engine": "comfyui"}, "comfyui is not made for a language model"),
        ("LTX-Video", {"engine": "vllm"}, "vllm is not made for a video model"),
    ],
)
def test_a_setting_of_another_kind_is_one_caution(
    model: str, request_: dict[str, Any], said: str
) -> None:
    report = check_fit(model, "4090", **request_)
    assert [note for note in report.cautions if said in note], report.cautions
    if "engine" not in request_:
        assert report.required_gib == check_fit(model, "4090", **_kept(request_)).required_gib


def test_settings_of_the_models_own_kind_are_not_remarked_on() -> None:
    assert check_fit("Qwen3-8B", "4090", context=4096, kv_precision="fp8").cautions == []
    video = check_fit("LTX-Video", "4090", width=768, height=512, frames=25, engine="diffusers")
    assert video.cautions == []


def _kept(request: dict[str, Any]) -> dict[str, Any]:
    """The request without what does not apply; the offload mode itself stays."""
    return {"offload": "none"} if "offload" in request else {}
