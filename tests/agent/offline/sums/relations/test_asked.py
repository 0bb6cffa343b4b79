import pytest

from agent.offline.sums.relations.amounts import amounts_in
from agent.offline.sums.relations.asked import slots_in
from agent.quantities import find_quantities


@pytest.mark.parametrize(
    ("text", "asked"),
    [
        ("Churn is 2% a month. Annual retention and annual churn?", ["kept_rate", "churn_rate"]),
        ("LTV at $25 a month and 5% monthly churn?", ["ltv"]),
        ("CAC $180, ARPU $24 a month, margin 80%: payback in months?", ["cac_back"]),
        ("Gross margin and operating margin?", ["gross_rate", "margin"]),
        ("Net and gross revenue retention?", ["nrr", "grr"]),
        ("每月流失3%，换算成一年的留存率是多少？", ["kept_rate"]),
    ],
)
def test_each_place_that_asks_is_a_result(text: str, asked: list[str]) -> None:
    amounts = amounts_in(text, find_quantities(text)) or []

    slots = slots_in(text, amounts)

    assert len(slots) >= len(asked)
    for name in asked:
        assert any(name in dict(slot.candidates) for slot in slots), (name, slots)


def test_a_period_said_apart_is_that_of_all_results() -> None:
    text = "Revenue is $90m a year from 3 million users. ARPU and the operating margin, each per month?"

    slots = slots_in(text, amounts_in(text, find_quantities(text)) or [])

    assert {slot.period for slot in slots} == {"month"}


def test_a_condition_asks_for_nothing() -> None:
    text = "What is the LTV if the gross margin is 70% and churn 5% a month?"

    slots = slots_in(text, amounts_in(text, find_quantities(text)) or [])

    assert [name for slot in slots for name, _ in slot.candidates] == ["ltv"]
