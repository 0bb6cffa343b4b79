"""The most a price can bring, one row for each dated benchmark."""

import pytest

from agent.tools.revenue import CannotCalculate
from agent.tools.revenue.ceiling import ceiling


def test_each_row_has_its_people_source_and_product() -> None:
    report = ceiling("15 USD/month")
    for row in report.details["rows"]:
        assert row["revenue"] == row["people"] * 15 * 12
        assert row["date"]
        assert row["url"].startswith("https://")
        assert f"| {row['of']} |" in report.markdown()
    assert [step.formula.endswith("× 15 × 12") for step in report.trace] == [True] * 3


def test_a_price_without_a_period_is_one_of_a_month_and_said_so() -> None:
    report = ceiling("20 USD")
    assert report.total == ceiling("20 USD/month").total
    assert "no period was said" in report.markdown()
    assert "未说明周期" in report.markdown("zh")
    assert "no period" not in ceiling("20 USD/month").markdown()


def test_a_price_for_a_use_is_refused() -> None:
    with pytest.raises(CannotCalculate):
        ceiling("20 USD/hour")
