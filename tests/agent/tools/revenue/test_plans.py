from agent.tools.revenue.calculate import calculate

MIX = [
    {"name": "free", "share": "60%", "price": "0 USD/month"},
    {"name": "basic", "share": "30%", "price": "10 USD/month"},
    {"name": "pro", "share": "10%", "price": "25 USD/month"},
]


def test_the_free_share_lowers_the_average_over_everybody_only() -> None:
    report = calculate("plans", plans=MIX, subscribers="40M")

    assert report.total == 2_640_000_000
    assert report.details["average_price_per_year"] == 66
    assert report.details["average_price_per_payer"] == 165
    assert "24 million pay nothing" in report.sentence()


def test_where_all_pay_there_is_one_average() -> None:
    report = calculate("plans", plans=MIX[1:] + [{"share": "60%", "price": "5 USD/month"}], subscribers="1M")  # fmt: skip

    assert "average_price_per_payer" not in report.details


def test_a_discount_is_taken_off_its_own_plan_only() -> None:
    plans = [{"name": "yearly", "price": "20 USD/month", "share": "50%", "discount": "20%"}, {"name": "monthly", "price": "20 USD/month"}]  # fmt: skip
    report = calculate("plans", plans=plans, subscribers="1M")

    assert report.total == 500_000 * 16 * 12 + 500_000 * 20 * 12
    assert report.trace[0].formula == "20 × (1 - 0.2)"


def test_a_mix_is_told_by_the_month_as_well_where_asked() -> None:
    plans = [{"price": "$5/mo", "share": "50%"}, {"price": "$10/mo", "share": "50%"}]
    report = calculate("plans", plans=plans, subscribers="2M", show_per=["month"])

    assert report.to_dict()["per_month"] == "15000000"


def test_a_rate_is_taken_either_way_round() -> None:
    prices = {"US": "10 USD/month", "France": "8 EUR/month", "India": "840 INR/month"}
    plans = [{"name": n, "price": p, "subscribers": "1M"} for n, p in prices.items()]
    report = calculate("plans", plans=plans, currency="USD", rate="EUR=1/1.1, INR=84")

    assert report.total == 345_600_000
    assert any("× 1.1" in step.formula for step in report.trace)


def test_the_share_of_a_plan_and_what_a_discount_takes_off_are_told() -> None:
    yearly = {"name": "yearly", "price": "20 USD/month", "share": "25%", "discount": "20%"}
    plans = [yearly, {"name": "monthly", "price": "20 USD/month"}]
    report = calculate("plans", plans=plans, subscribers="1M", share_of_plan="yearly")

    assert "**21.05 %** from yearly" in report.sentence()
    assert "takes $12 million off the $240 million at list price" in report.sentence()


def test_a_changed_number_of_payers_is_set_beside_what_was_and_named() -> None:
    report = calculate(
        subscribers="1M", price="10 USD/month", subscribers_to="1.1M", compare=True, case="more"
    )

    assert report.total == 132_000_000
    assert report.sentence().startswith("More: **Up $12 million (10 %)**")


def test_a_mix_is_told_in_the_units_and_periods_asked() -> None:
    one = {"name": "one", "subscribers": "1M", "price": "10 USD/month"}
    two = {"name": "two", "subscribers": "2M", "price": "20 USD/month"}

    report = calculate(
        "plans", plans=[one, two], in_units=["billion", "亿"], show_per=["half-year", "decade"]
    )

    assert "$0.6 billion = 6亿美元" in report.sentence()
    assert report.details["per_half_year"] == 300_000_000
    assert report.details["per_decade"] == 6_000_000_000
