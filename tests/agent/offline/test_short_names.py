"""Slips in names of three or four letters; ordinary words and near draws are left alone."""

import pytest

from agent.offline.short_names import short_name_meant

_NAMES = ["qwen", "flux", "wan", "kimi", "gpt", "glm"]


@pytest.mark.parametrize(
    ("typed", "meant"), [("qwn", "qwen"), ("flx", "flux"), ("wann", "wan"), ("qwne", "qwen")]
)
def test_a_letter_left_out_doubled_or_swapped_is_a_slip(typed: str, meant: str) -> None:
    assert short_name_meant(typed, _NAMES) == meant


@pytest.mark.parametrize("typed", ["win", "want", "went", "gpu", "glt", "lux", "kim"])
def test_words_and_other_letters_are_no_slip(typed: str) -> None:
    assert short_name_meant(typed, _NAMES) is None
