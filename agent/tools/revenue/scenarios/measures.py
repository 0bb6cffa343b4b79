"""The figures of a run that can be asked for by name: a target, a swing, a percentile."""

from decimal import Decimal
from difflib import get_close_matches

from agent.tools.revenue.errors import CannotCalculate
from agent.tools.revenue.scenarios.ledger import Expr, Number, total
from agent.tools.revenue.scenarios.model import Outcome
from agent.tools.revenue.scenarios.read import Inputs

_CLOSE = Decimal(10) ** -30

SIGNED = ("profit", "cash", "gap")
"""Figures that may be zero or negative, so that 0 is a target."""


def measure(inputs: Inputs, outcome: Outcome, of: str | None) -> Number:
    """`revenue`, `profit`, `cash` over all years or `revenue.2030` of one; `gap` is side two less side one.

    Raises:
        CannotCalculate: a figure that the scenario does not have.
    """
    name, _, year = (of or "revenue").partition(".")
    series = _series(outcome)
    if name not in series:
        raise _unknown(of or "", list(series))
    by_year = series[name]
    if year:
        labels = year_labels(inputs)
        if year not in labels:
            raise CannotCalculate(
                f"'{of}' names no year of the scenario; they run from {labels[0]} to {labels[-1]}."
            )
        return by_year[labels.index(year)]
    if name == "cash":
        return by_year[-1]
    return outcome.total if name == "revenue" else total(by_year)


def year_labels(inputs: Inputs) -> list[str]:
    """The years by name: 2025, 2026 or 1, 2 and so on."""
    first = inputs.scenario.start or 1
    return [str(first + n) for n in range(inputs.scenario.years)]


def sought_key(inputs: Inputs, key: str) -> str:
    """The key of a numeric input, or the closest ones in a sentence."""
    item = inputs.by_key.get(key)
    if item is None:
        close = get_close_matches(key, inputs.by_key, n=3, cutoff=0.4)
        meant = (
            f"did you mean {' or '.join(close)}?"
            if close
            else f"there are {', '.join(inputs.by_key)}."
        )
        raise CannotCalculate(f"The scenario has no input '{key}'; {meant}")
    if item.reads == "years" or key.startswith(("hosting.", "sensitivity.")):
        raise CannotCalculate(f"'{key}' is fixed in the model's shape; choose another input.")
    return key


def crossover(inputs: Inputs, outcome: Outcome) -> int | None:
    """The first year, from 1, in which the second side earns at least as much as the first."""
    if len(outcome.sides) < 2:
        return None
    first, second = list(outcome.sides.values())[:2]
    years = range(inputs.scenario.years)
    # a solved input meets its target to some forty digits, not to the last
    return next((n + 1 for n in years if value(second[n]) >= value(first[n]) * (1 - _CLOSE)), None)


def within(inputs: Inputs, of: str | None) -> str:
    """The figure `of`; one of a year beyond the scenario's becomes that of its last year."""
    name, _, year = (of or "revenue").partition(".")
    labels = year_labels(inputs)
    is_later = year.isdecimal() and int(year) > int(labels[-1])
    return f"{name}.{labels[-1]}" if is_later else of or "revenue"


def value(number: Number) -> Decimal:
    """The decimal of a cell, or of a plain number."""
    return number.value if isinstance(number, Expr) else Decimal(number)


def _series(outcome: Outcome) -> dict[str, list[Number]]:
    series = {"revenue": outcome.revenue}
    if outcome.profit:
        series |= {"profit": outcome.profit, "cash": outcome.cash}
    if len(outcome.sides) > 1:
        first, second = list(outcome.sides.values())[:2]
        series["gap"] = [b - a for a, b in zip(first, second, strict=True)]
    return series


def _unknown(of: str, known: list[str]) -> CannotCalculate:
    missing = " Give costs first." if of.startswith(("profit", "cash")) else ""
    return CannotCalculate(
        f"The scenario has no figure '{of}'; there is {', '.join(known)}.{missing}".strip()
    )
