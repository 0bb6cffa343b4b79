"""Several requests and several cards: prefill in steps, pipeline stages, counts of cards, files."""

import pytest

from agent.tools.vram import check_fit
from agent.tools.vram.several_cards import counts, counts_text

LONG = {"context": 131072, "precision": "fp8"}


@pytest.mark.parametrize("setting", [{"engine": "vllm"}, {"engine": "llama.cpp"}, {"gpus": 2}, {}])
def test_activations_do_not_grow_with_the_requests(setting: dict[str, object]) -> None:
    one, many = (
        check_fit("Qwen3-32B", context=32768, batch=batch, **setting).breakdown_gib["activations"]
        for batch in (2, 64)
    )
    assert many <= one * 1.01 + 0.1


@pytest.mark.parametrize("model", ["Llama-4-Scout", "Llama-3.1-8B", "Qwen3-30B-A3B"])
@pytest.mark.parametrize("setting", [{"batch": 8}, {"gpus": 4}])
def test_one_user_on_one_card_gets_prompts_in_the_same_steps(
    model: str, setting: dict[str, int]
) -> None:
    one, many = (check_fit(model, "H100 80GB", context=131072, **more) for more in ({}, setting))
    cards = setting.get("gpus", 1)
    each = (many.breakdown_gib or {})["activations"] / cards
    assert (one.breakdown_gib or {})["activations"] == pytest.approx(each, rel=0.01)
    said = [
        [n for n in report.assumptions if "8,192 tokens at a time" in n] for report in (one, many)
    ]
    assert said[0] == said[1] != []
    whole = check_fit(model, "H100 80GB", context=131072, engine="transformers")
    assert (whole.breakdown_gib or {})["activations"] > 5 * each


def test_transformers_pads_a_batch_of_whole_prompts() -> None:
    one, four = (
        check_fit("Qwen3-8B", engine="transformers", batch=batch).breakdown_gib["activations"]
        for batch in (1, 4)
    )
    assert four == pytest.approx(4 * one, rel=0.01)


def test_what_is_assumed_of_a_server_is_said() -> None:
    assert any(
        "8,192 tokens at a time" in n
        for n in check_fit("Qwen3-32B", gpus=2, context=32768).assumptions
    )
    assert not any("at a time" in n for n in check_fit("Qwen3-32B", context=4096).assumptions)


def test_pipeline_stages_divide_a_latent_cache() -> None:
    setting = {"batch": 8, "engine": "vllm", "gpus": 16, **LONG}
    alone = check_fit("DeepSeek-V3", "H100 80GB", **setting)
    staged = check_fit("DeepSeek-V3", "H100 80GB", parallel="TP-8 x PP-2", **setting)
    assert staged.breakdown_gib["kv_cache"] == pytest.approx(
        alone.breakdown_gib["kv_cache"] / 2, rel=0.01
    )
    assert staged.fits
    assert not alone.fits


@pytest.mark.parametrize(("engine", "count"), [(None, 10), ("vllm", 24)])
def test_a_count_is_found_for_long_requests(engine: str | None, count: int) -> None:
    report = check_fit("DeepSeek-V3", "H100 80GB", solve="gpus", batch=8, engine=engine, **LONG)
    assert (report.solved or {})["value"] == count
    assert report.fits
    if engine:
        assert (report.solved or {})["parallel"] == "TP-8 x PP-3"
        assert any("TP-8 x PP-3" in note for note in report.assumptions)


def test_a_bare_width_names_the_file_that_fits() -> None:
    report = check_fit("Qwen3-14B", "RTX 3060 12GB", precision="4 bit", context=16384)
    assert report.verdict == "does not fit"
    file = check_fit("Qwen3-14B", "RTX 3060 12GB", precision="q4_k_m", context=16384)
    assert file.fits
    first = report.markdown("en").split("| part")[0]
    assert f"q4_k_m file in llama.cpp it just fits: about {file.required_gib:.1f} GiB" in first
    named = check_fit("Qwen3-14B", "RTX 3060 12GB", precision="int4", context=16384, engine="vllm")
    assert not any("q4_k_m file" in note for note in named.cautions)


def test_a_model_past_any_card_gets_its_memory_and_counts() -> None:
    rows = counts("Qwen3-235B-A22B", {})
    assert [row["precision"] for row in rows] == ["bf16", "fp8", "q4_k_m"]
    for row in rows:
        for card, count in row["cards"].items():
            fits = check_fit("Qwen3-235B-A22B", card, gpus=count, precision=row["precision"])
            assert fits.fits
    assert "6 x H100 80GB" in counts_text("Qwen3-235B-A22B", rows, "zh")


@pytest.mark.parametrize(
    ("engine", "gpu", "step"),
    [
        ("vllm", "RTX 4090", 2048),
        ("vllm", "A100 80GB", 2048),
        ("vllm", "H100 80GB", 8192),
        ("vllm", "MI300X", 8192),
        ("vllm-0.8.5", "MI300X", 2048),
        ("vllm-0.8.5", "H200", 8192),
    ],
)
def test_vllm_takes_the_step_that_its_version_sets_for_the_card(
    engine: str, gpu: str, step: int
) -> None:
    report = check_fit("Qwen3-32B", gpu, engine=engine, context=32768)
    said = next(note for note in report.assumptions if "tokens a step" in note)
    assert f"{step:,} tokens" in said and "vllm/engine/arg_utils.py" in said
    unread = check_fit("Qwen3-32B", gpu, engine=engine, context=32768, prompt=step)
    assert report.breakdown_gib["activations"] == pytest.approx(
        unread.breakdown_gib["activations"], rel=0.02
    )


def test_where_only_unified_memory_holds_a_model_several_cards_are_counted_too() -> None:
    rows = counts("DeepSeek-R1", {"precision": "int4"})
    text = counts_text("DeepSeek-R1", rows, "en", beside_one=True)
    assert text.startswith("Of graphics cards it takes several") and "x H100 80GB" in text
