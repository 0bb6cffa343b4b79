"""Sums that follow from two figures: which they are, and which questions only look like them."""

import pytest

from agent.offline.understanding import understand


@pytest.mark.parametrize(
    ("question", "kind"),
    [
        ("$4.8 billion from 16 million subscribers: how much revenue per subscriber?", "arpu"),
        ("How fast must we grow to get from $2bn to $20bn in 5 years?", "growth_rate"),
        ("Which is the better deal, $9 a month or $90 a year?", "offers"),
        ("We hold $40M and spend $2M a month; how long will the cash last?", "runway"),
        ("40 million subscribers at $20 a month: revenue?", "subscriptions"),
        ("What price do 40 million subscribers need to pay to bring in $12 billion a year?", "subscriptions"),
        ("1 million at $10 a month and 2 million at $100 a year, compare", "grid"),
        ("10 million users grow 20% a year for 4 years, how many?", "growth"),
    ],
)  # fmt: skip
def test_the_kind_follows_from_the_roles(question: str, kind: str) -> None:
    assert understand(question)[0].arguments["kind"] == kind


def test_a_burn_of_a_named_year_is_for_a_year() -> None:
    (request,) = understand("We have $40bn and burned $8bn in 2025. What is our runway?")

    assert request.arguments["burn"] == "8000000000 USD/year"


def test_the_figure_after_to_is_the_end() -> None:
    (request,) = understand("What CAGR gets us to $20bn from $2bn in five years?")

    assert (request.arguments["start"], request.arguments["end"]) == ("2000000000 USD", "20000000000 USD")  # fmt: skip
