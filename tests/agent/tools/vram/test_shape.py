"""Counts as people write them."""

import pytest

from agent.tools.vram import CannotEstimate, check_fit
from agent.tools.vram.shape import read_size


@pytest.mark.parametrize(
    ("name", "text", "count"),
    [
        ("context", "32k", 32768),
        ("context", "32K tokens", 32768),
        ("context", "100k", 100_000),
        ("context", "1M", 2**20),
        ("context", "32,768", 32768),
        ("prompt", "1e5", 100_000),
        ("height", "720p", 720),
        ("width", "1024 px", 1024),
        ("frames", "81 frames", 81),
        ("batch", "4 requests", 4),
        ("gpus", "2 cards", 2),
        ("context", 4096.0, 4096),
    ],
)
def test_a_count_is_read_as_people_write_it(name: str, text: object, count: int) -> None:
    assert read_size(name, text) == count


@pytest.mark.parametrize("text", ["lots", "", "k", "32 frames", "3..2", "1.5k5", "-3k", "0"])
def test_what_is_no_count_is_refused(text: str) -> None:
    with pytest.raises(CannotEstimate):
        read_size("context", text)


def test_a_context_past_the_models_limit_is_said_before_the_table() -> None:
    blocks = check_fit("Qwen3-14B", "H100", context="128k").markdown().split("\n\n")
    assert blocks[1] == "Caution: 131,072 tokens are past the model's own limit of 40,960."
    assert check_fit("Qwen3-14B", "H100", context="32k").cautions == []
