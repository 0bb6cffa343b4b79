"""The reason of a figure that an untiled decode decides, and the switch that mends it."""

import pytest

from agent.tools.vram import check_fit


@pytest.mark.parametrize(
    ("model", "request_"),
    [
        ("HunyuanVideo-1.5", {"engine": "diffusers", "offload": "model"}),
        ("CogVideoX-5B", {"engine": "diffusers", "offload": "model", "precision": "int8"}),
        ("SDXL", {"engine": "diffusers"}),
        ("Wan2.2-TI2V-5B", {"engine": "diffusers", "offload": "model"}),
    ],
)
def test_a_decode_in_one_piece_is_named_with_its_figure_in_tiles(
    model: str, request_: dict[str, str]
) -> None:
    whole = check_fit(model, **request_)
    tiled = check_fit(
        model, **(request_ | {"offload": f"{request_.get('offload', 'none')}+vae_tiling"})
    )
    said = next(note for note in whole.cautions if "switched on" in note)
    assert f"{tiled.required_gib:.1f} GiB" in said and "enable_tiling" in said
    assert not any("switched on" in note for note in tiled.cautions)


def test_a_runtime_that_decodes_in_tiles_unasked_says_so() -> None:
    report = check_fit("SDXL", engine="wangp", precision="nf4", width=4096, height=4096)
    assert any("unasked" in note for note in report.assumptions) == (
        max(report.phases, key=lambda phase: phase["gib"])["name"] == "VAE decode"
    )
    assert not any("switched on" in note for note in report.cautions)


def test_the_makers_code_takes_small_tiles_on_small_cards() -> None:
    # its README states 14 GB as the minimum
    small, large = (check_fit("HunyuanVideo-1.5", card) for card in ("RTX 4080", "A100 40GB"))
    assert small.fits and 13.0 <= (small.required_gib or 0) <= 15.0
    assert large.fits and (large.required_gib or 0) > (small.required_gib or 0)


def test_the_ladder_offers_attention_by_lengths_where_the_class_takes_them() -> None:
    steps = check_fit("HunyuanVideo-1.5", "RTX 4080", engine="diffusers").options
    assert any("set_attention_backend" in step["how"] for step in steps)
    others = check_fit("OmniGen", "8GB", engine="diffusers").options
    assert not any("set_attention_backend" in step["how"] for step in others)


def test_a_maker_whose_figures_are_of_another_runtime_is_run_in_that_one() -> None:
    report = check_fit("CogVideoX-5B", "RTX 3060")
    assert report.request["engine"] == "diffusers"
    assert report.request["offload"] == "sequential+vae_tiling+vae_slicing"
    stated = report.evidence[0]
    assert stated["figure_gib"] == 5.0 and not stated["difference"]
    assert report.required_gib == pytest.approx(5.0, rel=0.1)


def test_from_28_gib_on_the_makers_decoder_holds_fp32_weights_under_an_autocast() -> None:
    small, large = (check_fit("HunyuanVideo-1.5", card) for card in ("RTX 4090", "A100 80GB"))
    decode = [next(p for p in one.phases if p["name"] == "VAE decode") for one in (small, large)]
    weights = [one["breakdown"]["weights"] for one in decode]
    assert weights[1] == pytest.approx(2 * weights[0], rel=0.01)
    tile = (256 / 128) ** 2  # its tiles are larger there, too
    assert decode[1]["gib"] > tile * 1.5 * (decode[0]["gib"] - weights[0] - 2)
    other = check_fit(
        "HunyuanVideo-1.5", "A100 80GB", engine="diffusers", offload="model+vae_tiling"
    )
    assert next(p for p in other.phases if p["name"] == "VAE decode")["breakdown"][
        "weights"
    ] == pytest.approx(weights[0], rel=0.01)


def test_where_that_decode_is_too_much_the_smaller_setting_is_counted_and_said() -> None:
    report = check_fit("HunyuanVideo-1.5", "RTX 5090")
    assert report.fits
    (note,) = (one for one in report.cautions if "decodes with weights in fp32" in str(one))
    assert getattr(note, "first", False) and "get_vae_inference_config" in note.zh
    assert not any(
        "fp32" in str(one) for one in check_fit("HunyuanVideo-1.5", "A100 80GB").cautions
    )
