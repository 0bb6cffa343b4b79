"""Seats that hold some use, and what more of it costs."""

import pytest

from agent.tools.revenue.allowance import allowance


@pytest.mark.parametrize(
    ("use", "period", "total"),
    [("800", "month", "500"), ("400", "month", "200"), ("800", "year", "6000")],
)
def test_only_use_beyond_what_is_held_is_paid_for(use: str, period: str, total: str) -> None:
    report = allowance("10", "20 USD/month", use=use, included="500", use_price="0.1 USD", to_period=period)  # fmt: skip

    assert report.to_dict()["total"] == total
