"""A scale said once for all numbers."""

from decimal import Decimal

import pytest

from agent.offline.sums.relations.scales import scale_said


@pytest.mark.parametrize(
    ("text", "scale"),
    [
        ("opened at 30, lost 2 (all in millions)", 10**6),
        ("(figures in thousands)", 10**3),
        ("all numbers are in $ billions", 10**9),
        ("期初30，流失2（单位：百万）", 10**6),
        ("$3 million of revenue", None),
    ],
)
def test_the_scale_of_bare_numbers(text: str, scale: int | None) -> None:
    assert scale_said(text) == (None if scale is None else Decimal(scale))
