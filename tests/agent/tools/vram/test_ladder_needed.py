"""The ladder leaves out what its fit does not need, and names the settings of the runtime."""

from typing import Any

import pytest

from agent.tools.vram import check_fit
from agent.tools.vram.facts import table


def test_every_step_of_a_ladder_that_fits_is_needed() -> None:
    report = check_fit("HunyuanVideo", "RTX 3060 12GB")
    changes = [str(row["change"]) for row in report.options]
    assert not any("nf4" in change for change in changes), changes
    assert changes.index("weights in fp8") < changes.index("105 frames")
    fitting = [row for row in report.options if row["fits"] and not row.get("instead")]
    assert len(fitting) == 1
    again = check_fit(
        "HunyuanVideo",
        "RTX 3060 12GB",
        engine="diffusers",
        offload="group+vae_tiling",
        precision="fp8",
        frames=105,
    )
    assert again.fits
    assert again.required_gib == pytest.approx(fitting[0]["required_gib"], abs=0.02)


def test_another_card_follows_the_verdict_and_the_kind_of_card() -> None:
    card = check_fit("Wan2.2-TI2V-5B", "RTX 3060 12GB").options[-1]
    assert "from 24 GB (RTX 3090)" in card["change"]
    assert check_fit("Wan2.2-TI2V-5B", "RTX 3090").fits


def test_a_k_quant_is_run_by_llama_cpp_unless_another_engine_is_named() -> None:
    plain = check_fit("Qwen3-32B", "4090", precision="q4_k_m", context=32768)
    named = check_fit("Qwen3-32B", "4090", precision="q4_k_m", context=32768, engine="llama.cpp")
    assert plain.required_gib == named.required_gib
    assert any("llama.cpp" in note for note in plain.assumptions)
    other = check_fit("Qwen3-32B", "4090", precision="q4_k_m", context=32768, engine="transformers")
    assert (other.required_gib or 0.0) > (plain.required_gib or 0.0)


def test_a_solver_without_a_solution_says_so() -> None:
    report = check_fit("HunyuanVideo", "RTX 4090", solve="frames")
    assert report.solved["value"] is None
    (said,) = (note for note in report.cautions if "even 1 frame" in note)
    one = check_fit("HunyuanVideo", "RTX 4090", frames=1)
    assert not one.fits
    assert f"even 1 frame needs about {one.required_gib:.1f} GiB" in said
    assert "No number of frames" not in said  # the changes named before it reach some


def test_what_was_solved_stands_in_the_first_line_and_not_among_what_was_assumed() -> None:
    report = check_fit("Qwen3-8B", "RTX 4090", solve="context")
    assert report.markdown().startswith("**The largest context length that fits: ")
    assert not any(str(note).startswith("Context 8,192") for note in report.assumptions)


@pytest.mark.parametrize(
    ("engine", "change", "flag"),
    [
        ("vllm", "cache in fp8", "vLLM: --kv-cache-dtype fp8"),
        ("llama.cpp", "cache in q8_0", "llama.cpp: --cache-type-k q8_0 --cache-type-v q8_0"),
    ],
)
def test_a_step_names_the_setting_of_the_runtime_asked(engine: str, change: str, flag: str) -> None:
    options = check_fit(
        "Qwen3-32B", "4090", engine=engine, precision="q4_k_m", context=32768
    ).options
    (cache,) = (row for row in options if row["change"] == change)
    assert cache["how"] == flag


@pytest.mark.parametrize("cache", ["q8_0", "fp8", "q4_0"])
def test_a_cache_of_eight_bits_is_not_made_one_again(cache: str) -> None:
    setting = {"precision": "q4_k_m", "context": 98304, "kv_precision": cache}
    options = check_fit("Llama-3.1-8B", "RTX 3060 12GB", **setting).options
    assert not any(str(row["change"]).startswith("cache in") for row in options)


def test_in_llama_cpp_smaller_weights_are_a_gguf_file() -> None:
    options = check_fit("Qwen3-8B", "RTX 3060 12GB", engine="llama.cpp").options
    assert any(row["how"] == "llama.cpp: --model FILE-Q8_0.gguf" for row in options)
    assert not any("vLLM" in row["how"] for row in options)


def test_every_change_has_a_setting_of_a_usual_runtime_and_each_runtime_a_source() -> None:
    known = table("flags")
    for change, settings in known["changes"].items():
        assert {"diffusers", "vllm", "llama.cpp", "macos"} & settings.keys(), change
        assert settings.keys() <= known["sources"].keys(), change
    assert all(link.startswith("https://") for link in known["sources"].values())


def test_a_step_that_alone_closes_the_gap_is_taken_however_small() -> None:
    report = check_fit("FLUX.1-dev", "RTX 3060 12GB", engine="diffusers", precision="fp8")
    assert any(row["fits"] and not row.get("instead") for row in report.options)


def test_a_decode_that_becomes_the_peak_is_tiled() -> None:
    report = check_fit("Qwen-Image", "RTX 3060 8GB", engine="diffusers", offload="none")
    changes = [str(row["change"]) for row in report.options]
    assert "decode the picture in tiles" in changes
    assert [row["fits"] for row in report.options][-2:] == [True, True]


def test_another_card_is_the_smallest_of_any_kind_then_of_consumers_and_data_centres() -> None:
    def named(model: str, gpu: str, **request: Any) -> str:
        return str(check_fit(model, gpu, **request).options[-1]["change"])

    small = named("Qwen3-8B", "RTX 3060 12GB")
    assert small.startswith("another card, from 20 GB (RTX 4000 Ada)")
    assert "consumer cards from 24 GB (RTX 3090)" in small
    large = named("HunyuanVideo", "RTX 3060 12GB")
    assert large.startswith("another card, from 64 GB (MI210)")
    assert "data-centre cards from 80 GB (A100 80GB)" in large
    assert "workstation cards from 96 GB (RTX PRO 6000 Blackwell)" in large


def test_a_figure_that_ties_with_the_card_is_shown_to_the_digit_that_tells() -> None:
    report = check_fit("Qwen3-8B", "RTX 3060 12GB", precision="fp8", solve="context")
    assert f"{report.required_gib:.1f}" == f"{report.available_gib:.1f}"
    assert f"{report.required_gib:.2f} GiB" in report.sentence()
    assert "11.82 GiB usable" in report.sentence()


@pytest.mark.parametrize(
    ("model", "gpu", "request_", "same"),
    [
        ("Qwen3-8B", "RTX 3060 12GB", {}, {"precision": "fp8"}),
        ("gpt-oss-20b", "RTX 3060 12GB", {}, {"precision": "q6_k"}),
        ("Qwen3-32B", "RTX 4090", {}, {"precision": "q4_k_m"}),
        ("Llama-3.1-70B", "H100", {"engine": "vllm"}, {"precision": "fp8"}),
        ("Llama-3.1-70B", "H100", {}, {"gpu": "H20 141GB"}),
        ("gpt-oss-120b", "RTX 4090", {}, {"gpu": "MI210"}),
        ("Qwen3-Next-80B-A3B", "2x H100", {"context": 262144}, {"gpu": "2x A100 80GB"}),
    ],
)
def test_a_step_has_the_verdict_of_the_same_request_asked_itself(
    model: str, gpu: str, request_: dict[str, Any], same: dict[str, Any]
) -> None:
    report = check_fit(model, gpu, **request_)
    asked = check_fit(model, same.get("gpu", gpu), **request_, **_but_card(same))
    row = report.options[-1] if "gpu" in same else report.options[0]
    assert (row["verdict"], row["fits"]) == (asked.verdict, asked.fits)
    assert row["required_gib"] == pytest.approx(asked.required_gib, abs=0.02)
    tight = asked.verdict == "tight"
    steps = [one for one in report.markdown().splitlines() if one[:1].isdigit()]
    (line,) = (one for one in steps if str(row["change"]) in one)
    assert ("just fits" in line) is tight


def _but_card(same: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in same.items() if name != "gpu"}


@pytest.mark.parametrize(
    ("model", "gpu", "request_"),
    [
        ("Wan2.1-T2V-14B", "RTX 4090", {"width": 832, "height": 480, "frames": 81}),
        ("Wan2.1-T2V-14B", "RTX 4090", {"engine": "diffusers", "width": 832, "height": 480}),
        ("Kolors", "GTX 1080", {}),
        ("Qwen-Image", "RTX 4090", {"engine": "diffusers", "offload": "none"}),
    ],
)
def test_beside_smaller_weights_stands_streaming_them_as_they_are(
    model: str, gpu: str, request_: dict[str, Any]
) -> None:
    rows = check_fit(model, gpu, **request_).options
    assert any("weights in" in row["change"] for row in rows if not row.get("instead"))
    (streamed,) = (r for r in rows if "offload: group" in r["change"] and r.get("instead"))
    assert "weights in" not in streamed["change"] and streamed["fits"]
    switches = "+vae_tiling" if "tiles" in streamed["change"] else ""
    as_asked = request_.get("engine") or ("official" if model.startswith("Wan") else "any")
    asked = request_ | {"offload": f"group{switches}", "engine": as_asked}
    again = check_fit(model, gpu, **asked)
    assert again.fits and again.required_gib == pytest.approx(streamed["required_gib"], abs=0.02)
