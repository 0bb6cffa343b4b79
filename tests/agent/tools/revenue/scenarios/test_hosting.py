"""One workload on own cards, by an API and by seats; the cards are the memory engine's."""

from typing import Any

import pytest

from agent.tools.revenue import CannotCalculate
from agent.tools.revenue.scenarios import build, calculate_scenario
from agent.tools.vram import check_fit

HOSTING: dict[str, Any] = {
    "model": "Qwen2.5-72B", "card": "RTX 4090", "precision": "q4_k_m", "tokens": "9 billion tokens/month",
    "speed": "1,000 tokens/second", "card_rent": "0.5 USD/hour", "api_price": "0.6 USD",
    "seats": "400", "seat_price": "240 USD/year",
}  # fmt: skip


def hosted(**changed: Any) -> dict[str, Any]:
    given = {key: value for key, value in {**HOSTING, **changed}.items() if value is not None}
    return calculate_scenario(build({"hosting": given, "currency": "USD"})).to_dict()["hosting"]


def test_the_month_of_each_way_by_hand() -> None:
    """One set does 1,000 × 2,628,000 = 2.628 billion tokens a month, so 9 billion need four."""
    cards = check_fit("Qwen2.5-72B", "RTX 4090", precision="q4_k_m", solve="gpus").to_dict()
    per_set = int(cards["solved"]["value"])
    assert per_set > 1
    found = hosted()
    assert (found["cards_per_set"], found["sets"], found["cards"]) == (
        per_set,
        "4",
        str(4 * per_set),
    )
    own = 4 * per_set * 365  # half a dollar for each of 730 hours
    assert found["per_month"] == {"self_hosting": str(own), "api": "5400", "subscription": "8000"}
    assert found["cheapest"] == ("api" if own > 5400 else "self_hosting")
    where = float(found["tokens_per_month_where_api_costs_one_set"])
    assert where * 0.6 / 1_000_000 == pytest.approx(per_set * 365)


def test_cards_that_stand_idle_half_the_time_are_twice_as_many() -> None:
    assert int(hosted(use="50%")["sets"]) == 7  # 9 ÷ 1.314 = 6.85


def test_one_way_alone_is_the_cheapest() -> None:
    found = hosted(model=None, card=None, api_price=None)
    assert found["per_month"] == {"subscription": "8000"}
    assert found["cheapest"] == "subscription"


@pytest.mark.parametrize(
    ("changed", "says"),
    [
        ({"card": None}, "hosting.card"),
        ({"speed": None}, "hosting.card"),
        ({"model": "Nonesuch-9B"}, "cards cannot be counted"),
        ({"card": "RTX 3060 Super"}, "cards cannot be counted"),
        ({"seats": None}, "needs hosting.seats"),
        ({"speed": "40 USD"}, "tokens/second"),
        ({"card_rent": "0.5 USD/month"}, "money for an hour"),
        ({"model": None, "card": None, "api_price": None, "seat_price": None}, "compares nothing"),
    ],
)
def test_what_is_missing_is_one_sentence(changed: dict[str, Any], says: str) -> None:
    with pytest.raises(CannotCalculate, match=says) as error:
        hosted(**changed)
    assert "\n" not in str(error.value)


@pytest.mark.parametrize(("language", "name"), [("en", "API $5,400"), ("zh", "每月")])
def test_the_answer_names_the_cheapest_and_all_costs(language: Any, name: str) -> None:
    report = calculate_scenario(build({"hosting": HOSTING, "currency": "USD"}))
    assert name in report.sentence(language)
