"""GGUF files of image and video models, their weights a hole in a sparse file."""

from pathlib import Path

import numpy as np
import pytest
from gguf import GGMLQuantizationType, GGUFWriter, LlamaFileType

from agent.tools.vram.errors import CannotEstimate
from agent.tools.vram.estimate import need_of
from agent.tools.vram.given.gguf.file import read_gguf
from agent.tools.vram.need import GIB
from agent.tools.vram.workload import read_workload


def write(path: Path, arch: str, billions: float) -> Path:
    """A DiT of so many parameters in one tensor of 4.5 bits each."""
    rows = int(billions * 1e9) // 4096
    size = rows * 4096 * 144 // 256
    writer = GGUFWriter(path, arch)
    writer.add_file_type(LlamaFileType.MOSTLY_Q4_K_S)
    writer.add_tensor_info(
        "double_blocks.0.img_attn.qkv.weight",
        (rows, 4096),
        np.dtype(np.float32),
        size,
        GGMLQuantizationType.Q4_K,
    )
    writer.write_header_to_file()
    writer.write_kv_data_to_file()
    writer.write_ti_data_to_file()
    writer.close()
    with path.open("r+b") as file:
        file.truncate(path.stat().st_size + 64 + size)
    return path


@pytest.mark.parametrize(
    ("arch", "file", "billions", "model"),
    [
        ("flux", "flux1-dev-Q4_K_S.gguf", 11.9, "FLUX.1-dev"),
        ("flux", "something.gguf", 11.9014, "FLUX.1-dev"),
        ("wan", "Wan2.2-T2V-A14B-HighNoise-Q4_K_M.gguf", 14.29, "Wan2.2-T2V-A14B"),
        ("hyvid", "hunyuan-video-t2v-720p-Q4_K_S.gguf", 12.82, "HunyuanVideo"),
        ("qwen_image", "unnamed.gguf", 20.43, "Qwen-Image"),
        ("sd3", "sd3.5_large-Q4_0.gguf", 8.06, "SD3.5-large"),
        ("sdxl", "unnamed.gguf", 2.5675, "SDXL"),
    ],
)
def test_an_image_or_video_file_is_the_dit_of_a_pipeline(
    tmp_path: Path, arch: str, file: str, billions: float, model: str
) -> None:
    given = read_gguf(write(tmp_path / file, arch, billions))
    assert (given.model.name, given.precision) == (model, "q4_k_s")
    assert given.request["engine"] == "comfyui"
    need = need_of(read_workload(given.model, None, {"precision": "q4_k_s", **given.request}))
    denoising = next(phase for phase in need.phases if phase.name == "denoising")
    # 4.5 bits a weight, exactly; text encoders are away, the VAE is not at work
    held = billions * 1e9 * 4.5 / 8
    assert denoising.parts.weights == pytest.approx(held, rel=0.02)


def test_a_dit_needs_less_than_its_pipeline_in_16_bits(tmp_path: Path) -> None:
    given = read_gguf(write(tmp_path / "flux1-dev.gguf", "flux", 11.9))
    request = {"precision": given.precision, **given.request}
    held = need_of(read_workload(given.model, None, request)).device
    whole = need_of(read_workload("FLUX.1-dev", None, {"engine": "comfyui"})).device
    assert held < whole - 5 * GIB


def test_another_precision_is_counted_from_the_parameters(tmp_path: Path) -> None:
    given = read_gguf(write(tmp_path / "flux1-dev.gguf", "flux", 11.9))
    request = {**given.request, "precision": "fp8"}
    need = need_of(read_workload(given.model, None, request))
    denoising = next(phase for phase in need.phases if phase.name == "denoising")
    assert denoising.parts.weights == pytest.approx(11.9e9, rel=0.02)


def test_a_dit_of_no_known_size_is_refused(tmp_path: Path) -> None:
    path = write(tmp_path / "unnamed.gguf", "flux", 3.3)
    with pytest.raises(CannotEstimate, match=r"3\.3 billion"):
        read_gguf(path)
