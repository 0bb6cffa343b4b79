"""The ladder leaves out what its fit does not need; several cards are no worse than one."""

import pytest

from agent.tools.vram import check_fit


def test_every_step_of_a_ladder_that_fits_is_needed() -> None:
    report = check_fit("HunyuanVideo", "RTX 3060 12GB")
    changes = [str(row["change"]) for row in report.options]
    assert not any("nf4" in change or "fp8" in change for change in changes), changes
    fitting = [row for row in report.options if row["fits"] and not row.get("instead")]
    assert len(fitting) == 1
    again = check_fit(
        "HunyuanVideo", "RTX 3060 12GB", engine="diffusers", offload="group+vae_tiling", frames=81
    )
    assert again.fits
    assert again.required_gib == pytest.approx(fitting[0]["required_gib"], abs=0.02)


def test_another_card_follows_the_verdict_and_the_kind_of_card() -> None:
    card = check_fit("Wan2.2-TI2V-5B", "RTX 3060 12GB").options[-1]
    assert "24 GB (RTX 3090)" in card["change"]
    assert check_fit("Wan2.2-TI2V-5B", "RTX 3090").fits


@pytest.mark.parametrize("model", ["HunyuanVideo", "Wan2.2-T2V-A14B", "FLUX.1-dev", "Qwen-Image"])
@pytest.mark.parametrize("precision", ["bf16", "fp8"])
def test_more_cards_never_need_more_on_each(model: str, precision: str) -> None:
    needed = [
        check_fit(model, "H100", gpus=n, precision=precision).required_gib or 0.0 for n in (1, 2, 4)
    ]
    slack = 0.8  # buffers of the communication library
    assert needed[1] <= needed[0] + slack
    assert needed[2] <= needed[1] + slack


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
    assert any("No number of frames fits" in caution for caution in report.cautions)


def test_what_was_solved_stands_in_the_assumptions() -> None:
    report = check_fit("Qwen3-8B", "RTX 4090", solve="context")
    assert any(str(note).startswith("Solved: the largest context") for note in report.assumptions)
    assert not any(str(note).startswith("Context 8,192") for note in report.assumptions)


def test_comfyui_that_does_not_fit_whole_is_said_to_run_in_parts() -> None:
    report = check_fit("FLUX.1-dev", "RTX 3060 12GB", engine="comfyui", precision="fp8")
    assert report.verdict == "does not fit"
    assert any("loads in parts" in caution for caution in report.cautions)


@pytest.mark.parametrize(
    ("engine", "flag"),
    [
        ("vllm", "vLLM: --kv-cache-dtype fp8"),
        ("llama.cpp", "llama.cpp: --cache-type-k q8_0 --cache-type-v q8_0"),
    ],
)
def test_a_step_names_the_setting_of_the_runtime_asked(engine: str, flag: str) -> None:
    options = check_fit(
        "Qwen3-32B", "3060", engine=engine, precision="q4_k_m", context=32768
    ).options
    (cache,) = (row for row in options if row["change"] == "cache in fp8")
    assert cache["how"] == flag
