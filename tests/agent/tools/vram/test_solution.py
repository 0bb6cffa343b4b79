"""What a solver found stands first: its value, what limits it, and what the ladder reaches."""

from typing import Any

import pytest

from agent.tools.vram import check_fit
from agent.tools.vram.formats import find_format
from agent.tools.vram.solution import solved_text


def test_what_was_solved_leads_the_text() -> None:
    found = check_fit("Llama-3.1-8B", "RTX 4090", solve="context")
    assert solved_text(found, "en") == (
        f"**The largest context length that fits: {found.solved['value']:,} tokens**"
    )
    assert found.markdown().startswith(solved_text(found, "en"))


def test_the_count_of_cards_stands_first() -> None:
    report = check_fit("Qwen3-14B", "RTX 3090", solve="gpus")
    assert solved_text(report, "en") == f"**{report.solved['value']} × RTX 3090**"
    whole = check_fit("FLUX.2-dev", "80GB class", solve="gpus")
    assert solved_text(whole, "zh").startswith("**单卡放不下**")


def test_a_count_that_does_not_divide_the_heads_names_the_next_that_does() -> None:
    report = check_fit("Qwen3-32B", "4090", solve="gpus")
    assert report.solved == {"name": "gpus", "value": 3, "unit": "GPUs", "tensor_parallel": 4}
    assert "**4** rather than 3" in solved_text(report, "en")
    served = check_fit("Qwen3-32B", "4090", solve="gpus", engine="vllm")
    assert served.solved == {"name": "gpus", "value": 4, "unit": "GPUs"}


def test_the_models_own_limit_is_said_where_it_and_not_the_card_stops() -> None:
    report = check_fit("Qwen3-14B", "A100 80GB", solve="context")
    assert report.solved["value"] == 40960
    assert "That is the model's own limit" in solved_text(report, "en")
    assert "模型自身的上限" in solved_text(report, "zh")
    smaller = check_fit("Qwen3-14B", "RTX 5090", solve="context")
    assert "own limit" not in solved_text(smaller, "en")


@pytest.mark.parametrize(
    ("model", "card", "name", "least"),
    [
        ("LTX-Video", "RTX 3060 12GB", "frames", 161),
        ("Wan2.2-T2V-A14B", "RTX 4090", "frames", 81),
        ("FLUX.1-dev", "RTX 4090", "resolution", 1024),
        ("Qwen3-32B", "RTX 4090", "context", 8192),
        ("FLUX.1-dev", "RTX 3060 12GB", "batch", 1),
    ],
)
def test_beside_what_fits_as_it_is_stands_what_the_ladder_reaches(
    model: str, card: str, name: str, least: int
) -> None:
    report = check_fit(model, card, solve=name)
    reached = report.solved["reaches"]
    assert reached["value"] >= least > (report.solved["value"] or 0)
    assert reached["required_gib"] <= report.available_gib
    shown = f"{reached['width']} ×" if "width" in reached else f"{reached['value']:,}"
    assert shown in solved_text(report, "en")
    assert reached["changes"] in report.markdown().split("\n\n")[0]


def test_nothing_is_said_to_be_reached_where_the_request_itself_fits() -> None:
    report = check_fit("Qwen3-8B", "RTX 4090", solve="context")
    assert "reaches" not in (report.solved or {})


def test_where_nothing_fits_the_least_is_named() -> None:
    none = check_fit("HunyuanVideo", "RTX 3050 6GB", solve="batch")
    assert solved_text(none, "en").startswith("**No batch size fits on the RTX 3050 6GB")
    assert "没有可行的批大小" in solved_text(none, "zh")


@pytest.mark.parametrize(
    ("model", "gpu", "request_", "usual"),
    [
        ("HunyuanVideo", "24GB", {}, 129),
        ("HunyuanVideo", "H200", {}, 129),
        ("Wan2.1-T2V-1.3B", "RTX 4090", {}, 81),
        ("Mochi-1", "80GB", {"offload": "model+vae_tiling"}, None),
    ],
)
def test_frames_past_the_models_own_are_said_once(
    model: str, gpu: str, request_: dict[str, str], usual: int | None
) -> None:
    report = check_fit(model, gpu, solve="frames", **request_)
    told = report.markdown("en")
    assert told.count("longer clip") == 1
    assert usual is None or f"default is {usual} frames" in told
    assert not any("No number of frames" in note for note in report.cautions)


def test_frames_up_to_the_models_own_get_no_caution() -> None:
    assert "longer clip" not in check_fit("HunyuanVideo", "8GB", solve="frames").markdown("en")
    asked = check_fit("HunyuanVideo", "H200", frames=200)
    assert sum("longer clip" in note for note in asked.cautions) == 1


@pytest.mark.parametrize(
    ("model", "card", "setting"),
    [
        ("Qwen2.5-32B", "24GB", {"context": 32768}),
        ("Qwen3-8B", "RTX 3070", {"context": 32768}),
        ("Qwen3-32B", "A30", {"context": 32768, "engine": "vllm"}),
    ],
)
def test_beside_weights_of_clear_loss_stand_those_that_an_8_bit_cache_leaves_room_for(
    model: str, card: str, setting: dict[str, Any]
) -> None:
    report = check_fit(model, card, solve="precision", **setting)
    reached = report.solved["reaches"]
    finer = {**setting, "precision": reached["value"]}
    finer["kv_precision"] = str(reached["changes"]).rsplit(" ", 1)[-1]
    again = check_fit(model, card, **finer)
    assert again.fits
    assert again.required_gib == pytest.approx(reached["required_gib"], abs=0.01)
    assert find_format(reached["value"]).bits > find_format(report.solved["value"]).bits
    assert "the best precision is" in solved_text(report, "en")


def test_a_memory_class_is_tried_with_the_files_of_a_desktop_card() -> None:
    setting = {"context": 16384, "solve": "precision"}
    by_class, by_card = (check_fit("Qwen3-32B", c, **setting) for c in ("24GB class", "RTX 4090"))
    assert by_class.solved["value"] == by_card.solved["value"] == "q4_k_m"


def test_a_large_model_on_a_small_card_comes_to_files_of_two_bits() -> None:
    report = check_fit("Llama-3.3-70B", "RTX 3090", solve="precision")
    assert report.solved["value"] == "iq2_xs"
    rows = check_fit("Llama-3.3-70B", "RTX 3090").options
    (step,) = (row for row in rows if row["change"] == "weights in iq2_xs")
    assert step["cost"] == "a heavy loss of quality" and step["fits"]


@pytest.mark.parametrize(
    ("model", "card", "context"),
    [("Qwen2.5-72B", "RTX 4090", 8192), ("Qwen3-32B", "RTX 3080", 2048), ("Yi-34B", "10GB", 2048)],
)
def test_no_precision_is_only_said_where_two_bits_do_not_fit(
    model: str, card: str, context: int
) -> None:
    report = check_fit(model, card, solve="precision", context=context)
    assert report.solved["value"] == "iq2_xxs"
    direct = check_fit(model, card, precision="iq2_xxs", context=context)
    assert direct.fits and direct.required_gib == report.required_gib
    assert not check_fit(model, card, precision="iq2_xs", context=context).fits


@pytest.mark.parametrize(("card", "said"), [("24GB", "24 GB 显卡上"), ("RTX 3090", "RTX 3090 上")])
def test_chinese_leaves_no_gap_behind_a_chinese_card(card: str, said: str) -> None:
    assert f"**在 {said}" in solved_text(check_fit("HunyuanVideo", card, solve="frames"), "zh")


@pytest.mark.parametrize(
    ("model", "card", "setting"),
    [
        ("DeepSeek-R1", "H100 80GB", {"precision": "fp8", "context": 131072, "batch": 16}),
        ("Qwen2.5-72B", "RTX 4090", {"context": 32768}),
        ("Kimi-K2", "H200", {"context": 131072, "batch": 8}),
        ("gpt-oss-120b", "RTX 3090", {"context": 131072, "batch": 32}),
    ],
)
def test_tensor_parallel_is_counted_by_its_own_estimate(
    model: str, card: str, setting: dict[str, Any]
) -> None:
    by_layers = check_fit(model, card, solve="gpus", **setting).solved or {}
    served = check_fit(model, card, solve="gpus", engine="vllm", **setting).solved or {}
    assert by_layers.get("tensor_parallel", by_layers["value"]) == served["value"]
    assert by_layers.get("tensor_parallel_split") == served.get("parallel")
    split = served.get("parallel", f"TP-{served['value']}")
    again = check_fit(model, card, gpus=served["value"], engine="vllm", parallel=split, **setting)
    assert again.fits


@pytest.mark.parametrize("said", ["TP", "tensor parallel", "TP-8 x PP-3"])
def test_a_count_is_sought_for_the_split_asked_for(said: str) -> None:
    setting: dict[str, Any] = {"precision": "fp8", "context": 131072, "batch": 16}
    found = check_fit("DeepSeek-R1", "H100 80GB", solve="gpus", parallel=said, **setting)
    assert (found.solved or {})["value"] == 24
    assert "tensor_parallel" not in (found.solved or {})
    layers = check_fit("DeepSeek-R1", "H100 80GB", solve="gpus", parallel="PP", **setting)
    assert (layers.solved or {})["value"] == 11
    few = check_fit("DeepSeek-R1", "RTX 4090", solve="gpus", parallel="TP-8", **setting)
    assert solved_text(few, "en").startswith("**Not on 8 cards either**")
