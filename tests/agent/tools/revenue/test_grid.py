from agent.tools.revenue.grid import grid

_TWO = (["100M", "30M"], ["20 USD/month", "100 USD/month"])


def test_pairs_set_against_each_other_say_which_earns_more_and_by_how_much() -> None:
    report = grid(*_TWO, pairwise=True, compare=True)

    assert report.sentence().startswith(
        "**30 million at $100 a month earn more**: $36 billion a year, $12 billion (50 %) more than $24 billion"
    )
    assert report.sentence("zh").startswith("**3,000万用户每月100美元收入更高**")


def test_prices_of_different_periods_are_compared_for_a_year() -> None:
    report = grid(["2M", "300k"], ["99 USD/year", "30 USD/month"], pairwise=True, compare=True)

    assert "$198 million" in report.sentence()
    assert "$108 million" in report.sentence()


def test_a_comparison_holds_without_a_period_and_asks_for_it() -> None:
    report = grid(
        ["100M", "30M"], ["20 USD", "100 USD"], pairwise=True, compare=True, ask_period=True
    )

    assert "$3 billion each time it is charged" in report.sentence()
    assert "/year" not in report.sentence()
    assert "per month or per year" in report.cautions[-1]


def test_equal_pairs_are_said_to_be_equal() -> None:
    report = grid(["2M", "1M"], ["10 USD/month", "20 USD/month"], pairwise=True, compare=True)

    assert report.sentence().startswith("**Both earn the same**")


def test_cases_are_named_in_the_table() -> None:
    report = grid(["10M", "20M"], ["20 USD/month"] * 2, pairwise=True, names=["low", "high"])

    assert "| low | 10 million | $20/month | $2.4 billion |" in report.sentence()
