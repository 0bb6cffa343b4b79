"""Names of weight files as the makers and ComfyUI's repackaged releases write them."""

import pytest

from agent.tools.vram.catalog import models
from agent.tools.vram.facts import table
from agent.tools.vram.given.file_names import model_of_file, precision_of_file


@pytest.mark.parametrize(
    ("file", "model", "precision"),
    [
        ("wan2.2_t2v_high_noise_14B_fp8_scaled.safetensors", "Wan2.2-T2V-A14B", "fp8"),
        ("wan2.2_ti2v_5B_fp16.safetensors", "Wan2.2-TI2V-5B", "fp16"),
        ("Wan2_1-I2V-14B-480p_fp8_e4m3fn_scaled_KJ.safetensors", "Wan2.1-I2V-14B-480P", "fp8"),
        ("wan2.1_t2v_1.3B_fp16.safetensors", "Wan2.1-T2V-1.3B", "fp16"),
        ("wan2.1_vace_14B_fp16.safetensors", "Wan2.1-VACE-14B", "fp16"),
        ("WanVideo\\Wan2_1-T2V-14B_fp8_e5m2.safetensors", "Wan2.1-T2V-14B", "fp8"),
        ("flux1-dev-Q4_K_S.gguf", "FLUX.1-dev", "q4_k_s"),
        ("flux1-dev-kontext_fp8_scaled.safetensors", "FLUX.1-Kontext-dev", "fp8"),
        ("flux2_dev_fp8mixed.safetensors", "FLUX.2-dev", "fp8"),
        ("flux-2-klein-base-9b-fp8.safetensors", "FLUX.2-klein-9B", "fp8"),
        ("qwen_image_fp8_e4m3fn.safetensors", "Qwen-Image", "fp8"),
        ("Qwen-Image-Edit-2509-UD-Q4_K_XL.gguf", "Qwen-Image-Edit-2509", "q4_k_m"),
        ("hunyuan_video_720_cfgdistill_fp8_e4m3fn.safetensors", "HunyuanVideo", "fp8"),
        ("hunyuanvideo1.5_720p_t2v_fp16.safetensors", "HunyuanVideo-1.5", "fp16"),
        ("ltx-video-2b-v0.9.5.safetensors", "LTX-Video", None),
        ("ltxv-13b-0.9.8-distilled-fp8.safetensors", "LTX-Video-13B", "fp8"),
        ("ltx-2.3-22b-dev-fp8.safetensors", "LTX-2.3", "fp8"),
        ("mochi_preview_dit_fp8_e4m3fn.safetensors", "Mochi-1", "fp8"),
        ("sd3.5_large_fp8_scaled.safetensors", "SD3.5-large", "fp8"),
        ("sd_xl_base_1.0.safetensors", "SDXL", None),
        ("v1-5-pruned-emaonly-fp16.safetensors", "SD1.5", "fp16"),
        ("z_image_turbo_bf16.safetensors", "Z-Image-Turbo", "bf16"),
        ("Chroma1-HD-fp8mixed.safetensors", "Chroma", "fp8"),
        ("svdq-int4_r32-flux.1-dev.safetensors", "FLUX.1-dev", "int4"),
        ("hunyuan3d-dit-v2_fp16.safetensors", "Hunyuan3D-2.0", "fp16"),
    ],
)
def test_a_files_name_tells_its_model_and_precision(
    file: str, model: str, precision: str | None
) -> None:
    found = model_of_file(file)
    assert (found.name if found else None, precision_of_file(file)) == (model, precision)


@pytest.mark.parametrize(
    "file",
    ["sd_xl_refiner_1.0.safetensors", "ace_step_v1_3.5b.safetensors", "mine.safetensors", ""],
)
def test_other_files_are_of_no_model_of_the_catalogue(file: str) -> None:
    assert model_of_file(file) is None


def test_every_rule_names_a_model_of_the_catalogue() -> None:
    known = {model.name for model in models()} | {""}
    assert [rule for rule in table("comfyui_nodes")["files"] if rule[1] not in known] == []
