import subprocess
import sys
from typing import Any

import pytest

from agent.tools.vram import CannotEstimate, check_fit, check_rows, which_gpus, which_models
from agent.tools.vram import published as published_module


def test_hunyuan_video_does_not_fit_a_3060_and_the_maker_says_so_too() -> None:
    report = check_fit("HunyuanVideo", "3060")
    assert (report.verdict, report.fits, report.gpu) == ("does not fit", False, "RTX 3060 12GB")
    assert report.required_gib == pytest.approx(60, rel=0.1)
    assert any(row["figure_gib"] == 60 for row in report.evidence)
    assert any(row["fits"] for row in report.options)
    assert [phase["name"] for phase in report.phases] == [
        "text encoding",
        "denoising",
        "VAE decode",
    ]


@pytest.mark.parametrize(
    ("model", "request_"),
    [
        ("Qwen3-8B", {"gpu": "4090"}),
        ("Qwen2.5-72B", {"gpu": "A100", "gpus": 3, "engine": "transformers-4.46"}),
        ("Qwen3-235B-A22B", {"gpu": "8x H100", "engine": "vllm"}),
        ("HunyuanVideo", {"gpu": "3060"}),
        ("Wan2.1-T2V-14B", {"gpus": 4, "engine": "official"}),
        ("Hunyuan3D-2.1", {"gpu": "24GB"}),
    ],
)
def test_the_parts_add_up_to_the_total(model: str, request_: dict[str, object]) -> None:
    report = check_fit(model, **request_)  # pyright: ignore[reportArgumentType]
    assert report.breakdown_gib
    assert sum(report.breakdown_gib.values()) == pytest.approx(report.total_gib, abs=0.01)
    low, high = report.range_gib or (0, 0)
    assert low < (report.required_gib or 0) < high
    assert max(phase["gib"] for phase in report.phases) == pytest.approx(report.required_gib)


def test_closed_models_get_no_figure() -> None:
    row = check_fit("GPT-4o", "4090").to_dict()
    assert row["verdict"] == "unknown"
    assert "required_gib" not in row
    assert row["cautions"]


def test_a_bare_size_is_weights_and_overhead() -> None:
    report = check_fit("70B")
    assert report.verdict is None
    assert report.breakdown_gib
    assert report.breakdown_gib["kv_cache"] == report.breakdown_gib["activations"] == 0
    assert any("cache is unknown" in text for text in report.cautions)


def test_published_figures_never_enter_the_estimate(monkeypatch: pytest.MonkeyPatch) -> None:
    before = [check_fit(m, "4090") for m in ("HunyuanVideo", "Qwen3-8B", "FLUX.1-dev")]
    monkeypatch.setattr(published_module, "_by_model", lambda: {})
    after = [check_fit(m, "4090") for m in ("HunyuanVideo", "Qwen3-8B", "FLUX.1-dev")]
    for old, new in zip(before, after, strict=True):
        assert not new.evidence
        assert (old.required_gib, old.range_gib, old.breakdown_gib) == (
            new.required_gib,
            new.range_gib,
            new.breakdown_gib,
        )


@pytest.mark.parametrize(
    ("request_", "word"),
    [
        ({"context": -5}, "at least 1"),
        ({"context": 0}, "at least 1"),
        ({"context": 10**9}, "beyond any model"),
        ({"context": "8 kk"}, "not a number"),
        ({"batch": 1.5}, "whole number"),
        ({"precision": "foo"}, "Unknown precision"),
        ({"offload": "bar"}, "Unknown offload"),
        ({"solve": "luck", "gpu": "4090"}, "Cannot solve"),
        ({"solve": "context"}, "card must be named"),
        ({"component_precision": "fp8"}, "name each component"),
    ],
)
def test_bad_values_are_one_clear_sentence(request_: dict[str, object], word: str) -> None:
    with pytest.raises(CannotEstimate, match=word) as refused:
        check_fit("Qwen3-8B", **request_)  # pyright: ignore[reportArgumentType]
    assert "--" not in f"{refused.value} {refused.value.hint}"


def test_an_unknown_engine_or_setting_is_a_caution() -> None:
    report = check_fit("Qwen3-8B", "4090", engine="sglang", colour="red")
    assert report.required_gib == check_fit("Qwen3-8B", "4090").required_gib
    assert any("sglang" in text for text in report.cautions)
    assert any("colour" in text for text in report.cautions)


def test_tight_counts_as_fits() -> None:
    report = check_fit("Llama-3.1-8B", "4090", solve="context")
    assert (report.verdict, report.fits) == ("tight", True)
    assert report.solved
    assert report.solved["unit"] == "tokens"
    more = check_fit("Llama-3.1-8B", "4090", context=report.solved["value"] + 256)
    assert more.verdict == "does not fit"


@pytest.mark.parametrize(
    ("model", "gpu", "wanted"),
    [
        ("Qwen3-8B", "4090", "batch"),
        ("Wan2.2-TI2V-5B", "4090", "frames"),
        ("SDXL", "4090", "resolution"),
        ("Qwen3-8B", "3060", "precision"),
        ("Qwen3-235B-A22B", "H100", "gpus"),
    ],
)
def test_what_is_solved_fits(model: str, gpu: str, wanted: str) -> None:
    report = check_fit(model, gpu, solve=wanted)
    assert report.solved
    assert report.solved["value"] is not None
    assert report.fits


def test_two_cards_do_not_pool_memory_for_a_single_gpu_pipeline() -> None:
    one, two = check_fit("FLUX.1-dev", "4090"), check_fit("FLUX.1-dev", "2x 4090")
    assert (two.required_gib or 0) >= (one.required_gib or 0)
    assert any("do not pool" in text for text in two.cautions)


def test_where_nothing_is_named_a_pipeline_runs_as_its_maker_does() -> None:
    report = check_fit("Wan2.1-T2V-1.3B", "3060")
    assert report.request["engine"] == "official"
    assert report.request["offload"] == "model+t5_cpu"
    assert report.fits
    assert any("every part kept on the card" in text for text in report.cautions)


def test_a_batch_goes_on_after_a_row_that_cannot_be_answered() -> None:
    rows = [
        {"id": 1, "model": "nope"},
        {"id": 2},
        {"id": 4, "model": "Qwen3-8B", "gpu": "4090", "context": None, "colour": 3},
    ]
    results = list(check_rows(rows))
    assert [row["id"] for row in results] == [1, 2, 4]
    assert ["error" in row for row in results] == [True, True, False]


def test_the_question_turned_round() -> None:
    assert all(row["available_gib"] >= row["required_gib"] for row in which_gpus("Qwen3-8B"))
    names = {row["name"] for row in which_models("3060", family="Qwen3")}
    assert "Qwen3-4B" in names
    assert "Qwen3-32B" not in names
    with pytest.raises(CannotEstimate):
        which_models("3060", family="Nonesuch")


def test_ladder_figures_fall_and_end_with_a_fit() -> None:
    for model in ("Qwen3-32B", "HunyuanVideo", "FLUX.1-dev"):
        options = check_fit(model, "3060").options
        steps = [row["required_gib"] for row in options if not row.get("instead")]
        assert steps == sorted(steps, reverse=True)
        assert options[-1]["fits"]


def test_report_speaks_both_languages() -> None:
    report = check_fit("HunyuanVideo", "3060")
    assert report.sentence().startswith("**No**")
    assert report.sentence("zh").startswith("**不行**")
    assert "Published:" in report.markdown()
    assert "| 阶段 | GiB |" in report.markdown("zh")


def test_the_engine_loads_nothing_heavy() -> None:
    code = (
        "import sys, agent.tools.vram as v; v.check_fit('Qwen3-8B', '3060');"
        "bad = {'torch','langchain_core','langgraph','chromadb','gradio'} & set(sys.modules);"
        "sys.exit(1 if bad else 0)"
    )
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


@pytest.mark.parametrize(
    ("model", "request_"),
    [
        ("Wan2.2-TI2V-5B", {}),
        ("FLUX.1-dev", {"precision": "fp8"}),
        ("HunyuanVideo", {"precision": "q4_k_m", "frames": 61, "width": 640, "height": 368}),
        ("Wan2.2-TI2V-5B", {"offload": "auto"}),
    ],
)
def test_comfyui_runs_in_part_what_the_card_cannot_hold_and_says_slower(
    model: str, request_: dict[str, Any]
) -> None:
    report = check_fit(model, "RTX 3060 12GB", engine="comfyui", **request_)
    assert (report.verdict, report.fits) == ("tight", True)
    assert report.resident_gib == check_fit(model, engine="comfyui", **request_).required_gib
    assert (report.least_gib or 0.0) < 11.82 < (report.resident_gib or 0.0)
    assert report.required_gib == pytest.approx(11.82)  # it fills the card
    assert f"at least {report.least_gib:.1f} GiB" in report.sentence()
    assert report.sentence().startswith("**Yes, slower**")
    assert f"{report.resident_gib:.1f} with each part whole on the card" in report.sentence()
    assert "更慢" in report.sentence("zh")
    assert any("It runs, slower" in note for note in report.cautions)
    assert sum((report.breakdown_gib or {}).values()) == pytest.approx(report.required_gib, 0.001)


def test_comfyui_with_room_for_every_part_is_as_before() -> None:
    report = check_fit("FLUX.1-dev", "RTX 4090", engine="comfyui", precision="fp8")
    assert report.resident_gib is None
    assert "resident_gib" not in report.to_dict()
    assert report.sentence().startswith("**Yes**")


def test_comfyui_cannot_do_with_less_than_its_activations() -> None:
    report = check_fit("HunyuanVideo", "RTX 3060 12GB", engine="comfyui")
    assert report.verdict == "does not fit"
    (denoising,) = (phase for phase in report.phases if phase["name"] == "denoising")
    assert denoising["breakdown"]["activations"] > 11.82
    assert not any("slower" in note for note in report.cautions)


@pytest.mark.parametrize(("model", "gpu"), [("Wan2.2-T2V-A14B", "RTX 4090"), ("SVD", "RTX 4060")])
def test_weights_loaded_in_part_leave_the_activations_as_they_are(model: str, gpu: str) -> None:
    part = check_fit(model, gpu, engine="comfyui")
    whole = check_fit(model, engine="comfyui")
    assert part.resident_gib == whole.required_gib
    first, second = (
        next(one["breakdown"]["activations"] for one in report.phases if one["name"] == "denoising")
        for report in (part, whole)
    )
    assert first == second


def test_other_runtimes_do_not_load_in_part_unless_told() -> None:
    report = check_fit("FLUX.1-dev", "RTX 3060 12GB", engine="diffusers", precision="fp8")
    assert (report.verdict, report.resident_gib) == ("does not fit", None)


def test_several_cards_keep_the_makers_way_or_run_the_whole_on_each() -> None:
    asked: dict[str, Any] = {"precision": "fp8", "frames": 61, "width": 832, "height": 480}
    one = check_fit("HunyuanVideo", "RTX 4090", **asked)
    two = check_fit("HunyuanVideo", "RTX 4090", gpus=2, **asked)
    assert two.required_gib == one.required_gib
    assert two.total_gib == pytest.approx(2 * (one.required_gib or 0.0), abs=0.01)
    assert any("each would need more" in note for note in two.assumptions)
    split = check_fit("HunyuanVideo", "RTX 4090", gpus=2)
    assert any("split over the 2 cards" in note for note in split.assumptions)
    alone = check_fit("HunyuanVideo", "RTX 4090")
    assert (split.required_gib or 0.0) < (alone.required_gib or 0.0)
    asked_for = check_fit("HunyuanVideo", "RTX 4090", gpus=2, parallel="Ulysses-2")
    assert asked_for.required_gib == split.required_gib


def test_a_streamed_language_encoder_keeps_its_tables() -> None:
    published = 4.0  # stated minimum of Qwen-Image's makers, layers streamed
    report = check_fit("Qwen-Image", offload="group+vae_tiling")
    assert published <= (report.required_gib or 0.0) <= 1.15 * published


def test_a_k_quant_that_was_solved_for_needs_what_it_needs_when_named() -> None:
    solved = check_fit("Qwen3-32B", "RTX 4090", solve="precision")
    assert solved.request["engine"] == "llama.cpp"
    named = check_fit("Qwen3-32B", "RTX 4090", precision=(solved.solved or {})["value"])
    assert named.required_gib == solved.required_gib


@pytest.mark.parametrize(
    ("model", "wanted", "least"),
    [
        ("HunyuanVideo", "frames", {"frames": 1}),
        ("Qwen3-32B", "context", {"context": 256}),
        ("Qwen3-32B", "batch", {"batch": 1}),
        ("FLUX.1-dev", "gpus", {"gpus": 64}),
        ("Qwen3-235B-A22B", "precision", {"precision": "iq2_xxs"}),
    ],
)
def test_no_solution_says_what_the_least_needs(
    model: str, wanted: str, least: dict[str, Any]
) -> None:
    report = check_fit(model, "RTX 3060 12GB", solve=wanted)
    needed = check_fit(model, "RTX 3060 12GB", **least).required_gib
    assert any(f"about {needed:.1f} GiB" in str(note) for note in report.cautions)
    assert any(f"{needed:.1f} GiB" in note.zh for note in report.cautions)  # pyright: ignore[reportAttributeAccessIssue]


def test_a_dit_that_stays_in_fp32_is_not_called_bf16() -> None:
    report = check_fit("Wan2.1-T2V-14B", "RTX 4090", width=832, height=480)
    assert report.request["precision"] == "fp32" and "fp32" in report.sentence("en")
    said = [str(note) for note in report.assumptions if "bf16" in str(note)]
    assert said == [
        "The maker's code keeps the DiT in fp32, as released; the other parts are in bf16."
    ]
    usual = check_fit("Wan2.1-T2V-14B", "RTX 4090", engine="diffusers")
    assert usual.request["precision"] == "bf16"
    assert "Weights as the files hold them (bf16)." in usual.assumptions
