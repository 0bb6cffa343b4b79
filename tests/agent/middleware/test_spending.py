"""Unknown is never 0."""

from decimal import Decimal

from agent.middleware.spending import Spending, add_up
from agent.presets import Price

PRICE = Price(Decimal(2), Decimal(10), "USD", "2026-10-01", "somewhere")
USAGE = {"input_tokens": 1000, "output_tokens": 100}


def test_calls_add_up() -> None:
    spent = Spending()
    spent.add(USAGE, PRICE)
    spent.add(USAGE, PRICE)
    assert spent.to_dict()["total_tokens"] == 2200
    assert Decimal(spent.to_dict()["cost"]) == Decimal("0.006")
    assert spent.to_dict()["price_as_of"] == "2026-10-01"


def test_one_unknown_part_makes_the_sum_unknown() -> None:
    for part in ({}, None, {"input_tokens": 5}):
        spent = Spending()
        spent.add(USAGE, PRICE)
        spent.add(part, PRICE)
        assert spent.to_dict()["cost"] == "unknown" == spent.to_dict()["total_tokens"]


def test_without_a_price_the_tokens_are_known_and_the_cost_is_not() -> None:
    spent = Spending()
    spent.add(USAGE, None)
    assert spent.to_dict()["total_tokens"] == 1100 and spent.to_dict()["cost"] == "unknown"


def test_a_call_that_broke_off_may_have_cost_something() -> None:
    spent = Spending()
    spent.add(USAGE, PRICE)
    spent.add_failed()
    assert spent.to_dict()["cost"] == "unknown"


def test_who_asked_nobody_spent_nothing() -> None:
    assert Spending().to_dict() == {} and add_up([{}, {}]) == {}


def test_a_thread_of_two_currencies_has_no_sum() -> None:
    dollars, yuan = Spending(), Spending()
    dollars.add(USAGE, PRICE)
    yuan.add(USAGE, Price(Decimal(2), Decimal(8), "CNY", "2026", "somewhere"))
    total = add_up([dollars.to_dict(), yuan.to_dict(), {}])
    assert total["cost"] == "unknown" and total["total_tokens"] == 2200
