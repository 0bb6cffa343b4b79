"""Workflows in the API form, written here as the server takes them."""

import json
from pathlib import Path
from typing import Any

import pytest

from agent.tools.vram.errors import CannotEstimate
from agent.tools.vram.estimate import need_of
from agent.tools.vram.fit import check_fit
from agent.tools.vram.given import Given
from agent.tools.vram.given.workflow import read_workflow
from agent.tools.vram.need import GIB, Need
from agent.tools.vram.workload import read_workload

Nodes = dict[str, tuple[str, dict[str, Any]]]


def read(folder: Path, nodes: Nodes) -> Given:
    """The request of a workflow of `id: (class, inputs)`."""
    content = {i: {"class_type": kind, "inputs": inputs} for i, (kind, inputs) in nodes.items()}
    path = folder / "workflow.json"
    path.write_text(json.dumps(content), encoding="utf-8")
    return read_workflow(path)


def need(given: Given) -> Need:
    request = {"precision": given.precision, **given.request}
    return need_of(read_workload(given.model, None, request))


def wan22(**more: tuple[str, dict[str, Any]]) -> Nodes:
    """Text to video with the two experts of Wan2.2 in fp8."""
    file = "wan2.2_t2v_{}_noise_14B_fp8_scaled.safetensors"
    size = {"width": 832, "height": 480, "length": 81, "batch_size": 1}
    return {
        "1": ("UNETLoader", {"unet_name": file.format("high"), "weight_dtype": "default"}),
        "2": ("UNETLoader", {"unet_name": file.format("low"), "weight_dtype": "default"}),
        "3": ("CLIPLoader", {"clip_name": "umt5_xxl_fp8_e4m3fn_scaled.safetensors", "type": "wan"}),
        "4": ("VAELoader", {"vae_name": "wan_2.1_vae.safetensors"}),
        "5": ("EmptyHunyuanLatentVideo", size),
        "6": ("KSamplerAdvanced", {"model": ["1", 0], "cfg": 3.5, "steps": 20}),
        "7": ("VAEDecode", {"samples": ["6", 0], "vae": ["4", 0]}),
        "8": ("SaveVideo", {"video": ["7", 0]}),
        **more,
    }


def flux(unet: str = "flux1-dev.safetensors", weight_dtype: str = "default") -> Nodes:
    return {
        "1": ("UNETLoader", {"unet_name": unet, "weight_dtype": weight_dtype}),
        "2": (
            "DualCLIPLoader",
            {"clip_name1": "t5xxl_fp8_e4m3fn.safetensors", "clip_name2": "clip_l.safetensors"},
        ),
        "3": ("EmptySD3LatentImage", {"width": 1216, "height": 832, "batch_size": 2}),
        "4": ("PreviewImage", {"images": ["9", 0]}),
    }


def test_a_workflow_becomes_a_request(tmp_path: Path) -> None:
    given = read(tmp_path, wan22())
    assert (given.model.name, given.precision) == ("Wan2.2-T2V-A14B", "fp8")
    assert given.request == {
        "engine": "comfyui",
        "width": 832,
        "height": 480,
        "frames": 81,
        "batch": 1,
        "component_precision": {"text_encoder": "fp8"},
    }
    assert given.cautions == ()
    assert "wan2.2_t2v_high_noise_14B_fp8_scaled.safetensors" in given.assumptions[0]
    assert "workflow.json" in given.source


def test_the_request_is_answered_like_the_same_one_typed(tmp_path: Path) -> None:
    typed = read_workload(
        "Wan2.2-T2V-A14B",
        None,
        {
            "engine": "comfyui",
            "precision": "fp8",
            "component_precision": {"text_encoder": "fp8"},
            "width": 832,
            "height": 480,
            "frames": 81,
        },
    )
    assert need(read(tmp_path, wan22())).device == need_of(typed).device


@pytest.mark.parametrize(
    ("file", "weight_dtype", "precision"),
    [
        ("flux1-dev.safetensors", "default", None),
        ("flux1-dev.safetensors", "fp8_e4m3fn_fast", "fp8"),
        ("flux1-dev-fp8.safetensors", "default", "fp8"),
        ("sub/folder/flux1-dev-bf16.safetensors", "default", "bf16"),
    ],
)
def test_precision_is_the_loaders_else_that_of_the_files_name(
    tmp_path: Path, file: str, weight_dtype: str, precision: str | None
) -> None:
    given = read(tmp_path, flux(file, weight_dtype))
    assert (given.model.name, given.precision) == ("FLUX.1-dev", precision)
    assert given.request["component_precision"] == {"text_encoder": "fp8"}
    assert (given.request["width"], given.request["height"]) == (1216, 832)
    assert given.request["batch"] == 2


@pytest.mark.parametrize(
    ("kind", "inputs", "model", "precision"),
    [
        ("UnetLoaderGGUF", {"unet_name": "flux1-dev-Q4_K_S.gguf"}, "FLUX.1-dev", "q4_k_s"),
        (
            "WanVideoModelLoader",
            {
                "model": "Wan2_1-T2V-14B_bf16.safetensors",
                "base_precision": "fp16",
                "quantization": "fp8_e4m3fn",
            },
            "Wan2.1-T2V-14B",
            "fp8",
        ),
        (
            "WanVideoModelLoader",
            {
                "model": "WanVideo/Wan2_1-I2V-14B-480P_fp8_e4m3fn.safetensors",
                "base_precision": "fp16",
                "quantization": "disabled",
            },
            "Wan2.1-I2V-14B-480P",
            "fp8",
        ),
        (
            "HyVideoModelLoader",
            {
                "model": "hunyuan_video_720_cfgdistill_fp8_e4m3fn.safetensors",
                "base_precision": "bf16",
                "quantization": "fp8_e4m3fn",
            },
            "HunyuanVideo",
            "fp8",
        ),
        (
            "NunchakuFluxDiTLoader",
            {"model_path": "svdq-int4_r32-flux.1-dev.safetensors", "cpu_offload": "disable"},
            "FLUX.1-dev",
            "int4",
        ),
        (
            "NunchakuQwenImageDiTLoader",
            {"model_name": "svdq-fp4_r32-qwen-image.safetensors", "cpu_offload": "auto"},
            "Qwen-Image",
            "nvfp4",
        ),
        (
            "UnetLoaderGGUFDisTorchMultiGPU",  # a node we do not know, its file we do
            {"unet_name": "qwen-image-Q5_K_M.gguf", "virtual_vram_gb": 4},
            "Qwen-Image",
            "q5_k_m",
        ),
    ],
)
def test_loaders_of_other_node_packs_are_read(
    tmp_path: Path, kind: str, inputs: dict[str, Any], model: str, precision: str
) -> None:
    given = read(tmp_path, {"1": (kind, inputs)})
    assert (given.model.name, given.precision) == (model, precision)


def test_a_whole_checkpoint_brings_its_text_encoders_in_its_own_precision(tmp_path: Path) -> None:
    nodes: Nodes = {
        "1": ("CheckpointLoaderSimple", {"ckpt_name": "flux1-schnell-fp8.safetensors"}),
        "2": ("EmptySD3LatentImage", {"width": 1024, "height": 1024, "batch_size": 1}),
    }
    whole = read(tmp_path, nodes)
    assert "component_precision" not in whole.request
    nodes["1"] = ("UNETLoader", {"unet_name": "flux1-schnell-fp8.safetensors"})
    apart = read(tmp_path, nodes)
    encoding = [need(one).phases[0].parts.weights for one in (whole, apart)]
    assert encoding[0] == pytest.approx(encoding[1] / 2, rel=0.05)


def test_of_two_models_the_larger_is_answered_and_the_other_named(tmp_path: Path) -> None:
    nodes = flux() | {
        "20": ("CheckpointLoaderSimple", {"ckpt_name": "sd_xl_base_1.0.safetensors"}),
        "21": ("UNETLoader", {"unet_name": "my_own_thing.safetensors"}),
    }
    given = read(tmp_path, nodes)
    assert given.model.name == "FLUX.1-dev"
    assert any("SDXL (sd_xl_base_1.0.safetensors)" in words for words in given.cautions)
    assert any("my_own_thing.safetensors" in words for words in given.cautions)


def test_nodes_it_does_not_know_are_named_and_harmless_ones_are_not(tmp_path: Path) -> None:
    nodes = flux() | {
        "20": ("SomebodysLatentMagic", {"samples": ["3", 0]}),
        "21": ("Note", {}),
        "22": ("PreviewAny", {}),
        "23": ("PrimitiveInt", {"value": 3}),
        "24": ("SaveImage", {"images": ["9", 0]}),
        "25": ("LoraLoaderModelOnly", {"lora_name": "a.safetensors"}),
    }
    (caution,) = read(tmp_path, nodes).cautions
    assert "SomebodysLatentMagic" in caution
    assert not any(kind in caution for kind in ("Note", "Preview", "Primitive", "Save", "Lora"))


def test_networks_beside_the_model_are_named(tmp_path: Path) -> None:
    control = {"control_net_name": "flux-canny.safetensors"}
    given = read(tmp_path, flux() | {"20": ("ControlNetLoader", control)})
    assert any("flux-canny.safetensors" in words for words in given.cautions)


def test_animatediff_turns_the_batch_into_frames(tmp_path: Path) -> None:
    nodes: Nodes = {
        "1": ("CheckpointLoaderSimple", {"ckpt_name": "dreamshaper_8.safetensors"}),
        "2": ("ADE_AnimateDiffLoaderGen1", {"model_name": "mm_sd_v15_v2.ckpt"}),
        "3": ("EmptyLatentImage", {"width": 512, "height": 768, "batch_size": 16}),
    }
    given = read(tmp_path, nodes)
    assert given.model.name == "AnimateDiff"
    assert (given.request["frames"], given.request["batch"]) == (16, 1)


@pytest.mark.parametrize(
    ("content", "words"),
    [
        ("{not json", "no JSON"),
        ("", "no JSON"),
        ("[1, 2]", "no ComfyUI workflow"),
        ('{"model_type": "qwen3"}', "no ComfyUI workflow"),
        ('{"nodes": []}', "no ComfyUI workflow"),
        ('{"1": {"class_type": "SaveImage", "inputs": {}}}', "loads no image or video model"),
        (
            '{"1": {"class_type": "UNETLoader", "inputs": {"unet_name": "mine.safetensors"}}}',
            "mine.safetensors",
        ),
    ],
)
def test_what_is_no_workflow_gets_one_sentence(tmp_path: Path, content: str, words: str) -> None:
    path = tmp_path / "x.json"
    path.write_text(content, encoding="utf-8")
    with pytest.raises(CannotEstimate, match=words):
        read_workflow(path)


def test_bytes_that_are_no_text_and_a_missing_file_get_one_sentence(tmp_path: Path) -> None:
    path = tmp_path / "x.json"
    path.write_bytes(b"\xff\xfe\x00\x01")
    with pytest.raises(CannotEstimate, match="no JSON"):
        read_workflow(path)
    with pytest.raises(CannotEstimate, match="cannot be read"):
        read_workflow(tmp_path / "none.json")


def test_a_language_models_file_is_no_loader_of_pictures(tmp_path: Path) -> None:
    nodes: Nodes = {"1": ("UNETLoader", {"unet_name": "Qwen3-8B.safetensors"})}
    with pytest.raises(CannotEstimate, match=r"Qwen3-8B\.safetensors"):
        read(tmp_path, nodes)


def test_a_check_takes_the_file_and_what_is_typed_goes_before_it(tmp_path: Path) -> None:
    read(tmp_path, wan22())
    path = str(tmp_path / "workflow.json")
    report = check_fit(path, "3060")
    assert (report.model, report.request["engine"]) == ("Wan2.2-T2V-A14B", "comfyui")
    assert (report.request["width"], report.request["frames"]) == (832, 81)
    typed = check_fit(path, "3060", frames=33, precision="q4_k_m")
    assert (typed.request["frames"], typed.request["precision"]) == (33, "q4_k_m")
    assert (typed.required_gib or 0) < (report.resident_gib or 0)


def test_denoising_in_fp8_takes_half_of_the_weights(tmp_path: Path) -> None:
    half = need(read(tmp_path, flux("flux1-dev-fp8.safetensors"))).phases[1].parts.weights
    whole = need(read(tmp_path, flux())).phases[1].parts.weights
    assert half == pytest.approx(whole / 2, rel=0.02)
    assert whole / GIB == pytest.approx(22.2, abs=0.2)
