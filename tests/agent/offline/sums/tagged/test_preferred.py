"""Which reading of a sum is taken."""

from dataclasses import replace
from typing import Any

import pytest

from agent.offline.sums.tagged.compose import TaggedSum
from agent.offline.sums.tagged.preferred import (
    is_preferred,
    is_sure,
    is_tagged_sum,
    is_told_in_parts,
)
from agent.quantities import find_quantities

SUM = {"kind": "subscriptions", "subscribers": "100", "price": "5 USD/month"}


def _tagged(sure: float, kind: str = "revenue", **more: Any) -> TaggedSum:
    return TaggedSum(kind, {**SUM, **more}, sure, 0.0)


def test_where_the_rules_lack_a_value_a_likely_sum_is_taken() -> None:
    assert is_preferred(
        "", _tagged(0.6), {"kind": "subscriptions", "price": "5 USD/month"}, "subscribers"
    )
    assert not is_preferred("", _tagged(0.4), {"kind": "subscriptions"}, "subscribers")


def test_against_a_whole_sum_it_must_be_surer() -> None:
    other = {"kind": "subscriptions", "subscribers": "900", "price": "5 USD/month"}
    assert is_preferred("", _tagged(0.9), other, None)
    assert not is_preferred("", _tagged(0.6), other, None)


def test_the_rules_are_kept_where_they_hold_all_of_it_and_more() -> None:
    assert not is_preferred("", _tagged(0.99), {**SUM, "growth": "5%/year"}, None)
    assert not is_preferred("", _tagged(0.99, show_per=["year"]), SUM, None)


def test_forms_of_their_own_are_kept() -> None:
    assert not is_preferred("", _tagged(0.99), {"kind": "scenario", "name": "article"}, None)


def test_one_figure_is_not_taken_in_place_of_several() -> None:
    chain = {"kind": "chain", "answers": ["revenue", "users"]}
    assert not is_preferred("", _tagged(0.99), chain, None)
    assert is_preferred("", _tagged(0.99, kind="share_of"), chain, None)
    assert is_preferred("", _tagged(0.99, kind="decay", show_month="12"), chain, None)


def test_what_a_rate_adds_is_not_taken_for_the_whole_it_makes() -> None:
    added = TaggedSum(
        "uplift", {"kind": "attach", "base_revenue": "9 USD", "rates": ["5%"]}, 0.99, 0.99
    )
    assert not is_preferred("", added, {"kind": "chain", "answers": ["revenue"]}, None)


@pytest.mark.parametrize(
    ("text", "is_one"),
    [
        ("Our licence is $15 a month; to book $7 billion a year, how many licences must be live?", True),
        ("Seats 31k, $22 pcm, annualised?", True),
        ("When did GPT-4 come out?", False),
        ("OpenAI had 700 million weekly users in 2025.", False),
    ],
)  # fmt: skip
def test_a_sum_without_a_word_of_sums_is_one_where_the_tagger_is_sure(
    text: str, is_one: bool
) -> None:
    assert is_tagged_sum(text, find_quantities(text), ()) == is_one


def test_it_counts_for_more_where_no_amount_is_left_out() -> None:
    whole = TaggedSum("revenue", SUM, 0.98, 0.5, is_whole=True)
    assert is_preferred("", whole, {**SUM, "price": "9 USD/month", "churn": "2%/month"}, None)
    assert not is_preferred(
        "",
        replace(whole, is_whole=False),
        {**SUM, "price": "9 USD/month", "churn": "2%/month"},
        None,
    )


def test_a_value_without_a_place_is_asked_for_unless_the_tagger_knows_one() -> None:
    ruled = {"kind": "subscriptions", "subscribers": "900", "price": "5 USD/month"}
    assert not is_preferred("", _tagged(0.9), ruled, "place")
    assert is_preferred("", replace(_tagged(0.9), is_whole=True), ruled, "place")


def test_two_questions_are_one_sum_where_they_share_its_amounts() -> None:
    shared = [
        "8 million members lose 1.5% of them every month. How many are left after 24 months?",
        "And what does month 24 bring at $14 a month?",
    ]
    assert is_told_in_parts(shared)
    assert not is_told_in_parts(["What do 5 million at $20 a month bring?", "And 8 million?"])


def test_the_rules_are_not_asked_where_the_tagger_knows_a_kind_better() -> None:
    mix: dict[str, Any] = {"kind": "plans", "plans": [{"share": "60%"}, {"share": "40%"}]}
    assert is_sure("", TaggedSum("plans", mix, 0.9, 0.9, is_whole=True))
    assert not is_sure("", TaggedSum("plans", mix, 0.9, 0.9))  # an amount is left over
    assert not is_sure("", TaggedSum("plans", mix, 0.7, 0.9, is_whole=True))
    assert not is_sure("", TaggedSum("margin", SUM, 0.99, 0.99, is_whole=True))


@pytest.mark.parametrize(
    ("text", "is_summed"),
    [
        ("5% more usage and another 2% from loyalty", True),
        ("both without compounding", True),
        ("25% of it buys an add-on with a 10% uplift", False),
    ],
)
def test_rates_of_one_base_are_taken_together_where_that_is_said(
    text: str, is_summed: bool
) -> None:
    rates = {"kind": "attach", "base_revenue": "9 USD", "rates": ["5%", "2%"]}
    assert is_sure(text, TaggedSum("uplift", rates, 0.99, 0.99, is_whole=True)) is is_summed


@pytest.mark.parametrize(
    ("payers", "sure", "is_whole", "is_first"),
    [
        ("220000", 0.9995, True, True),
        ("220000", 0.98, True, False),
        ("220000", 0.9995, False, False),  # an amount is left over
        ("8", 0.9995, True, False),  # friends who share a plan pay it once
    ],
)
def test_a_plain_sum_that_is_as_good_as_certain_is_taken_first(
    payers: str, sure: float, is_whole: bool, is_first: bool
) -> None:
    told = {"kind": "subscriptions", "subscribers": payers, "price": "9 USD/month"}
    assert is_sure("", TaggedSum("revenue", told, sure, sure, is_whole=is_whole)) is is_first
