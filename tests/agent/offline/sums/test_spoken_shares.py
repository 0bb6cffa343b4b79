"""Shares in words, and lengths of time and amounts that only look like them."""

import pytest

from agent.offline.sums.spoken_shares import spoken_shares


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("half the users", ["1/2"]),
        ("two thirds go, three fifths stay", ["2/3", "3/5"]),
        ("one in five of those, 1 in 4, 3 out of every 10", ["1/5", "1/4", "3/10"]),
        ("a twentieth leaves, a mere tenth stays", ["1/20", "1/10"]),
        ("every second person, every other user, every 20th adult", ["1/2", "1/2", "1/20"]),
        ("one person in three, 2 people out of 5, one of every six", ["1/3", "2/5", "1/6"]),
        ("每两个人就有一个人", ["1/2"]),
        ("every second month, every third invoice, one person in 3 months", []),
        ("七成有席位，其中一半", ["70%", "1/2"]),
        ("四分之三，两成，三成半", ["3/4", "20%", "35%"]),
        ("$3 a quarter, half a year, half a million users", []),
        ("5 in 3 years, 2 in 10 million", []),
        ("成本三成本", []),
    ],
)
def test_a_share_is_read_from_words(text: str, parts: list[str]) -> None:
    assert [part for _, _, part in spoken_shares(text)] == parts
