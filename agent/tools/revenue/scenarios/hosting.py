"""One workload three ways: own (rented) cards, an API by the token, seats of a subscription; a month of each."""

from decimal import Decimal
from typing import Any

from agent.tools.revenue.costs import cards_needed
from agent.tools.revenue.errors import CannotCalculate
from agent.tools.revenue.inputs import PER_YEAR
from agent.tools.revenue.scenarios.ledger import Expr, Ledger, Number, whole_up
from agent.tools.revenue.scenarios.measures import value
from agent.tools.revenue.scenarios.model import Model, Outcome
from agent.tools.revenue.scenarios.read import Inputs
from agent.tools.revenue.scenarios.shape import Hosting

_HOURS_A_MONTH = 730
_SECONDS_A_MONTH = 2_628_000
"""A year of 365 days in twelfths."""

_NAMES = {
    "self_hosting": ("own cards", "自建"),
    "api": ("API", "API"),
    "subscription": ("subscription", "订阅"),
}


def compare_hosting(inputs: Inputs, numbers: dict[str, Any], outcome: Outcome) -> dict[str, Any]:
    """What the month costs in each way that has its inputs, the cheapest, and where API and own cards meet."""
    hosting = inputs.scenario.hosting
    if hosting is None:
        return {}
    model = Model(inputs, numbers, Ledger(outcome.steps))
    found: dict[str, Any] = {}
    ways: dict[str, Number] = {}
    if hosting.model is not None:
        ways["self_hosting"] = _own_cards(model, hosting, found)
    if model.has("hosting.api_price"):
        ways["api"] = _api(model)
    if model.has("hosting.seat_price"):
        ways["subscription"] = _seats(model)
    if not ways:
        raise CannotCalculate(
            "hosting compares nothing: give model and card, api_price, or seats and seat_price."
        )
    if "self_hosting" in ways and "api" in ways:
        price = model.money("hosting.api_price", model.numbers["hosting.api_price"])
        tokens = found.pop("one_set") / price * 1_000_000
        found["tokens_per_month_where_api_costs_one_set"] = value(
            _named(
                model,
                "tokens where the API costs as much as one set",
                "API与一组显卡持平的token数",
                "tokens",
                tokens,
            )
        )
    found.pop("one_set", None)
    found["per_month"] = {name: value(cost) for name, cost in ways.items()}
    found["cheapest"] = min(ways, key=lambda name: value(ways[name]))
    return found


def _own_cards(model: Model, hosting: Hosting, found: dict[str, Any]) -> Number:
    """Cards of a set from the memory engine; sets from the speed of one and the share of time it is used."""
    if hosting.card is None or not all(
        model.has(f"hosting.{name}") for name in ("tokens", "speed", "card_rent")
    ):
        raise CannotCalculate(
            "Own cards need hosting.card, tokens, speed (of one set of cards) and card_rent."
        )
    names = ("precision", "context", "batch")
    setting = {name: getattr(hosting, name) for name in names if getattr(hosting, name) is not None}
    cards, counted = cards_needed(hosting.model or "", hosting.card, **setting)
    of_set = _named(model, f"cards of a set, {counted}", "一组显卡数", "GPUs", Expr(Decimal(cards)))
    use = model.share("hosting.use") if model.has("hosting.use") else 1
    able = _named(
        model,
        "tokens a set gives a month",
        "一组每月token数",
        "tokens",
        model.numbers["hosting.speed"] * _SECONDS_A_MONTH * use,
    )
    sets = _named(model, "sets needed", "所需组数", "sets", whole_up(_tokens(model) / able))
    rent = model.money("hosting.card_rent", model.numbers["hosting.card_rent"])
    one = _named(
        model,
        "a month of one set",
        "一组每月费用",
        model.inputs.currency,
        of_set * rent * _HOURS_A_MONTH,
    )
    found |= {
        "cards": value(sets) * cards,
        "cards_per_set": cards,
        "sets": value(sets),
        "counted_for": counted,
        "one_set": one,
    }
    return _named(model, "a month on own cards", "自建每月费用", model.inputs.currency, sets * one)


def _api(model: Model) -> Number:
    if not model.has("hosting.tokens"):
        raise CannotCalculate("The API's bill needs hosting.tokens, like 10 billion tokens/month.")
    bill = model.money(
        "hosting.api_price", _tokens(model) / 1_000_000 * model.numbers["hosting.api_price"]
    )
    return _named(model, "a month of the API", "API每月费用", model.inputs.currency, bill)


def _seats(model: Model) -> Number:
    if not model.has("hosting.seats"):
        raise CannotCalculate("A subscription's bill needs hosting.seats.")
    times = PER_YEAR[model.inputs.by_key["hosting.seat_price"].per or "month"]
    price = (
        model.numbers["hosting.seat_price"]
        if times == 12
        else model.numbers["hosting.seat_price"] * times / 12
    )
    bill = model.money("hosting.seat_price", model.numbers["hosting.seats"] * price)
    return _named(model, "a month of seats", "订阅每月费用", model.inputs.currency, bill)


def _tokens(model: Model) -> Number:
    times = PER_YEAR[model.inputs.by_key["hosting.tokens"].per or "month"]
    return (
        model.numbers["hosting.tokens"]
        if times == 12
        else model.numbers["hosting.tokens"] * times / 12
    )


def say_hosting(found: dict[str, Any], language: str) -> str:
    """The name of the cheapest way."""
    return _NAMES[found["cheapest"]][1 if language == "zh" else 0]


def _named(model: Model, english: str, chinese: str, unit: str, number: Number) -> Number:
    return model.ledger.step(f"hosting.{english.replace(' ', '_')}", english, chinese, unit, number)
