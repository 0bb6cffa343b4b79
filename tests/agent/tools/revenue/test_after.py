"""Shares taken of a result, targets before a share, and one sum against another."""

import pytest

from agent.tools.revenue import CannotCalculate
from agent.tools.revenue.calculate import calculate


def test_shares_are_taken_one_after_the_other() -> None:
    report = calculate(subscribers="75k", price="49 USD/month", less=["15%", "1/5"])

    assert report.total == 44_100_000
    assert report.details["net"] == 29_988_000
    assert report.details["cut"] == 44_100_000 - 29_988_000


def test_an_amount_is_taken_off_as_it_stands() -> None:
    report = calculate(subscribers="75k", price="49 USD/month", less=["4.1M USD", "50%"])

    assert report.details["net"] == 20_000_000
    assert "$4.1 million and then 50 % goes" in report.sentences[0]


def test_an_amount_of_another_currency_is_not_taken_off() -> None:
    with pytest.raises(CannotCalculate, match="CNY"):
        calculate(subscribers="75k", price="49 USD/month", less=["4.1M CNY"])


def test_a_target_after_a_share_needs_more_to_come_in() -> None:
    report = calculate(price="10 USD/month", target="84M USD", solve="subscribers", less=["30%"])

    assert report.solved is not None
    assert report.solved.value == 1_000_000
    assert any("what is left of $120 million" in note for note in report.assumptions)


@pytest.mark.parametrize("share", ["120%", "-5%"])
def test_no_more_than_all_can_be_taken(share: str) -> None:
    with pytest.raises(CannotCalculate, match="between 0 % and 100 %"):
        calculate("cut", revenue="50M USD", cuts=[share])


def test_nothing_is_left_to_reach_a_target_with() -> None:
    with pytest.raises(CannotCalculate, match="Nothing is left"):
        calculate(price="10 USD/month", target="84M USD", solve="subscribers", less=["100%"])


def test_two_sums_are_set_apart_by_what_is_left_of_each() -> None:
    before = {"kind": "subscriptions", "subscribers": "1M", "price": "10 USD/month", "less": ["50%"]}  # fmt: skip
    report = calculate(subscribers="2M", price="10 USD/month", less=["50%"], against=before)

    assert report.details["difference"] == 60_000_000
    assert report.details["times"] == 2


def test_a_smaller_second_amount_is_less() -> None:
    report = calculate("difference", now="30bn USD", before="40bn USD")

    assert report.details["difference"] == 10_000_000_000
    assert report.details["change_percent"] == -25
    assert "**$10 billion less**" in report.sentence()
    with pytest.raises(CannotCalculate, match="one currency"):
        calculate("difference", now="30bn USD", before="40bn CNY")


def test_who_takes_a_share_that_is_not_known_makes_the_figure_gross() -> None:
    report = calculate(subscribers="10M", price="20 USD/month", gross_of=["app store"])

    assert report.total == 2_400_000_000
    assert any("gross" in note and "app store" in note for note in report.cautions)


def test_what_is_left_is_converted_too() -> None:
    report = calculate(subscribers="1M", price="$10/mo", rate="EUR=0.9", less=["15%"])

    assert report.sentence().startswith("**$102 million (€91.8 million)** is left")
    assert report.to_dict()["converted"] == {"EUR": "91800000"}
