"""What a figure does when inputs move: one at a time, two against each other, or all by seeded draws."""

from dataclasses import dataclass
from decimal import Context, Decimal
from typing import Any

from agent.tools.revenue.errors import CannotCalculate
from agent.tools.revenue.report import Row
from agent.tools.revenue.scenarios.measures import measure, sought_key, value
from agent.tools.revenue.scenarios.model import numbers_of, run
from agent.tools.revenue.scenarios.read import Inputs
from agent.tools.revenue.scenarios.shape import Simulation, TwoWayTable
from agent.tools.revenue.scenarios.solver import domain
from agent.tools.revenue.scenarios.values import read_value

PERCENTILES = (5, 10, 25, 50, 75, 90, 95)
_MOST_DRAWS = 1_000_000
_CHUNK = 10_000
"""Draws run together: long enough for numpy, short enough for the processor's cache."""

_ROUNDED = Context(prec=6)
"""A simulated figure is an estimate: six digits are more than it is worth, and any machine's floats agree on them."""

_WIDTH_OF_90 = 3.289707
"""Standard deviations between the 5th and the 95th percentile of the normal distribution."""


@dataclass(frozen=True)
class Swing(Row):
    """One input at the ends of its range, all others as given."""

    key: str
    label: str
    low: Decimal
    high: Decimal
    unit: str
    at_low: Decimal
    at_high: Decimal

    @property
    def size(self) -> Decimal:
        return abs(self.at_high - self.at_low)


def ranges(inputs: Inputs, default: Decimal | None) -> dict[str, tuple[Decimal, Decimal]]:
    """The range of each input: its own, else ± `default` of its value (a share), kept to what it can be."""
    found: dict[str, tuple[Decimal, Decimal]] = {}
    for key, item in inputs.by_key.items():
        if item.reads == "years" or key.startswith(("hosting.", "sensitivity.")):
            continue
        if item.low is None and item.high is None and default is None:
            continue
        off = abs(item.value) * (default or Decimal(0))
        low = item.low if item.low is not None else item.value - (off if item.high is None else 0)
        high = item.high if item.high is not None else item.value + (off if item.low is None else 0)
        least, most = domain(inputs, key)
        found[key] = (max(low, least), min(high, most))
    return found


def tornado(inputs: Inputs, default: Decimal | None, of: str | None) -> list[Swing]:
    """Every input with a range, the largest swing first; those without effect are left out."""
    numbers = numbers_of(inputs)
    swings: list[Swing] = []
    for key, (low, high) in ranges(inputs, default).items():
        ends = [
            value(measure(inputs, run(inputs, {**numbers, key: end}), of)) for end in (low, high)
        ]
        swings.append(
            Swing(key, inputs.labels[key], low, high, inputs.by_key[key].unit, ends[0], ends[1])
        )
    return sorted((swing for swing in swings if swing.size), key=lambda swing: -swing.size)


def two_way(inputs: Inputs, asked: TwoWayTable) -> dict[str, Any]:
    """The figure for every pair of values: `cells[row][column]`."""
    if not (asked.rows and asked.columns and asked.row_values and asked.column_values):
        raise CannotCalculate("A two-way table needs rows, row_values, columns and column_values.")
    if max(len(asked.row_values), len(asked.column_values)) > 30:
        raise CannotCalculate("A two-way table takes at most 30 rows and 30 columns.")
    axes = [
        _axis(inputs, asked.rows, asked.row_values),
        _axis(inputs, asked.columns, asked.column_values),
    ]
    numbers = numbers_of(inputs)
    cells = [
        [value(measure(inputs, run(inputs, {**numbers, asked.rows: row, asked.columns: column}), asked.of))
         for column in axes[1]] for row in axes[0]
    ]  # fmt: skip
    return {
        "of": asked.of or "revenue", "rows": asked.rows, "row_values": axes[0], "row_unit": inputs.by_key[asked.rows].unit,
        "columns": asked.columns, "column_values": axes[1], "column_unit": inputs.by_key[asked.columns].unit, "cells": cells,
    }  # fmt: skip


def _axis(inputs: Inputs, key: str, values: Any) -> list[Decimal]:
    item = inputs.by_key[sought_key(inputs, key)]
    read = [read_value(key, item.reads, each) for each in values]
    own = item.currency or inputs.currency
    if wrong := next((e for e in read if e.per != item.per or (e.currency or own) != own), None):
        raise CannotCalculate(
            f"The table gives {key} in {wrong.unit} and the scenario in {item.unit}; use one unit."
        )
    return [each.value for each in read]


def simulate(
    inputs: Inputs, asked: Simulation, default: Decimal | None, target: Decimal | None = None
) -> dict[str, Any]:
    """Percentiles of the figure and of each year's revenue over seeded draws; the same seed gives the same bytes.

    Inputs with a range are drawn independently of each other; the rest stay as given.
    """
    spans = ranges(inputs, default)
    spans = {key: span for key, span in spans.items() if span[0] < span[1]}
    if not spans:
        raise CannotCalculate(
            "A simulation needs inputs with low and high, or sensitivity.range for all."
        )
    if not 100 <= asked.draws <= _MOST_DRAWS:
        raise CannotCalculate(
            f"simulation.draws must lie between 100 and {_MOST_DRAWS:,}, not {asked.draws}."
        )
    import numpy

    random = numpy.random.default_rng(asked.seed)
    figures: list[Any] = []
    yearly: list[Any] = []
    fixed = {key: float(number) for key, number in numbers_of(inputs).items()}
    for begin in range(0, asked.draws, _CHUNK):
        size = min(_CHUNK, asked.draws - begin)
        drawn = {
            key: _draw(random, asked.shape, inputs, key, span, size) for key, span in spans.items()
        }
        outcome = run(inputs, {**fixed, **drawn})
        figures.append(numpy.broadcast_to(measure(inputs, outcome, asked.of), (size,)))
        yearly.append(numpy.stack([numpy.broadcast_to(each, (size,)) for each in outcome.revenue]))
    figure, years = numpy.concatenate(figures), numpy.concatenate(yearly, axis=1)
    by_year = numpy.percentile(years, PERCENTILES, axis=1)
    result = {
        "of": asked.of or "revenue", "draws": asked.draws, "seed": asked.seed, "shape": asked.shape,
        "drawn": list(spans), "mean": _rounded(figure.mean()),
        "percentiles": {str(p): _rounded(v) for p, v in zip(PERCENTILES, numpy.percentile(figure, PERCENTILES), strict=True)},
        "by_year": [{str(p): _rounded(v) for p, v in zip(PERCENTILES, column, strict=True)} for column in by_year.T],
    }  # fmt: skip
    if target is not None:
        result["chance_of_target_percent"] = _rounded((figure >= float(target)).mean() * 100)
    return result


def _draw(
    random: Any, shape: str, inputs: Inputs, key: str, span: tuple[Decimal, Decimal], size: int
) -> Any:
    low, high, middle = float(span[0]), float(span[1]), float(inputs.by_key[key].value)
    if shape == "triangular":
        return random.triangular(low, middle, high, size)
    if shape == "uniform":
        return random.uniform(low, high, size)
    if shape == "normal":
        least, most = (float(edge) for edge in domain(inputs, key))
        return random.normal(middle, (high - low) / _WIDTH_OF_90, size).clip(least, most)
    raise CannotCalculate(f"simulation.shape is triangular, uniform or normal, not '{shape}'.")


def _rounded(number: Any) -> Decimal:
    return _ROUNDED.create_decimal(repr(float(number)))
