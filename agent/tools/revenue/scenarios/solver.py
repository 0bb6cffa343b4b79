"""Any input from any target: directly where the figure is linear in it, else inside a proven bracket."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Literal

from agent.tools.revenue.currencies import convert
from agent.tools.revenue.errors import CannotCalculate
from agent.tools.revenue.inputs import MOST_YEARS, Amount, read_money
from agent.tools.revenue.money import say_money
from agent.tools.revenue.report import Row
from agent.tools.revenue.scenarios.measures import SIGNED, measure, sought_key, value
from agent.tools.revenue.scenarios.model import numbers_of, run
from agent.tools.revenue.scenarios.read import Inputs

_STEPS = 200
_CLOSE = Decimal(10) ** -40
"""Relative width at which a bracket is closed: far finer than the ten decimals given."""

_SHARES = [Decimal(n) for n in (0, 1, 2, 5, 10, 15, 20, 30, 40, 50, 60, 70, 80, 90, 95, 99, 100)]
_CHANGES = [
    Decimal(n) for n in (-99, -90, -75, -50, -25, -10, 0, 5, 10, 20, 35, 50, 100, 200, 500, 1000)
]
_SCALES = [Decimal(10) ** n for n in range(-8, 9)]
"""Where the bracket is sought: shares, changes, and multiples of the value given."""


@dataclass(frozen=True)
class Solution(Row):
    """The input that reaches the target, and the proof: a bracket whose ends lie on both sides of it."""

    name: str
    value: Decimal
    unit: str
    of: str
    target: Decimal
    method: Literal["linear", "bracket", "counting"]
    low: Decimal
    high: Decimal
    at_low: Decimal
    at_high: Decimal
    monotone: bool
    """Whether the figure only rose or only fell at every value tried; else other values may do as well."""

    others: list[tuple[Decimal, Decimal]]
    """Further brackets that hold a solution."""


def read_target(inputs: Inputs, given: Amount, of: str | None) -> Decimal:
    """The target in the scenario's currency; 0 is a target for profit, cash and gap only."""
    text = str(given).strip()
    if not text:
        raise CannotCalculate("The target is empty; give an amount such as $50 billion.")
    signed = (of or "").partition(".")[0] in SIGNED
    bare = text.lstrip("-")
    if signed and bare.replace(".", "", 1).isdecimal():
        return Decimal(text)
    money = read_money(bare if signed else text, "target")
    amount = convert(money.amount, money.currency or inputs.currency, inputs.currency, inputs.rates)
    return -amount if signed and text.startswith("-") else amount


def solve(inputs: Inputs, key: str, target: Decimal, of: str | None = None) -> Solution:
    """The value of the input `key` at which the figure `of` is the target.

    Raises:
        CannotCalculate: no such value, or an input without effect.
    """
    if key == "years":
        return _years(inputs, target, of)
    at = sought_key(inputs, key)
    numbers = numbers_of(inputs)

    def miss(number: Decimal) -> Decimal:
        return value(measure(inputs, run(inputs, {**numbers, at: number}), of)) - target

    unit = inputs.by_key[at].unit
    if (linear := _linear(miss, numbers[at] or Decimal(1))) is not None and _is_allowed(
        inputs, at, linear
    ):
        return Solution(
            key,
            linear,
            unit,
            of or "revenue",
            target,
            "linear",
            linear,
            linear,
            target,
            target,
            True,
            [],
        )
    return _bracketed(inputs, key, unit, of or "revenue", target, miss)


def _linear(miss: Callable[[Decimal], Decimal], start: Decimal) -> Decimal | None:
    """By one division, where three values lie on a line and a fourth, the answer, confirms it."""
    first, second, third = (miss(start * n) for n in (1, 2, 3))
    slope = second - first
    if not slope or abs(third - second - slope) > abs(slope) * _CLOSE:
        return None
    found = start - first * start / slope
    return found if abs(miss(found)) <= abs(slope) * _CLOSE * 1000 else None


def _is_allowed(inputs: Inputs, key: str, number: Decimal) -> bool:
    low, high = domain(inputs, key)
    return low <= number <= high and (number > 0 or inputs.by_key[key].is_percent)


def domain(inputs: Inputs, key: str) -> tuple[Decimal, Decimal]:
    """What an input can be: shares from 0 to 100 %, changes above -100 %, amounts above zero."""
    item = inputs.by_key[key]
    if item.reads in {"share", "churn"}:
        return Decimal(0), Decimal(100)
    if item.reads == "growth":
        return Decimal(-100), Decimal(100_000)
    return Decimal(0), Decimal(10) ** 30


def _places(inputs: Inputs, key: str) -> list[Decimal]:
    item = inputs.by_key[key]
    if item.reads in {"share", "churn"}:
        return _SHARES
    if item.reads == "growth":
        return _CHANGES
    return [item.value * scale for scale in _SCALES]


def _bracketed(
    inputs: Inputs,
    key: str,
    unit: str,
    of: str,
    target: Decimal,
    miss: Callable[[Decimal], Decimal],
) -> Solution:
    places = _places(inputs, key)
    misses = [miss(place) for place in places]
    pairs = list(zip(places, misses, strict=True))
    ends = [
        (a, b)
        for a, b in zip(pairs, pairs[1:], strict=False)
        if (a[1] <= 0) != (b[1] <= 0) or a[1] == 0
    ]
    rises = [b >= a for a, b in zip(misses, misses[1:], strict=False) if a != b]
    if not rises:
        raise CannotCalculate(
            f"'{key}' has no effect on {of}, so no value of it reaches the target."
        )
    if not ends:
        reach = (say_money(edge(misses) + target, inputs.currency) for edge in (min, max))
        raise CannotCalculate(
            f"No value of '{key}' brings {of} to {say_money(target, inputs.currency)}:"
            f" it stays between {' and '.join(reach)}."
        )
    (low, at_low), (high, at_high) = ends[0]
    found = _narrow(miss, low, at_low, high, at_high)
    others = [(a[0], b[0]) for a, b in ends[1:]]
    monotone = all(rises) or not any(rises)
    return Solution(
        key,
        found,
        unit,
        of,
        target,
        "bracket",
        low,
        high,
        at_low + target,
        at_high + target,
        monotone,
        others,
    )


def _narrow(
    miss: Callable[[Decimal], Decimal],
    low: Decimal,
    at_low: Decimal,
    high: Decimal,
    at_high: Decimal,
) -> Decimal:
    """Secant steps kept inside the bracket (the Illinois rule), halving where they stall."""
    if not at_low:
        return low
    side = 0
    for count in range(_STEPS):
        middle = (low * at_high - high * at_low) / (at_high - at_low)
        if count % 4 == 3 or not low < middle < high:
            middle = (low + high) / 2
        at_middle = miss(middle)
        if not at_middle or abs(high - low) <= abs(high) * _CLOSE:
            return middle
        if (at_middle < 0) == (at_low < 0):
            low, at_low = middle, at_middle
            at_high = at_high / 2 if side == 1 else at_high
            side = 1
        else:
            high, at_high = middle, at_middle
            at_low = at_low / 2 if side == -1 else at_low
            side = -1
    return (low + high) / 2


def _years(inputs: Inputs, target: Decimal, of: str | None) -> Solution:
    """The first whole year in which the sum so far reaches the target, counted up to 200."""
    if "." in (of or ""):
        raise CannotCalculate(f"Years are counted for a sum over years, not for '{of}'.")
    span = inputs.scenario.years
    while True:
        longer = replace(inputs, scenario=replace(inputs.scenario, years=span))
        outcome = run(longer, numbers_of(longer))
        by_year = (
            outcome.cash if of == "cash" else outcome.profit if of == "profit" else outcome.revenue
        )
        measure(longer, outcome, of)  # refuses a figure that is not there
        reached = Decimal(0)
        for count, amount in enumerate(by_year, 1):
            before, reached = reached, value(amount) if of == "cash" else reached + value(amount)
            if reached >= target:
                return Solution("years", Decimal(count), "years", of or "revenue", target, "counting",
                                Decimal(count - 1), Decimal(count), before, reached, True, [])  # fmt: skip
        if span >= MOST_YEARS:
            raise CannotCalculate(
                f"{say_money(target, inputs.currency)} is not reached within {MOST_YEARS} years;"
                f" by then it is {say_money(reached, inputs.currency)}."
            )
        span = min(MOST_YEARS, span * 3)
