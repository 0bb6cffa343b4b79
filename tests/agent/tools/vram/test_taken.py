"""Memory that other programs hold, a Mac named by its size, and amounts below zero."""

from typing import Any

import pytest

from agent.tools.vram import CannotEstimate, check_fit
from agent.tools.vram.cards import read_gpu
from agent.tools.vram.which import which_models


@pytest.mark.parametrize(
    ("taken", "available"),
    [
        ({"free_gib": 6}, 6),
        ({"reserved_gib": 2}, 9.82),
        ({"reserved_gib": 2, "free_gib": 11}, 9.82),
    ],
)
def test_what_others_hold_is_not_usable(taken: dict[str, Any], available: float) -> None:
    report = check_fit("Qwen3-14B", "RTX 3060 12GB", precision="q4_k_m", **taken)
    assert report.available_gib == available
    assert report.verdict == "does not fit"
    assert any("are free" in note for note in report.assumptions)
    free = check_fit("Qwen3-14B", "RTX 3060 12GB", precision="q4_k_m")
    assert free.fits
    assert free.required_gib == report.required_gib


def test_models_are_chosen_for_what_is_left() -> None:
    names = {row["name"] for row in which_models("RTX 4090", "Qwen3", free_gib=8)}
    assert "Qwen3-8B" in names
    assert "Qwen3-32B" not in names


@pytest.mark.parametrize(
    "taken", [{"free_gib": -1}, {"reserved_gib": "much"}, {"reserved_gib": 12}]
)
def test_what_cannot_be_left_is_refused(taken: dict[str, Any]) -> None:
    with pytest.raises(CannotEstimate):
        check_fit("Qwen3-8B", "RTX 3060 12GB", **taken)


@pytest.mark.parametrize(
    ("said", "usable"),
    [
        ("a Mac with 64 GB", 48.0),
        ("MacBook with 36 GB unified memory", 24.12),
        ("iMac 24GB", 16.08),
    ],
)
def test_a_mac_named_by_its_size_shares_its_memory(said: str, usable: float) -> None:
    card = read_gpu(said)
    assert (card.usable_gib, card.unified, card.kind) == (usable, True, "apple")
    assert read_gpu("Mac Studio 64 GB").usable_gib == read_gpu("M2 Max 64GB").usable_gib


@pytest.mark.parametrize("said", ["-12GB class", "-12 GB", "minus 12 GB"])
def test_memory_below_zero_is_refused(said: str) -> None:
    with pytest.raises(CannotEstimate, match="above zero"):
        read_gpu(said)


def test_beside_a_card_that_others_use_a_larger_one_is_named_not_one_of_its_size() -> None:
    report = check_fit("SDXL", "RTX 3060 12GB", reserved_gib=2)
    (other,) = (row for row in report.options if row.get("instead"))
    assert "from 16 GB" in other["change"]
