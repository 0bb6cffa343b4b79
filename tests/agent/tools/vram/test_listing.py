"""What fits, in words: the answer first, a short table, what it was counted with."""

from agent.tools.vram import which_gpus, which_models
from agent.tools.vram.cards import read_gpu
from agent.tools.vram.catalog import read_model
from agent.tools.vram.listing import (
    card_training_text,
    cards_own_text,
    cards_text,
    models_text,
    training_text,
)


def test_the_largest_model_is_named_before_the_table() -> None:
    rows = which_models("24GB", family="Qwen3", precision="awq")
    text = models_text(rows, "24 GB card", "Qwen3", False, "en")
    first = rows[0]
    assert text.startswith(f"**{first['name']} in awq**: {first['required_gib']:.1f} GiB of about")
    assert "| Qwen3-14B | llm | awq |" in text
    assert "8,192 tokens" in text


def test_a_long_list_is_cut_and_says_so() -> None:
    rows = which_models("24GB")
    text = models_text(rows, "24 GB card", None, True, "zh")
    shown = text.count("\n| ") - 2  # less the head and the line under it
    assert text.startswith(f"**{len(rows)} 个模型**")
    assert f"另有 {len(rows) - shown} 个" in text


def test_what_fits_as_it_is_is_counted_apart_from_what_a_step_makes_fit() -> None:
    rows = which_models("12GB", kind="video")
    text = models_text(rows, "12 GB card", None, True, "en")
    plain = sum(row["how"] == "as it is" for row in rows)
    assert f": {plain} as released, " in text and "only streamed block by block" in text
    assert "as it is |" in text and "slower |" in text
    assert f"{plain} 个按原样" in models_text(rows, "12 GB card", None, True, "zh")


def test_nothing_that_fits_is_said() -> None:
    rows = which_models("2GB", family="Qwen3.8")
    assert models_text(rows, "2 GB card", "Qwen3.8", True, "en").startswith("**None**")


def test_the_smallest_card_is_named_before_the_table() -> None:
    rows = which_gpus("Qwen3-32B", precision="fp8")
    text = cards_text(rows, "Qwen3-32B", "fp8", "en")
    assert text.startswith("**From 40 GB**: Qwen3-32B in fp8 needs about")
    assert f"and {len(rows) - 12} more" in text


def test_training_gets_the_rule_with_its_arithmetic_and_no_estimate() -> None:
    text = training_text(read_model("Qwen3-8B").model, "en")
    assert text.startswith("**Not estimated**")
    assert "8.19 billion × 16 bytes = 131 GB (122 GiB)" in text
    assert "arXiv:1910.02054" in text


def test_a_cards_own_figures_come_from_its_row_with_the_source() -> None:
    card = read_gpu("H100")
    text = cards_own_text([card], "en")
    assert text.startswith(f"**{card.name}**: 80 GB of memory at **3,350 GB/s** of bandwidth.")
    assert card.source in text
    both = cards_own_text([card, read_gpu("3090")], "en")
    assert "**RTX 3090**: 24 GB of memory at **936 GB/s** of bandwidth." in both
    assert "带宽 **3,350 GB/s**" in cards_own_text([card], "zh")


def test_a_bandwidth_that_no_row_holds_is_said() -> None:
    assert "its bandwidth is not in the catalogue" in cards_own_text([read_gpu("16GB")], "en")


def test_training_on_a_card_gives_the_rule_and_no_estimate() -> None:
    card = read_gpu("4090")
    text = card_training_text(card, "en")
    most = card.usable_gib * 2**30 / 16 / 1e9
    assert text.startswith("**Not estimated**")
    assert f"at most {most:.1f} billion parameters" in text
    assert f"{most * 10:.0f} 亿参数" in card_training_text(card, "zh")
