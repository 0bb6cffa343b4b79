from decimal import Decimal

import pytest

from agent.tools.revenue import CannotCalculate
from agent.tools.revenue.calculate import calculate

_SUM = {"subscribers": "50M", "price": "20 USD/month", "growth": "100%/yr"}


def test_both_years_of_a_span_count_and_the_one_asked_leads() -> None:
    report = calculate(**_SUM, first_year="2025", until_year="2028", show="year")

    assert [str(period.label) for period in report.periods] == ["2025", "2026", "2027", "2028"]
    assert report.details["asked"] == Decimal("96000000000")
    assert report.sentence().startswith("**$96 billion** in 2028")
    assert "$180 billion" in report.sentence()
    assert report.sentence("zh").startswith("**2028年收入960亿美元**")


def test_without_one_year_asked_the_sum_of_all_leads() -> None:
    assert (
        calculate(**_SUM, first_year="2025", until_year="2028")
        .sentence()
        .startswith("**$180 billion** over 4 years")
    )


def test_a_share_is_taken_of_the_year_that_is_asked() -> None:
    report = calculate(**_SUM, first_year="2025", until_year="2028", show="year", less=["25%"])

    assert report.details["net"] == Decimal("72000000000")


def test_a_year_that_is_sought_is_named() -> None:
    report = calculate(**_SUM, first_year="2025", target="90bn USD/year", solve="years")

    assert "Year 4 is 2028." in report.sentence()


def test_a_last_year_without_a_first_is_asked_about() -> None:
    with pytest.raises(CannotCalculate, match="From which year do the figures count to 2030"):
        calculate(**_SUM, until_year="2030")


def test_growth_of_an_amount_is_also_summed() -> None:
    report = calculate(kind="growth", start="2bn USD", rate="30%", periods="4", summed="5")

    assert report.total == Decimal("5712200000")
    assert report.details["summed"] == Decimal("18086200000")
