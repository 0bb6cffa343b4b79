"""What is left unsaid is taken from a list price or asked for; what is not understood is refused."""

import pytest

from agent.tools.bilingual import say
from agent.tools.revenue import CannotCalculate
from agent.tools.revenue.calculate import calculate
from agent.tools.revenue.subscriptions import subscriptions


def test_an_amount_takes_the_period_of_the_list_price_and_stays_what_it_is() -> None:
    report = calculate(subscribers="2M", price="20 USD/month", amount="18 USD")

    assert report.total == 2_000_000 * 18 * 12
    assert "for a month" in report.assumptions[0]
    assert (
        calculate(subscribers="2M", price="20 USD/month", amount="240 USD/yr").total == 480_000_000
    )


def test_a_price_without_a_period_is_asked_about_in_both_languages() -> None:
    with pytest.raises(CannotCalculate, match=r"\$18 per month or per year") as refused:
        calculate(subscribers="2M", price="18 USD", churn="5%", ask_period=True)

    assert "churn of 5 %" in str(refused.value)
    assert "按月还是按年" in say(refused.value.args[0], "zh")
    assert calculate(subscribers="2M", price="18 USD/month", ask_period=True).total == 432_000_000


def test_plans_and_tables_ask_for_the_period_too() -> None:
    plans = [{"price": "8 USD", "subscribers": "1M"}, {"price": "0 USD", "subscribers": "1M"}]
    with pytest.raises(CannotCalculate, match="per month or per year"):
        calculate("plans", plans=plans, ask_period=True)
    with pytest.raises(CannotCalculate, match="per month or per year"):
        calculate("grid", subscribers=["1M"], prices=["8 USD", "9 USD"], ask_period=True)
    assert calculate("plans", plans=plans, price="20 USD/month").total == 96_000_000
    assert (
        calculate("grid", subscribers=["1M"], prices=["8 USD"], price="20 USD/month").total
        == 96_000_000
    )


def test_a_rate_that_moves_nothing_named_is_asked_about() -> None:
    with pytest.raises(CannotCalculate, match="growth or churn"):
        calculate(subscribers="2M", price="18 USD/month", rate_alone="3%/month")


@pytest.mark.parametrize(
    "price", ["20/fortnight", "20 bananas/yr", "20 USD/decade", "20 per sprint"]
)
def test_a_price_with_words_that_are_not_understood_is_refused(price: str) -> None:
    with pytest.raises(CannotCalculate, match="no unit or period|cannot be summed") as refused:
        subscriptions("1M", price)
    assert "\n" not in str(refused.value)


@pytest.mark.parametrize(
    "price",
    ["$20/mo", "about $20 per month", "£20 per seat per month", "约20元/月", "20 dollars monthly"],
)
def test_harmless_words_beside_a_price_are_taken(price: str) -> None:
    assert subscriptions("1M", price).total == 240_000_000


def test_a_count_for_something_is_no_count_of_subscribers() -> None:
    with pytest.raises(CannotCalculate, match="/sprint"):
        subscriptions("100/sprint", "$20/mo")


def test_a_number_that_could_be_a_year_is_a_count() -> None:
    assert subscriptions("2000", "$10/yr").total == 20_000


def test_a_solved_price_is_for_the_period_asked() -> None:
    report = calculate(subscribers="20M", target="6bn", solve="price", solve_period="month")

    assert report.solved is not None
    assert (report.solved.value, report.solved.unit) == (25, "USD per month")
    with pytest.raises(CannotCalculate, match="decade"):
        calculate(subscribers="20M", target="6bn", solve="price", solve_period="decade")


def test_a_target_a_month_is_twelve_of_them_a_year() -> None:
    report = calculate(price="10 USD/month", target="500M USD/month", solve="subscribers")

    assert report.solved is not None
    assert report.solved.value == 50_000_000


def test_mankind_as_payers_is_called_not_realistic() -> None:
    report = calculate(subscribers_of="World population", price="20 USD/month")

    assert report.total == 8_200_000_000 * 240
    assert any("Not realistic" in caution and "6 billion" in caution for caution in report.cautions)


def test_of_a_share_of_mankind_it_is_said_how_many_of_those_online_pay() -> None:
    half = calculate(subscribers_of="World population", paying_share="1/2", price="20 USD/month")
    few = calculate(subscribers_of="World population", paying_share="1%", price="20 USD/month")

    assert half.total == 4_100_000_000 * 240
    assert any("Not realistic: 4.1 billion" in said and "68.3%" in said for said in half.cautions)
    assert any("not a forecast: 82 million" in said and "1.4%" in said for said in few.cautions)


def test_a_total_is_said_in_the_units_asked_for() -> None:
    report = calculate(subscribers="10bn", price="500 USD/yr", in_units=["trillion", "万亿"])

    assert "$5 trillion = 5万亿美元" in report.sentence()


def test_a_bare_rate_is_said_to_be_read_as_percent() -> None:
    said = subscriptions("1M", "10 USD/month", growth="20", years=2).assumptions

    assert "a growth of 20 is read as 20 % a year" in said
    assert not any("read as" in note for note in subscriptions("1M", "10 USD/month", growth="20%/yr", years=2).assumptions)  # fmt: skip
