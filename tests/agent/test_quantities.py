"""Amounts as people write them, and names with digits that are none."""

from decimal import Decimal

import pytest

from agent.quantities import find_quantities


@pytest.mark.parametrize(
    ("text", "value", "unit", "per"),
    [
        ("$50 billion", "50000000000", "USD", None),
        ("1.2bn USD", "1200000000", "USD", None),
        ("10亿", "1000000000", None, None),
        ("$20/month", "20", "USD", "month"),
        ("199元/年", "199", "CNY", "year"),
        ("35 million subscribers", "35000000", "people", None),
        ("20%", "20", "percent", None),
        ("720p", "720", "px", None),
        ("129 frames", "129", "frames", None),
        ("14K tokens", "14000", "tokens", None),
    ],
)
def test_an_amount_is_read(text: str, value: str, unit: str | None, per: str | None) -> None:
    (found,) = find_quantities(text)
    assert (found.value, found.unit, found.per) == (Decimal(value), unit, per)
    assert text[found.start : found.end] == found.text


@pytest.mark.parametrize(
    "text", ["RTX 4090", "my 3060", "Qwen3-8B", "Q4_K_M", "GPT-4.1", "on 2025-09-15", "as said [3]"]
)
def test_a_name_or_date_is_no_amount(text: str) -> None:
    assert find_quantities(text) == []
