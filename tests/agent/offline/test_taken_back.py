"""An amount that the same message puts right is replaced, anything else stays."""

import pytest

from agent.offline.taken_back import corrected


@pytest.mark.parametrize(
    ("text", "better"),
    [
        ("900 boats at $20 a month, no wait, $25 a month", "900 boats at $25 a month"),
        (
            "the board wants 2.7 million a year off it, no sorry 2.9 million, how many boats",
            "the board wants 2.9 million a year off it, how many boats",
        ),
        ("Qwen3-8B with 8k, I mean 16k tokens of context", "Qwen3-8B with 16k tokens of context"),
    ],
)
def test_the_later_amount_counts(text: str, better: str) -> None:
    assert corrected(text) == better


@pytest.mark.parametrize(
    "text",
    [
        "There are 20 seats, no 30 dollars are paid.",
        "We sell 20 seats. No wait times. 30 seats are free.",
        "From $20 to $25 a month, what changes?",
    ],
)
def test_what_is_not_taken_back_stays(text: str) -> None:
    assert corrected(text) == text
