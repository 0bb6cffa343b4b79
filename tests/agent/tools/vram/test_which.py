"""The question turned round: what a card runs, which cards run a model."""

import pytest

from agent.tools.vram import check_fit, which_gpus, which_models


def test_a_family_with_a_number_is_that_generation_alone() -> None:
    names = {row["name"] for row in which_models("H200", family="Qwen3")}
    assert "Qwen3-32B" in names
    assert not [name for name in names if name.startswith(("Qwen3.5", "Qwen3-VL", "Qwen3-TTS"))]


def test_a_model_too_large_as_released_is_tried_in_the_formats_given() -> None:
    plain = {row["name"] for row in which_models("3060", family="Qwen3", formats=())}
    tried = {row["name"]: row for row in which_models("3060", family="Qwen3")}
    assert "Qwen3-8B" not in plain
    assert tried["Qwen3-8B"]["precision"] == "fp8"
    assert tried["Qwen3-4B"]["precision"] == "bf16"
    named = which_models("3060", family="Qwen3", formats=("fp8",), precision="awq")
    assert {row["precision"] for row in named} == {"awq"}


def test_a_kind_of_model_is_kept() -> None:
    assert {row["kind"] for row in which_models("4090", kind="video")} == {"video"}
    dense = {row["name"] for row in which_models("H200", family="Qwen3", kind="dense")}
    assert "Qwen3-32B" in dense
    assert "Qwen3-30B-A3B" not in dense


def test_cards_come_smallest_first() -> None:
    rows = which_gpus("Qwen3-32B", precision="fp8")
    assert [row["memory_gib"] for row in rows] == sorted(row["memory_gib"] for row in rows)
    assert {row["precision"] for row in rows} == {"fp8"}


def test_a_clip_of_some_seconds_counts_at_each_makers_rate() -> None:
    rows = which_models("RTX 4090", kind="video", width=1280, height=720, seconds=5)
    by_name = {row["name"]: row for row in rows}
    ours = by_name["Wan2.2-TI2V-5B"]  # 24 frames a second, too much as its maker runs it
    same = check_fit(
        "Wan2.2-TI2V-5B",
        "RTX 4090",
        width=1280,
        height=720,
        frames=121,
        engine="diffusers",
        offload=ours["offload"],
    )
    assert ours["required_gib"] == pytest.approx(same.required_gib, abs=0.01)
    assert by_name["Wan2.1-T2V-1.3B"]["made_for"] == "832 x 480"
    assert "made_for" not in rows[0] and "made_for" in rows[-1]


def test_a_pipeline_is_tried_with_offload_where_it_does_not_fit_as_its_maker_runs_it() -> None:
    rows = {row["name"]: row for row in which_models("8GB", kind="image")}
    assert rows["SDXL"]["offload"] == "model+vae_tiling"
    assert "offload" not in rows["SD1.5"]
    named = {row["name"] for row in which_models("8GB", kind="image", engine="diffusers")}
    assert "SDXL" not in named  # the way it is to be run was said


@pytest.mark.parametrize(
    ("gpu", "family", "kind"),
    [
        ("3060", "Wan2.2", "video"),
        ("3060", "FLUX.1", "image"),
        ("RX 7600", "FLUX.1", "image"),
        ("4090", "Wan2.2", "video"),
    ],
)
def test_a_pipeline_that_its_ladder_makes_fit_is_in_the_list_with_the_step(
    gpu: str, family: str, kind: str
) -> None:
    rows = {row["name"]: row for row in which_models(gpu, family=family, kind=kind)}
    assert rows
    for name, row in rows.items():
        assert (row["how"] == "as it is") == bool(check_fit(name, gpu).fits)
    small = which_models("3060", family="Wan2.2")[0]
    assert (small["name"], small["precision"]) == ("Wan2.2-TI2V-5B", "fp8")
    assert "weights in fp8" in small["how"]


def test_what_fits_only_streamed_comes_after_what_fits_otherwise() -> None:
    rows = which_models("12GB", kind="video")
    streamed = [row["offload"] == "group+vae_tiling" for row in rows if "offload" in row]
    assert any(streamed) and streamed == sorted(streamed)
    assert all("slower" in row["how"] for row in rows if row.get("offload", "").startswith("group"))
    asked = which_models("12GB", kind="video", offload="none")
    assert not any("offload" in row for row in asked)
    named = which_models("12GB", kind="image", precision="bf16")
    assert {row["precision"] for row in named} == {"bf16"}


def test_a_model_that_just_misses_in_the_format_asked_is_tried_with_its_prompt_in_pieces() -> None:
    rows = {row["name"]: row for row in which_models("12GB", family="Qwen3", precision="awq")}
    assert "2,048" in str(rows["Qwen3-14B"]["how"])
    assert (
        rows["Qwen3-14B"]["required_gib"]
        < check_fit("Qwen3-14B", "12GB", precision="awq").required_gib
    )
    assert "2,048" not in str(rows["Qwen3-8B"]["how"])
    short = which_models("12GB", family="Qwen3", precision="awq", context=2048)
    assert not [row for row in short if "pieces" in str(row["how"])]
    named = which_models("12GB", family="Qwen3", precision="awq", engine="transformers")
    assert not [row for row in named if "pieces" in str(row["how"])]  # the way it is run was said
