"""What investors ask of a subscription: revenue per user, lifetime value, retention; and when costs are earned back."""

from decimal import Decimal
from typing import Any

from agent.tools.revenue.errors import CannotCalculate
from agent.tools.revenue.scenarios.ledger import Ledger, Number, total
from agent.tools.revenue.scenarios.measures import value, year_labels
from agent.tools.revenue.scenarios.model import Model, Outcome, Stream
from agent.tools.revenue.scenarios.read import Inputs
from agent.tools.revenue.scenarios.solver import solve


def metrics(inputs: Inputs, numbers: Any, outcome: Outcome) -> dict[str, Any]:
    """ARPU a month by year, and for each plan lifetime value and net revenue retention; steps are added."""
    plans = [stream for stream in outcome.streams if stream.kind == "plan"]
    if not plans:
        return {}
    model = Model(inputs, numbers, Ledger(outcome.steps))
    arpu = {label: value(_arpu(model, plans, n)) for n, label in enumerate(year_labels(inputs), 1)
            if value(total([p.paid_months[n - 1] for p in plans]))}  # fmt: skip
    return {"arpu_per_month": arpu, "plans": {plan.name: _of_plan(model, plan) for plan in plans}}


def _arpu(model: Model, plans: list[Stream], year: int) -> Number:
    """Revenue of the year's plans ÷ subscriber-months charged."""
    revenue = total([plan.revenue[year - 1] for plan in plans])
    months = total([plan.paid_months[year - 1] for plan in plans])
    if not value(months):
        return months
    return model.step(
        "arpu",
        year,
        "revenue per subscriber and month",
        "每用户每月收入",
        model.inputs.currency,
        revenue / months,
    )


def _of_plan(model: Model, plan: Stream) -> dict[str, Decimal]:
    key = f"plans.{plan.name}"
    keys = model.entries(f"{key}.churn")
    if not keys:
        return {}
    churn = model.share(keys[-1])
    monthly = model.per(f"{key}.churn") == "month"
    found: dict[str, Decimal] = {}
    stays = (1 - churn) ** 12 if monthly else 1 - churn
    factor = model.factor(f"{key}.price_change", 2)
    kept = (stays if factor is None else stays * factor) * 100
    found["net_revenue_retention_percent"] = value(
        _named(model, plan, "net revenue retention", "净收入留存率", "percent", kept)
    )
    if value(churn) and value(plan.paid_months[0]):
        lifetime = 1 / churn if monthly else 12 / churn
        months = _named(
            model, plan, "months a subscriber stays", "平均留存月数", "months", lifetime
        )
        earned = plan.revenue[0] - plan.cost[0] if plan.cost else plan.revenue[0]
        worth = earned / plan.paid_months[0] * months
        found["lifetime_months"] = value(months)
        found["lifetime_value"] = value(
            _named(model, plan, "lifetime value", "客户终身价值", model.inputs.currency, worth)
        )
    return found


def _named(
    model: Model, plan: Stream, english: str, chinese: str, unit: str, number: Number
) -> Number:
    key = f"plans.{plan.name}.{english.replace(' ', '_')}"
    return model.ledger.step(
        key, f"{plan.name}: {english}", f"{plan.name}：{chinese}", unit, number
    )


def break_even(inputs: Inputs, outcome: Outcome) -> dict[str, Any]:
    """The first year with a profit, the year in which cash is back, and the volume without loss."""
    if not outcome.profit:
        return {}
    labels = year_labels(inputs)
    first = next(
        (label for label, each in zip(labels, outcome.profit, strict=True) if value(each) >= 0),
        None,
    )
    back = next(
        (label for label, each in zip(labels, outcome.cash, strict=True) if value(each) >= 0), None
    )
    found: dict[str, Any] = {"first_profitable_year": first, "cash_back_in": back}
    margin = [
        value(g) / value(r) * 100
        for g, r in zip(outcome.gross_profit, outcome.revenue, strict=True)
        if value(r)
    ]
    if margin:
        found["gross_margin_percent"] = margin
    for name, plan in inputs.scenario.plans.items():
        if plan.subscribers is None:
            continue
        try:
            volume = solve(inputs, f"plans.{name}.subscribers", Decimal(0), "profit")
        except CannotCalculate:
            break
        found["subscribers_without_loss"] = {"plan": name, "value": volume.value}
        break
    return found
