"""The rest of a base, told as a share of it beside numbers."""

import pytest

from agent.offline.sums.told_rest import rest_counted


@pytest.mark.parametrize(
    ("text", "counted"),
    [
        ("60 million: 45 million pay $40, the remaining quarter pay $20.", "15,000,000 pay"),
        ("60 million: 20 million pay $9, the other two thirds pay $5.", "40,000,000 pay"),
        ("50k: 40k are on $5 and the last 20% are on $9.", "10,000 are"),
        ("8 million of 20 million pay $2, the rest, 60 per cent, pay $1.", "12,000,000, pay"),
    ],
)
def test_a_share_that_agrees_with_what_is_left_is_that_number(text: str, counted: str) -> None:
    assert counted in rest_counted(text)


@pytest.mark.parametrize(
    "text",
    [
        "60 million: 45 million pay $40, the remaining third pay $20.",
        "60 million players; in the last quarter 45 million paid.",
        "Half of 60 million pay $40, the other half pay $20.",
    ],
)
def test_a_share_that_no_number_agrees_with_stays_as_it_is(text: str) -> None:
    assert rest_counted(text) == text
