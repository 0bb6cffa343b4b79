from typing import Any

import pytest

from agent.tools.vram.denoising import denoiser_activations, tokens, units
from agent.tools.vram.laws import law_of
from agent.tools.vram.workload import Workload, read_workload

CLIP = {"width": 832, "height": 480, "frames": 17}
DIFFUSERS = {"engine": "diffusers", "offload": "none"}
#: The law counts a token of text as one of the picture, which is a little much in a short clip.
NEAR = 0.09
#: Models whose class is as another's and whose shape is not, or that keep what layers made.
OF_OTHER_SHAPE = [
    ("Wan2.1-T2V-1.3B", CLIP),
    ("Wan2.1-VACE-14B", CLIP),
    ("Wan2.1-VACE-1.3B", CLIP),
    ("HunyuanDiT", {"width": 1024, "height": 1024}),
    ("LTX-2", {"width": 768, "height": 512, "frames": 121}),
    ("LTX-2", {"width": 768, "height": 512, "frames": 121, "task": "image-to-video"}),
    ("Cosmos-1.0-Diffusion-7B", {"width": 1280, "height": 704, "frames": 33}),
    ("HunyuanVideo-1.5", {"width": 1280, "height": 720, "frames": 61}),
]


@pytest.mark.parametrize(("model", "setting"), OF_OTHER_SHAPE)
def test_the_law_is_what_the_module_in_its_own_shape_keeps(model: str, setting: Any) -> None:
    pytest.importorskip("diffusers")
    from agent.tools.vram.exact.denoiser_shapes import released_config, spec_of_row
    from agent.tools.vram.exact.pipeline import trace_denoiser

    work = _work(model, **setting)
    spec = spec_of_row(work.model)
    assert spec is not None
    traced = trace_denoiser(work, spec, released_config(work.model, spec), "bfloat16").alive

    assert denoiser_activations(work) == pytest.approx(
        traced * work.model.cfg_batch * work.batch, rel=NEAR
    )


def _work(model: str, **setting: Any) -> Workload:
    return read_workload(model, None, DIFFUSERS | setting)


def test_a_narrow_model_is_widest_in_its_feed_forward_layers() -> None:
    wide, narrow = (_work(f"Wan2.1-T2V-{size}", **CLIP) for size in ("14B", "1.3B"))
    law = law_of("dit", "wan21")

    assert units(wide, law) == law["units"]
    base, slope = law["ffn_units"]
    assert units(narrow, law) == pytest.approx(base + slope * 8960 / 1536)


def test_each_kept_layer_adds_what_it_leaves() -> None:
    law = law_of("dit", "hunyuandit")
    one = _work("HunyuanDiT")

    assert units(one, law) == pytest.approx(law["units"] + law["kept_units"] * 20)  # half of 40


def test_a_clip_from_a_picture_has_a_time_step_a_token() -> None:
    plain, pictured = (_work("LTX-2", task=task) for task in ("text-to-video", "i2v"))

    assert denoiser_activations(pictured) > 1.4 * denoiser_activations(plain)
    assert tokens(pictured) == tokens(plain)


def test_a_makers_feed_forward_in_16_bits_is_no_more_than_its_attention_in_32() -> None:
    law = law_of("dit", "wan21")
    work = read_workload("Wan2.1-T2V-1.3B", None, {"engine": "official"} | CLIP)

    assert units(work, law) == law["maker_units"]
