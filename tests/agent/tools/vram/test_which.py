"""The question turned round: what a card runs, which cards run a model."""

from agent.tools.vram import which_gpus, which_models


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
