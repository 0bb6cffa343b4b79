"""Subscription sums: the readings of the contract, what is refused, and properties of the arithmetic."""

from decimal import Decimal
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from agent.tools.revenue import CannotCalculate, subscriptions

SUMS: list[tuple[Any, Any, dict[str, Any], str, str]] = [
    ("100M", "500/yr", {}, "50000000000", "USD"),
    ("1 billion", "$500 a year", {}, "500000000000", "USD"),
    ("35 million", "$20/month", {}, "8400000000", "USD"),
    (2500, 40, {}, "100000", "USD"),
    ("3500万", "每月20美元", {}, "8400000000", "USD"),
    ("12.5 million seats", "$18 per seat per month", {}, "2700000000", "USD"),
    ("20M", "30 CNY/mo", {"currency": "USD", "rate": "CNY=7.1"}, "1014084507.0422535211", "USD"),
    ("1.5M", "£24/mo", {"rate": {"USD": "1.30"}}, "432000000", "GBP"),
    ("50M", "$240/yr", {"growth": "20%/yr", "years": 3}, "43680000000", "USD"),
    (
        "50M",
        "$240/yr",
        {"growth": "20%", "price_change": "-10%/yr", "years": 3},
        "38956800000",
        "USD",
    ),
    ("100M", "$20/mo", {"churn": "50%/mo"}, "3999023437.5", "USD"),
    ("100M", "$240/yr", {"churn": "50%/mo"}, "3999023437.5", "USD"),
    ("100M", "$10/yr", {"churn": "20%/yr", "years": 2}, "1800000000", "USD"),
    ("100M", "$10/yr", {"churn": "20%/yr", "growth": "50%/yr", "years": 2}, "2200000000", "USD"),
]


@pytest.mark.parametrize(("subscribers", "price", "options", "total", "currency"), SUMS)
def test_totals(
    subscribers: Any, price: Any, options: dict[str, Any], total: str, currency: str
) -> None:
    result = subscriptions(subscribers, price, **options).to_dict()
    assert (result["total"], result["currency"]) == (total, currency)


def test_a_period_is_a_year_with_its_starting_subscribers_and_price() -> None:
    periods = subscriptions(
        "50M", "$240/yr", growth="20%/yr", price_change="-10%/yr", years=3
    ).to_dict()["periods"]
    assert periods[2] == {
        "label": "year 3",
        "subscribers": "72000000",
        "price": "194.4",
        "revenue": "13996800000",
    }


def test_each_year_starts_from_what_monthly_churn_left_times_growth() -> None:
    year = subscriptions("100M", "$20/mo", churn="3%/mo", growth="10%/yr", years=2).periods[1]
    assert year.subscribers == Decimal(100_000_000) * Decimal("0.97") ** 12 * Decimal("1.1")


@pytest.mark.parametrize(
    ("options", "value", "unit"),
    [
        ({"price": "$20/mo", "target": "50B", "solve": "subscribers"}, "208333333.3333333333", "people"),
        ({"subscribers": "150M", "price": "$1/mo", "target": "$25bn", "solve": "price"}, "13.8888888889", "USD per month"),
        ({"subscribers": "150M", "target": "$25bn", "solve": "price"}, "166.6666666667", "USD per year"),
        ({"subscribers": "10M", "price": "$100/yr", "growth": "10%/yr", "target": "10B", "solve": "years"}, "8", "years"),
        ({"subscribers": "10M", "price": "$100/yr", "target": "5B", "solve": "years"}, "5", "years"),
    ],
)  # fmt: skip
def test_solves_for_the_sought_input(options: dict[str, Any], value: str, unit: str) -> None:
    solved = subscriptions(**options).to_dict()["solved"]
    assert (solved["value"], solved["unit"]) == (value, unit)


def test_a_solved_input_reaches_the_target() -> None:
    report = subscriptions(
        price="$20/mo", target="50B", solve="subscribers", years=3, churn="2%/mo"
    ).to_dict()
    assert report["total"] == "50000000000"


def test_two_currencies_without_a_rate_name_a_dated_one() -> None:
    with pytest.raises(CannotCalculate, match=r"CNY=7\.1072 .*2025-09-01"):
        subscriptions("100M", "199 CNY/yr", currency="USD")


def test_conversion_there_and_back_returns_the_amount() -> None:
    report = subscriptions("20M", "30 CNY/mo", currency="USD", rate="CNY=7.1").to_dict()
    assert report["converted"] == {"CNY": "7200000000"}


REFUSED: list[tuple[Any, Any, dict[str, Any], str]] = [
    ("-5M", "500", {}, "negative"),
    ("-2000", "500", {}, "number of subscribers cannot be negative"),
    ("−1990", "500", {}, "number of subscribers cannot be negative"),
    ("5M", "-2000", {}, "price cannot be negative"),
    (0, "500", {}, "zero"),
    ("5M", "0", {}, "zero"),
    ("NaN", "500", {}, "no number"),
    (float("inf"), 500, {}, "finite"),
    (True, 500, {}, "must be a number"),
    ("", "500", {}, "empty"),
    ("5M or 6M", "500", {}, "more than one"),
    ("5M", None, {}, "needs the price"),
    ("5M", "$3 per token", {}, "per token"),
    ("5 GB", "$3", {}, "GB"),
    ("5M", "12 GB", {}, "not money"),
    ("1e999999999", "5", {}, "no number"),
    ("5M", "500", {"churn": "120%/mo"}, "0 % and 100 %"),
    ("5M", "500", {"churn": "3%"}, "period"),
    ("5M", "500", {"growth": "-100%"}, "-100 %"),
    ("5M", "500", {"growth": "0.2"}, "percent sign"),
    ("5M", "500", {"growth": "9999%/yr", "years": 200}, "10\\^60"),
    ("5M", "500", {"years": "2.5"}, "whole number"),
    ("5M", "500", {"years": 0}, "whole number"),
    ("5M", "500", {"currency": "XXX"}, "Unknown currency"),
    ("5M", "500", {"rate": "7.1"}, "name its currency"),
    ("5M", "30 CNY", {"rate": "CNY=7.1"}, "itself"),
    ("5M", "500", {"target": ""}, "target is empty"),
    ("5M", "500", {"solve": "years"}, "needs a target"),
    ("5M", "500", {"target": "5B", "solve": "luck"}, "choose"),
    ("5M", "500", {"target": "5B"}, "what to find"),
    ("5M", "$500", {"target": "10T", "solve": "years", "churn": "50%/yr"}, "not reached"),
]


@pytest.mark.parametrize(("subscribers", "price", "options", "says"), REFUSED)
def test_bad_input_is_one_clear_sentence(
    subscribers: Any, price: Any, options: dict[str, Any], says: str
) -> None:
    with pytest.raises(CannotCalculate, match=says) as refusal:
        subscriptions(subscribers, price, **options)
    assert "\n" not in str(refusal.value)


def test_more_subscribers_than_people_are_said_before_the_figure() -> None:
    report = subscriptions("10 billion", "$500")
    assert "8.2 billion in 2024" in report.cautions[0]
    text = report.markdown()
    assert text.index("8.2 billion") < text.index("$5 trillion")
    assert "全世界的人口" in report.markdown("zh")


def test_more_subscribers_than_people_online_are_doubted_too() -> None:
    assert "people online" in subscriptions("7 billion", "$1").cautions[0]
    assert subscriptions("5 billion", "$1").cautions == []


def test_growth_past_the_population_names_the_year() -> None:
    assert "in year 3" in subscriptions("5 billion", "$1", growth="30%/yr", years=3).cautions[0]


def test_a_small_count_is_computed_and_doubted() -> None:
    report = subscriptions("100", "500")
    assert report.total == 50_000
    assert "100 million" in report.cautions[0]


def test_growth_without_effect_is_said() -> None:
    assert any("year 2" in text for text in subscriptions("5M", "$5", growth="20%/yr").cautions)


def as_fraction(formula: str) -> Fraction:
    """A formula of the trace, redone by other arithmetic than the engine's."""
    tokens = formula.replace("(", " ( ").replace(")^", " ) ^ ").replace(")", " ) ").split()

    def expression(at: int) -> tuple[Fraction, int]:
        value, at = term(at)
        while at < len(tokens) and tokens[at] in "+-":
            right, after = term(at + 1)
            value, at = (value + right if tokens[at] == "+" else value - right), after
        return value, at

    def term(at: int) -> tuple[Fraction, int]:
        value, at = power(at)
        while at < len(tokens) and tokens[at] in "×÷":
            right, after = power(at + 1)
            value, at = (value * right if tokens[at] == "×" else value / right), after
        return value, at

    def power(at: int) -> tuple[Fraction, int]:
        if tokens[at] == "(":
            value, at = expression(at + 1)
            at += 1
        else:
            value, at = Fraction(tokens[at]), at + 1
        if at < len(tokens) and tokens[at] == "^":
            return value ** int(tokens[at + 1]), at + 2
        return value, at

    return expression(0)[0]


@example(1, 258986, "day", 0, 39, "mo", 5, 1)  # parts of a subscriber are left
@given(
    subscribers=st.integers(1, 10**10),
    cents=st.integers(1, 10**6),
    per=st.sampled_from(["mo", "yr", "quarter", "week", "day"]),
    growth=st.integers(-90, 300),
    churn=st.one_of(st.none(), st.integers(0, 99)),
    churn_per=st.sampled_from(["mo", "yr"]),
    years=st.integers(1, 8),
    rate=st.one_of(st.none(), st.integers(1, 10**4)),
)
@settings(deadline=None, max_examples=200)
def test_an_independent_route_gives_the_same_cents(
    subscribers: int,
    cents: int,
    per: str,
    growth: int,
    churn: int | None,
    churn_per: str,
    years: int,
    rate: int | None,
) -> None:
    options: dict[str, Any] = {"growth": f"{growth}%/yr", "years": years}
    options |= {"churn": f"{churn}%/{churn_per}"} if churn is not None else {}
    options |= (
        {"currency": "USD", "rate": {"CNY": Decimal(rate) / 1000}} if rate else {"currency": "CNY"}
    )
    report = subscriptions(subscribers, f"{Decimal(cents) / 100} CNY/{per}", **options)
    charges = {"mo": 12, "yr": 1, "quarter": 4, "week": 52, "day": 365}[per]
    base, total = Fraction(subscribers), Fraction(0)
    for _ in range(years):
        for _ in range(12):
            total += base * Fraction(cents, 100) * charges / 12
            base *= 1 - Fraction(churn or 0, 100) if churn_per == "mo" else 1
        base *= (1 - Fraction(churn or 0, 100) if churn_per == "yr" else 1) * (
            1 + Fraction(growth, 100)
        )
    total /= Fraction(rate, 1000) if rate else 1
    assert abs(Fraction(report.to_dict()["total"]) - total) <= Fraction(1, 10**10)
    for step in report.to_dict()["trace"]:  # operands are printed to ten digits
        value = Fraction(step["value"])
        assert abs(as_fraction(step["formula"]) - value) <= max(
            Fraction(1, 100), abs(value) / 10**9
        )


@given(st.integers(1, 10**9), st.integers(1, 10**9), st.integers(1, 10**5))
@settings(deadline=None)
def test_more_subscribers_never_bring_less(first: int, more: int, price: int) -> None:
    assert subscriptions(first, price).total <= subscriptions(first + more, price).total


@pytest.mark.parametrize("price", ["20 USD/mo", "0.5 USD/mo", "500/yr", "1 USD/mo"])
@pytest.mark.parametrize("churn", [None, "5%/mo"])
def test_a_solved_price_is_found_whatever_price_is_given(price: str, churn: str | None) -> None:
    given = subscriptions("1M", price, churn=churn, years=2, target="1B", solve="price")
    assert given.total.quantize(Decimal("0.01")) == Decimal("1000000000.00")
    per = price.split("/")[1].replace("mo", "month").replace("yr", "year")
    assert given.solved is not None
    assert given.solved.unit == f"USD per {per}"


@pytest.mark.parametrize(("churn", "first"), [("100%/mo", "20000000"), ("100%/yr", "240000000")])
def test_when_everybody_leaves_the_first_year_is_still_paid(churn: str, first: str) -> None:
    report = subscriptions("1M", "20 USD/mo", churn=churn, years=2)
    assert [period.revenue for period in report.periods] == [Decimal(first), 0]


def test_a_yearly_target_finds_the_first_year_that_earns_it() -> None:
    report = subscriptions("5M", "240 USD/year", growth="100%/yr", target="10bn USD/year", solve="years")  # fmt: skip

    assert report.to_dict()["solved"]["value"] == "5"
    assert report.periods[-1].revenue == 5_000_000 * 240 * 16
    assert report.periods[-2].revenue < 10**10
    assert report.sentence().startswith("**Year 5** is the first to earn $10 billion or more")


def test_a_yearly_target_that_no_year_earns_is_one_sentence() -> None:
    with pytest.raises(CannotCalculate, match="No year up to year 200 earns"):
        subscriptions("5M", "240 USD/year", churn="10%/yr", target="10bn USD/year", solve="years")


def test_a_solved_price_is_told_in_the_other_currency_too() -> None:
    report = subscriptions("40M", target="12bn USD", solve="price", rate="EUR=0.9", currency="USD")

    assert "€270 a year (€22.50 a month)" in report.sentence()
