"""Sums set against each other."""

import pytest

from agent.tools.revenue import CannotCalculate
from agent.tools.revenue.side_by_side import side_by_side


def test_the_least_of_several_bills_comes_first() -> None:
    report = side_by_side(["Ansa", "Borro", "Corin"], ["90 USD", "60 USD", "75 USD"])

    assert report.sentence("en") == "**Borro is the cheapest at $60**; Corin $75, Ansa $90. The dearest costs $30 more."  # fmt: skip
    assert report.to_dict()["total"] == "30"


def test_revenues_are_told_apart_without_a_winner() -> None:
    report = side_by_side(["Ansa", "Borro"], ["90 USD", "60 USD"], is_bill=False)

    assert report.sentence("en") == "**Ansa $90; Borro $60**: $30 apart."
    assert "相差30美元" in report.sentence("zh")


def test_one_amount_is_no_comparison() -> None:
    with pytest.raises(CannotCalculate, match="two amounts"):
        side_by_side(["Ansa"], ["90 USD"])
