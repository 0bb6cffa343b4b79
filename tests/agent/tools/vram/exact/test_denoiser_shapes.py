from dataclasses import replace

import pytest

from agent.tools.vram.catalog import read_model
from agent.tools.vram.exact.denoiser_shapes import (
    config_of,
    released_config,
    spec_of_class,
    spec_of_row,
)
from agent.tools.vram.exact.pipeline import count_parameters

#: Models whose denoiser the catalogue counts: widths, depths and packings of every kind.
COUNTED = [
    "FLUX.1-schnell", "FLUX.2-klein-9B", "Z-Image-Turbo", "SD3.5-large", "SDXL", "PixArt-Sigma",
    "Sana-0.6B", "CogView4-6B", "Wan2.1-T2V-1.3B", "Wan2.1-I2V-14B", "HunyuanVideo",
    "LTX-Video-13B", "CogVideoX1.5-5B", "Cosmos-1.0-Diffusion-7B",
]  # fmt: skip


@pytest.mark.parametrize("name", COUNTED)
def test_a_class_in_its_released_shape_has_the_models_parameters(name: str) -> None:
    model = read_model(name).model
    spec = spec_of_row(model)
    assert spec is not None
    denoiser = next(part for part in model.parts if part["role"] == "dit")

    count = count_parameters(spec.cls, released_config(model, spec))

    assert count / 1e9 == pytest.approx(denoiser["params_b"], rel=0.002)


def test_a_rows_own_class_goes_before_the_one_whose_law_it_borrows() -> None:
    model = replace(read_model("LTX-2").model, dit_class="ltx")
    assert spec_of_row(model) == spec_of_class("LTX2VideoTransformer3DModel")


def test_of_a_config_only_what_the_class_takes_is_kept() -> None:
    told = {"_class_name": "WanTransformer3DModel", "num_layers": 3, "of_a_later_release": True}
    assert config_of(told, "WanTransformer3DModel") == {"num_layers": 3}
