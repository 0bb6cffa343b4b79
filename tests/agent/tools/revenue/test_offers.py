"""Two prices for one thing, by the year."""

import pytest

from agent.tools.revenue import CannotCalculate
from agent.tools.revenue.offers import offers


def test_the_cheaper_offer_and_what_it_saves_come_first() -> None:
    report = offers(["20 USD/month", "200 USD/year"], subscribers="2M")
    given = report.to_dict()

    assert report.sentence().startswith("**$200 a year is cheaper**, by $40 a year")
    assert (given["difference"], given["highest"], given["months_paid_for"]) == ("40", "240", "10")
    assert given["difference_of_all"] == "80000000"


def test_the_order_of_the_offers_does_not_matter() -> None:
    assert offers(["200 USD/year", "20 USD/month"]).total == offers(["20 USD/month", "200 USD/year"]).total  # fmt: skip


def test_a_year_may_be_the_dearer_one() -> None:
    given = offers(["10 USD/month", "150 USD/year"])

    assert given.total == 120
    assert "months_paid_for" not in given.details


def test_equal_offers_are_called_the_same() -> None:
    assert "the same" in offers(["10 USD/month", "120 USD/year"]).sentence()


@pytest.mark.parametrize("prices", [["20 USD", "200 USD/year"], ["20 USD/month"], ["20 USD/month", "200 CNY/year"]])  # fmt: skip
def test_offers_that_cannot_be_compared_are_refused(prices: list[str]) -> None:
    with pytest.raises(CannotCalculate):
        offers(prices)
