"""A step's setting names parts that the pipeline has, and methods that they have."""

import inspect
import re
from typing import Any

import diffusers
import pytest

from agent.tools.vram import check_fit
from agent.tools.vram.attributes import decodes_in_pieces, denoisers, text_encoders, wide_encoder
from agent.tools.vram.catalog import find_model
from agent.tools.vram.model import Model

_PIPELINES = {
    "SDXL": "StableDiffusionXLPipeline",
    "SVD": "StableVideoDiffusionPipeline",
    "Kandinsky-2.2": "KandinskyV22CombinedPipeline",
    "Kandinsky-3": "Kandinsky3Pipeline",
    "Stable-Cascade": "StableCascadeCombinedPipeline",
    "FLUX.1-dev": "FluxPipeline",
    "SD3.5-large": "StableDiffusion3Pipeline",
    "HiDream-I1": "HiDreamImagePipeline",
    "Wan2.2-T2V-A14B": "WanPipeline",
    "HunyuanVideo": "HunyuanVideoPipeline",
}


def _model(name: str) -> Model:
    found = find_model(name)
    assert found
    return found


def _settings(model: str, gpu: str, **request: Any) -> str:
    return " ".join(row["how"] for row in check_fit(model, gpu, **request).options)


@pytest.mark.parametrize("name", _PIPELINES)
@pytest.mark.parametrize("gpu", ["4GB", "8GB", "GTX 1080", "RTX 3060 12GB"])
@pytest.mark.parametrize("batch", [1, 8])
def test_settings_name_parts_that_the_pipeline_has(name: str, gpu: str, batch: int) -> None:
    has = inspect.signature(getattr(diffusers, _PIPELINES[name]).__init__).parameters
    said = _settings(name, gpu, engine="diffusers", offload="none", batch=batch)
    for part in re.findall(r"pipe\.(\w+)(?!\w*\()", said):
        assert part in has, said


def test_weights_in_fp8_are_cast_in_the_part_that_decides_the_peak() -> None:
    said = _settings("Kolors", "GTX 1080")
    assert "pipe.unet, pipe.text_encoder)" in said and "transformer" not in said
    assert "compute_dtype=torch.float16" in said and "--fp8_e4m3fn-text-enc" in said
    assert wide_encoder(_model("FLUX.1-dev")) == "text_encoder_2"
    assert wide_encoder(_model("SD3.5-large")) == "text_encoder_3"
    assert denoisers(_model("Wan2.2-T2V-A14B")) == ["transformer", "transformer_2"]
    assert len(text_encoders(_model("HiDream-I1"))) == 4


@pytest.mark.parametrize("name", ["SVD", "Stable-Cascade", "Kandinsky-2.2", "Kandinsky-3"])
def test_a_decoder_without_tiles_is_not_told_to_tile(name: str) -> None:
    assert not decodes_in_pieces(_model(name))
    for engine in (None, "diffusers", "official"):
        said = _settings(name, "GTX 1060 6GB", batch=4, width=2048, height=2048, engine=engine)
        assert "enable_tiling" not in said and "enable_slicing" not in said


def test_comfyui_gets_no_setting_of_diffusers() -> None:
    for model in ("SDXL", "FLUX.1-dev", "SVD", "Kolors"):
        said = _settings(model, "4GB", engine="comfyui", batch=8, width=2048, height=2048)
        assert "pipe." not in said


@pytest.mark.parametrize("name", ["TRELLIS", "Hunyuan3D-2.0", "HunyuanImage-3.0"])
def test_a_model_outside_diffusers_is_changed_in_its_own_modules(name: str) -> None:
    said = _settings(name, "8GB" if name != "HunyuanImage-3.0" else "H100")
    assert "torch: " in said and "pipe." not in said and "ComfyUI" not in said


@pytest.mark.parametrize("engine", ["transformers", "mlx", "ollama", "llama.cpp", "vllm"])
def test_every_step_in_a_named_runtime_is_a_setting_of_it(engine: str) -> None:
    spelt = {"vllm": "vLLM", "ollama": "Ollama"}.get(engine, engine)
    rows = check_fit("Qwen3-8B", "8GB", engine=engine, context=32768, batch=4).options
    for row in rows:
        moved = "run in llama.cpp" in row["change"]
        assert row.get("instead") or row["how"].startswith("llama.cpp" if moved else spelt), row
        assert ";" not in row["how"]
