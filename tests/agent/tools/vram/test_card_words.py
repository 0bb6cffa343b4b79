"""Cards by the words people use for them: counts, order of words, several kinds, bare names."""

import pytest

from agent.tools.vram import CannotEstimate, check_fit
from agent.tools.vram.cards import read_gpu


@pytest.mark.parametrize(
    ("text", "name", "count"),
    [
        ("3x80GB", "80 GB card", 3),
        ("8x80G", "80 GB card", 8),
        ("2×24 GB", "24 GB card", 2),
        ("4张80G", "80 GB card", 4),
        ("2x4090", "RTX 4090", 2),
        ("3090 + 3090", "RTX 3090", 2),
        ("Jetson Orin 64GB", "Jetson AGX Orin 64GB", None),
        ("3050ti", "RTX 3050 Ti Laptop", None),
        ("4070 super ti", "RTX 4070 Ti Super", None),
        ("M2 Max 96GB", "Apple M2 Max 96GB", None),
    ],
)
def test_a_card_is_found_in_other_words(text: str, name: str, count: int | None) -> None:
    card = read_gpu(text)
    assert (card.name, card.count) == (name, count)


@pytest.mark.parametrize("text", ["3060+3090", "a 3090 and a 4090", "A100、H100", "3060 & 2x 3090"])
def test_different_cards_together_are_refused_by_name(text: str) -> None:
    with pytest.raises(CannotEstimate, match="names different cards"):
        read_gpu(text)


@pytest.mark.parametrize(
    ("bare", "other"),
    [
        ("RTX 6000", "RTX PRO 6000 Blackwell (96 GB)"),
        ("M2 Max", "Apple M2 Max 96GB"),
        ("3060", "RTX 3060 8GB"),
        ("H20", "H20 141GB"),
    ],
)
def test_a_bare_name_says_what_else_it_may_mean(bare: str, other: str) -> None:
    said = " ".join(check_fit("Qwen3-8B", bare).assumptions)
    assert "the bare name may also mean" in said and other in said


@pytest.mark.parametrize("text", ["4090", "RTX 3060 12GB", "5090", "RTX 4070", "3060 Ti"])
def test_a_name_of_one_card_has_no_such_remark(text: str) -> None:
    assert "bare name" not in " ".join(check_fit("Qwen3-8B", text).assumptions)
