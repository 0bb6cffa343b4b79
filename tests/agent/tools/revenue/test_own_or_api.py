"""A machine of one's own against an API: each figure by hand."""

import pytest

from agent.tools.revenue import CannotCalculate
from agent.tools.revenue.own_or_api import own_or_api


def test_rent_breaks_even_at_the_tokens_that_cost_as_much() -> None:
    report = own_or_api(cards="8", rent="3 USD", hours="700", token_price="0.5 USD")

    assert report.to_dict()["tokens"] == "33600000000"  # 8 × 3 × 700 ÷ 0.5 × 1,000,000
    assert "$16,800 a month" in report.sentence("en")


def test_a_purchase_is_spread_over_its_life_and_set_against_the_bill() -> None:
    report = own_or_api(
        investment="96000 USD", years="4", running="500 USD/month", bill="36000 USD/year"
    )

    assert report.to_dict()["total"] == "500"  # 3,000 - (96,000 ÷ 48 + 500)
    assert "the own machine is cheaper at $2,500" in report.sentence("en")


def test_a_purchase_without_a_life_is_paid_back_out_of_the_bill() -> None:
    report = own_or_api(investment="30000 USD", running="500 USD/month", bill="2000 USD/month")

    assert report.to_dict()["months"] == "20"


def test_at_a_volume_it_is_said_which_is_cheaper_and_from_where() -> None:
    report = own_or_api(cards="2", rent="3 USD", token_price="1.2 USD", volume="2bn")

    assert report.sentence("en").startswith("**the API is cheaper at $2,400**")
    assert "3.6 billion tokens" in report.sentence("en")


def test_a_million_tokens_cost_what_the_cards_cost_while_they_make_them() -> None:
    report = own_or_api(cards="4", rent="2 USD", speed="8000")

    assert report.to_dict()["total"] == "0.2777777778"  # 8 ÷ (8,000 × 3,600) × 1,000,000


@pytest.mark.parametrize("given", [{"rent": "2 USD"}, {"bill": "100 USD/month"}])
def test_what_is_lacking_is_asked_for(given: dict[str, str]) -> None:
    with pytest.raises(CannotCalculate, match=r"\?$"):
        own_or_api(**given)
