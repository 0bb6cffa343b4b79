"""The cost side: variable and fixed costs, capital spending with straight-line depreciation, what is left."""

from dataclasses import dataclass, field

from agent.tools.revenue.scenarios.ledger import Number, total
from agent.tools.revenue.scenarios.model import Model, Stream


@dataclass
class Spending:
    """A number a year in every list; all empty where the scenario has no costs."""

    variable: list[Number] = field(default_factory=list[Number])
    gross: list[Number] = field(default_factory=list[Number])
    profit: list[Number] = field(default_factory=list[Number])
    cash: list[Number] = field(default_factory=list[Number])


def spend(
    model: Model, streams: list[Stream], revenue: list[Number], free_cost: list[Number]
) -> Spending:
    """Gross profit = revenue - variable costs; profit = that - fixed costs - depreciation.

    Cash takes capital spending in the year it is paid instead of its depreciation.
    """
    spent = Spending()
    if not revenue or (
        model.scenario.costs is None and not free_cost and not any(s.cost for s in streams)
    ):
        return spent
    fixed: Number | None = None
    for year in range(1, model.years + 1):
        earned = revenue[year - 1]
        parts: list[Number] = [stream.cost[year - 1] for stream in streams if stream.cost]
        if free_cost:
            parts.append(free_cost[year - 1])
        if model.has("costs.share"):
            parts.append(earned * model.share("costs.share"))
        variable = _named(model, year, "variable costs", "可变成本", total(parts))
        gross = _named(model, year, "gross profit", "毛利", earned - variable)
        fixed = _fixed(model, year, fixed)
        before = gross if fixed is None else gross - fixed
        spent.variable.append(variable)
        spent.gross.append(gross)
        spent.profit.append(
            _named(model, year, "profit", "利润", _less(before, _depreciation(model, year)))
        )
        cash = _less(before, _paid_out(model, year))
        sum_so_far = cash if not spent.cash else spent.cash[-1] + cash
        spent.cash.append(_named(model, year, "cash so far", "累计现金", sum_so_far))
    return spent


def _fixed(model: Model, year: int, before: Number | None) -> Number | None:
    if not model.has("costs.fixed"):
        return None
    if before is None:
        return model.money("costs.fixed", model.yearly("costs.fixed"))
    if not model.has("costs.fixed_growth"):
        return before
    return _named(
        model, year, "fixed costs", "固定成本", model.grown("costs.fixed_growth", year, before)
    )


def _depreciation(model: Model, year: int) -> Number | None:
    """A part of each year's spending for `life` years, from the year it is paid."""
    if not model.has("costs.capex"):
        return None
    life = model.inputs.by_key["costs.life"].value
    parts = [
        model.money(key, model.numbers[key]) / model.numbers["costs.life"]
        for paid, key in enumerate(model.entries("costs.capex"), 1)
        if 0 <= year - paid < life
    ]
    return _named(model, year, "depreciation", "折旧", total(parts)) if parts else None


def _paid_out(model: Model, year: int) -> Number | None:
    """Capital spending of the year: a list is year by year, and nothing follows its end."""
    keys = model.entries("costs.capex")
    return model.money(keys[year - 1], model.numbers[keys[year - 1]]) if year <= len(keys) else None


def _less(amount: Number, other: Number | None) -> Number:
    return amount if other is None else amount - other


def _named(model: Model, year: int, english: str, chinese: str, value: Number) -> Number:
    return model.step(
        f"costs.{english.replace(' ', '_')}", year, english, chinese, model.inputs.currency, value
    )
