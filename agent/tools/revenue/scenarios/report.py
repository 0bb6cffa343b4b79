"""A run as a `Report`: the ordinary fields, and those that only a scenario has."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal, DecimalException, localcontext
from typing import Any

from agent.tools.revenue.cautions import beyond_people, literal_count
from agent.tools.revenue.errors import CannotCalculate
from agent.tools.revenue.inputs import Amount, read_count
from agent.tools.revenue.money import EXACT, LARGEST, plain
from agent.tools.revenue.report import Period, Report, Row, Solved
from agent.tools.revenue.scenarios.doubts import mixed_measures
from agent.tools.revenue.scenarios.hosting import compare_hosting
from agent.tools.revenue.scenarios.measures import crossover, measure, value, within, year_labels
from agent.tools.revenue.scenarios.metrics import break_even, metrics
from agent.tools.revenue.scenarios.model import Outcome, cells_of, run
from agent.tools.revenue.scenarios.prose import assumptions, sentences
from agent.tools.revenue.scenarios.read import Inputs, read
from agent.tools.revenue.scenarios.sensitivity import simulate, tornado, two_way
from agent.tools.revenue.scenarios.shape import Scenario
from agent.tools.revenue.scenarios.solver import Solution, read_target, solve
from agent.tools.revenue.scenarios.trace import trace
from agent.tools.revenue.scenarios.words import words


@dataclass(frozen=True)
class InputRow(Row):
    """An input as it stands in the result."""

    key: str
    label: str
    value: str
    unit: str
    kind: str | None
    source: str | None
    date: str | None


@dataclass(frozen=True)
class StreamRow(Row):
    """A stream's revenue, a figure a year."""

    name: str
    kind: str
    side: str
    revenue: list[Decimal]
    customers: list[Decimal]


@dataclass(frozen=True)
class ScenarioReport(Report):
    """The result of a scenario; `inputs_read` and `outcome` are for the workbook."""

    inputs_read: Inputs | None = None
    outcome: Outcome | None = None

    def markdown(self, language: Any = "en") -> str:
        """Cautions, answer, years, sensitivity, inputs by whose they are, and how."""
        return words(self, language)


def calculate_scenario(
    scenario: Scenario,
    *,
    target: Amount | None = None,
    solve_for: str | None = None,
    of: str | None = None,
) -> ScenarioReport:
    """The scenario's figures; with `target` and `solve_for` an input is found first and put in.

    Raises:
        CannotCalculate: one sentence on what was given and what would work.
    """
    with localcontext(EXACT):
        try:
            return _calculate(read(scenario), target, solve_for, of)
        except DecimalException as error:
            raise CannotCalculate(
                "The figures of this scenario cannot be computed: an amount is divided by zero or passes all bounds."
            ) from error


def _calculate(
    inputs: Inputs, target: Amount | None, solve_for: str | None, of: str | None
) -> ScenarioReport:
    if (solve_for is None) != (target is None):
        raise CannotCalculate(
            "A target and the input to find belong together, such as 50B and plans.plus.price."
        )
    solution: Solution | None = None
    aim: Decimal | None = None
    if solve_for is not None and target is not None:
        aim = read_target(inputs, target, of)
        solution = solve(inputs, solve_for, aim, of)
        inputs = _with(inputs, solution)
    cells = cells_of(inputs)
    outcome = run(inputs, cells)
    _check_size(outcome)
    details = _details(inputs, cells, outcome, solution, aim)
    periods, total = _periods(inputs, outcome), value(outcome.total)
    return ScenarioReport(
        total=total,
        currency=inputs.currency,
        converted={code: total * rate for code, rate in inputs.rates.items()},
        periods=periods,
        solved=Solved(solution.name, solution.value, solution.unit) if solution else None,
        trace=trace(outcome.steps),
        cautions=[
            *beyond_people(periods),
            *_small_counts(inputs, total),
            *mixed_measures(inputs),
        ],
        assumptions=list(assumptions(inputs, outcome)),
        sentences=sentences(inputs, outcome, details, solution),
        details=details,
        inputs_read=inputs,
        outcome=outcome,
    )


def _details(
    inputs: Inputs, cells: Any, outcome: Outcome, solution: Solution | None, aim: Decimal | None
) -> dict[str, Any]:
    """Further fields; those of parts that the scenario lacks are left out."""
    scenario, labels = inputs.scenario, year_labels(inputs)
    details: dict[str, Any] = {
        "scenario": scenario.title,
        "years": labels,
        "inputs": [_input_row(inputs, key) for key in inputs.by_key],
        "streams": [_stream_row(stream) for stream in outcome.streams],
    }
    if len(outcome.sides) > 1:
        year = crossover(inputs, outcome)
        details["sides"] = {
            side: [value(each) for each in by_year] for side, by_year in outcome.sides.items()
        }
        details["crossover"] = labels[year - 1] if year else None
    if outcome.profit:
        names = ("variable_cost", "gross_profit", "profit", "cash")
        details["costs"] = {
            name: [value(each) for each in getattr(outcome, name)] for name in names
        }
        details["break_even"] = break_even(inputs, outcome)
    parts = {
        "metrics": metrics(inputs, cells, outcome),
        "hosting": compare_hosting(inputs, cells, outcome),
    }
    details |= {name: part for name, part in parts.items() if part}
    if solution:
        details["solution"] = solution
    return details | _sensitivity(inputs, outcome, aim)


def _sensitivity(inputs: Inputs, outcome: Outcome, aim: Decimal | None) -> dict[str, Any]:
    scenario, found = inputs.scenario, dict[str, Any]()
    default = inputs.by_key.get("sensitivity.range")
    share = default.value / 100 if default else None
    if scenario.sensitivity:
        of = within(inputs, scenario.sensitivity.of)
        found["tornado"] = tornado(inputs, share, of)
        found["tornado_of"] = of
        found["tornado_base"] = value(measure(inputs, outcome, of))
    if scenario.table:
        found["table"] = two_way(
            inputs, replace(scenario.table, of=within(inputs, scenario.table.of))
        )
    if scenario.simulation:
        asked = replace(scenario.simulation, of=within(inputs, scenario.simulation.of))
        found["simulation"] = simulate(inputs, asked, share, aim)
    return found


def _with(inputs: Inputs, solution: Solution) -> Inputs:
    """The inputs with the found one in its place."""
    if solution.name == "years":
        return replace(inputs, scenario=replace(inputs.scenario, years=int(solution.value)))
    item = inputs.by_key[solution.name]
    found = replace(
        item,
        value=solution.value,
        kind=None,
        source="solved",
        date=None,
        low=None,
        high=None,
        source_zh="求解得出",
    )
    return replace(inputs, by_key={**inputs.by_key, solution.name: found})


def _check_size(outcome: Outcome) -> None:
    amounts: Sequence[Any] = [each for side in outcome.sides.values() for each in side]
    if any(abs(value(amount)) > LARGEST for amount in amounts):
        raise CannotCalculate(
            "The figures pass 10^60, which is no money; use lower growth or fewer years."
        )


def _periods(inputs: Inputs, outcome: Outcome) -> list[Period]:
    """A period a year of the side that counts: subscribers (else buyers), their average price, revenue."""
    first = next(iter(outcome.sides), "")
    streams = [s for s in outcome.streams if s.side == first and s.kind != "tokens"]
    plans = [s for s in streams if s.kind == "plan"] or streams
    periods: list[Period] = []
    for n, label in enumerate(year_labels(inputs)):
        if not outcome.revenue:
            break
        people = sum((value(stream.customers[n]) for stream in plans), Decimal(0))
        earned = sum((value(stream.revenue[n]) for stream in plans), Decimal(0))
        if len(plans) == 1 and plans[0].price:
            price = value(plans[0].price[n])
        else:
            price = earned / people if people else Decimal(0)
        name = label if inputs.scenario.start is not None else f"year {label}"
        periods.append(Period(name, people, price, value(outcome.revenue[n])))
    return periods


def _small_counts(inputs: Inputs, total: Decimal) -> list[str]:
    """100 subscribers are computed as 100, and doubted, where nothing else in the plan is."""
    counts = [
        item
        for key, item in inputs.by_key.items()
        if key.startswith("plans.") and key.endswith(".subscribers")
    ]
    if len(counts) != 1 or counts[0].source == "solved":
        return []
    return literal_count(read_count(counts[0].written), total, inputs.currency)


def _input_row(inputs: Inputs, key: str) -> InputRow:
    item = inputs.by_key[key]
    return InputRow(
        key, inputs.labels[key], plain(item.value), item.unit, item.kind, item.source, item.date
    )


def _stream_row(stream: Any) -> StreamRow:
    revenue, customers = (
        [value(each) for each in row] for row in (stream.revenue, stream.customers)
    )
    return StreamRow(stream.name, stream.kind, stream.side, revenue, customers)
