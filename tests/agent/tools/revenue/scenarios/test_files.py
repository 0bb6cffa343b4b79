"""Scenario files: read, set, written back; every slip is one sentence that says what would work."""

from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from agent.tools.revenue import CannotCalculate
from agent.tools.revenue.scenarios import (
    BUNDLED,
    Bundle,
    Costs,
    Given,
    Scenario,
    SubscriptionPlan,
    build,
    bundled,
    calculate_scenario,
    dump,
    parse,
    put,
)

PLUS = {"subscribers": "10 million", "price": "20 USD/month"}


def with_plan(**more: Any) -> dict[str, Any]:
    return {"plans": {"plus": {**PLUS, **more}}}


@pytest.mark.parametrize("name", BUNDLED)
def test_a_bundled_scenario_survives_writing(name: str) -> None:
    scenario = build(bundled(name))
    assert build(parse(dump(scenario))) == scenario
    assert dump(build(parse(dump(scenario)))) == dump(scenario)


texts = st.text(st.characters(codec="utf-8", exclude_categories=("Cs",)), max_size=20)


@given(
    title=texts, name=texts, source=texts, price=st.integers(1, 10**9), years=st.integers(1, 200)
)
@settings(max_examples=200, deadline=None)
def test_any_scenario_is_the_same_after_writing_and_reading(
    title: str, name: str, source: str, price: int, years: int
) -> None:
    plan = SubscriptionPlan(
        subscribers="1 million",
        price=Given(f"{price} USD/year", source=source, kind="ours"),
        churn=["8%/month", "3%/month"],
    )
    scenario = Scenario(title, years=years, rates={"CNY": "7.1"}, plans={name: plan}, costs=Costs(fixed="1 USD/year"),
                        bundles={"b": Bundle(customers="5", attach="3%", price="1 USD/month")})  # fmt: skip
    assert build(parse(dump(scenario))) == scenario


def test_a_value_that_is_set_loses_the_source_of_the_old_one() -> None:
    table = put(
        bundled("article"),
        ["plans.chatgpt.price=240 USD/year", "bundles.cloud.growth.2=5%/year", "years=3"],
    )
    scenario = build(table)
    assert scenario.plans["chatgpt"].price == "240 USD/year"
    assert isinstance(scenario.bundles["cloud"].growth, list)
    assert scenario.bundles["cloud"].growth[1] == "5%/year"
    assert scenario.years == 3
    assert build(bundled("article")).plans["chatgpt"].price != "240 USD/year"


def test_python_numbers_do_as_well_as_text() -> None:
    plan = SubscriptionPlan(subscribers=1000, price="20 USD/month")
    scenario = Scenario(plans={"p": plan}, rates={"CNY": Decimal("7.1")}, currency="USD")
    assert calculate_scenario(scenario).converted == {"CNY": Decimal(1704000)}


BAD: list[tuple[dict[str, Any], str]] = [
    (with_plan(price="0 USD/month"), "plans.plus.price: the price is zero"),
    (with_plan(subscribers="-5M"), "cannot be negative"),
    (with_plan(subscribers=""), "plans.plus.subscribers is empty"),
    (with_plan(churn="120%/month"), "between 0 % and 100 %"),
    (with_plan(churn="3%"), "needs its period"),
    (with_plan(prize="3 USD/month"), "did you mean plans.plus.price"),
    (with_plan(price="20 EUR/month") | {"currency": "USD"}, "need an exchange rate"),
    ({"plans": {"a": PLUS, "b": {**PLUS, "price": "20 EUR/month"}}}, "need an exchange rate"),
    (with_plan() | {"currency": "XQZ"}, "Unknown currency 'XQZ'"),
    (with_plan(price="20 USD"), "needs its period"),
    (with_plan(price="20 USD/month", billing="year"), "write the price per year"),
    (with_plan(growth=["3%/month", "20%/year"]), "mixes month and year"),
    (with_plan(churn=["3%/month", "20%/year"]), "mixes month and year"),
    (with_plan(churn=["30%/year", "20%/year"]), "by month of life"),
    (with_plan(growth="-100%/year"), "leaves nothing"),
    (with_plan(growth="20%/year", ceiling="5 million"), "lies below"),
    (with_plan(ceiling="50 million"), "give plans.plus.growth"),
    (with_plan(share="10%"), "give subscribers at the top"),
    (with_plan(share="10%") | {"subscribers": "1M"}, "give one of them"),
    (with_plan(yearly_share="10%"), "belong together"),
    (with_plan(converts="10%"), "needs free users"),
    (with_plan(price=["1 USD/month", "2 USD/month"]), "one value"),
    (with_plan(price={"source": "x"}), "has no value"),
    (with_plan(price={"value": "5 USD/month", "high": "4 USD/month"}), "must hold the value"),
    (with_plan(price={"value": "5 USD/month", "high": "80 USD/year"}), "same unit"),
    (with_plan(price={"value": "5 USD/month", "kind": "rumour"}), "a kind is one of"),
    (with_plan(price=True), "must be text with its unit"),
    ({"plans": {"p": {"price": "5 USD/month"}}}, "has no subscribers"),
    ({"plans": {"p": {"subscribers": "5M"}}}, "plans.p.price is missing"),
    ({"subscribers": "1M", "plans": {n: {"price": "5 USD/month", "share": "60%"} for n in "ab"}}, "more than 100 %"),
    ({"plans": 5}, "named entries"),
    ({}, "earns nothing"),
    (with_plan() | {"years": 0}, "from 1 to 200"),
    (with_plan() | {"years": "many"}, "whole number"),
    (with_plan() | {"costs": {"capex": "5 USD"}}, "belong together"),
    (with_plan() | {"costs": {"fixed": "5 USD"}}, "needs its period"),
    (with_plan() | {"rates": {"CNY": "0"}, "currency": "USD"}, "above zero"),
    ({"tokens": {"api": {}}}, "has no tokens"),
    ({"tokens": {"api": {"input": "5 tokens/day"}}}, "input_price is missing"),
    ({"tokens": {"api": {"input": "5 tokens", "input_price": "3 USD"}}}, "needs its period"),
    ({"tokens": {"api": {"input": "5 tokens/day", "input_price": "3 USD",
                         "tiers": {"a": {"above": "9 tokens/month", "discount": "5%"}}}}}, "mixes volumes per day and per month"),
    ({"bundles": {"b": {"customers": "5M", "price": "3 USD/month"}}}, "bundles.b.attach is missing"),
    ({"bundles": {"b": {"customers": "5M", "attach": "5%"}}}, "brings nothing"),
    ({"bundles": {"b": {"attach": "5%", "uplift": "5%"}}}, "customers is missing"),
    ({"bundles": {"b": {"customers": "5M", "attach": "30%", "price": "3 USD/month", "attach_ceiling": "20%"}}}, "lies below"),
    ({"bundles": {"b": {"customers": "5M", "attach": "5%", "price": "3 USD/month", "churn_saved": "1%/month"}}}, "needs the base"),
]  # fmt: skip


@pytest.mark.parametrize(("table", "says"), BAD, ids=[says for _, says in BAD])
def test_bad_input_is_one_sentence(table: dict[str, Any], says: str) -> None:
    with pytest.raises(CannotCalculate) as error:
        calculate_scenario(build(table))
    text = str(error.value)
    assert says in text
    assert "\n" not in text
    assert text.endswith((".", "?", ")")) or "Did you mean" in text


@pytest.mark.parametrize(
    ("setting", "says"),
    [
        ("nonsense", "KEY=VALUE"),
        ("plans.chatgpt.price=", "KEY=VALUE"),
        ("plans.chatgpt.prise=3 USD/year", "did you mean plans.chatgpt.price"),
        ("plans.chatgpt=3", "give it as a table"),
        ("plans.chatgpt.side.x=3", "leads into a value"),
        ("bundles.cloud.growth.9=3%/year", "count from 1 to 6"),
    ],
)
def test_a_setting_that_cannot_be_is_one_sentence(setting: str, says: str) -> None:
    with pytest.raises(CannotCalculate, match=says):
        build(put(bundled("article"), [setting]))


def test_broken_toml_is_named_with_its_line() -> None:
    with pytest.raises(CannotCalculate, match="line 2"):
        parse("years = 3\nplans = = 4")
