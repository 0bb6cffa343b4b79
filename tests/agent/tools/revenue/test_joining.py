"""What a count becomes by those who join by number."""

import pytest

from agent.tools.revenue import CannotCalculate
from agent.tools.revenue.growth import growth


def test_a_count_grows_by_the_same_number_each_period() -> None:
    assert growth("100k", added="20000/month", periods=12).total == 340_000
    assert growth("500k", added="-10000/week", periods=50).total == 0


def test_the_period_that_reaches_a_number_is_the_first_whole_one() -> None:
    report = growth("100k", added="20000/month", target="350k")

    assert report.to_dict()["solved"]["value"] == "13"


def test_a_number_on_the_other_side_is_never_reached() -> None:
    with pytest.raises(CannotCalculate, match="never becomes"):
        growth("100k", added="-20000/month", target="350k")


def test_more_cannot_leave_than_are_there() -> None:
    with pytest.raises(CannotCalculate, match="Nobody is left"):
        growth("100k", added="-20000/month", periods=6)
