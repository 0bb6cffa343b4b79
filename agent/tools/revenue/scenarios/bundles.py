"""AI bundled into a larger product: buyers, uplift, churn saved, less the subscriptions it displaces."""

from agent.tools.revenue.inputs import PER_YEAR
from agent.tools.revenue.scenarios.ledger import Number, smaller, total
from agent.tools.revenue.scenarios.model import Model, Stream


def bundle_stream(model: Model, name: str) -> Stream:
    """What the bundle adds to the base; the base's own revenue is not counted.

    added = buyers × price + base × attach × uplift + revenue kept - buyers × cannibalised × lost price
    """
    key = f"bundles.{name}"
    stream = Stream(name, "bundle", model.scenario.bundles[name].side or "", [])
    customers: Number | None = model.numbers.get(f"{key}.customers")
    base: Number | None = _first_base(model, key)
    attach: Number = model.share(f"{key}.attach")
    kept: Number | None = None
    for year in range(1, model.years + 1):
        if year > 1:
            kept = _kept(model, key, name, year, kept, base, attach)
            customers = customers if customers is None else _named(model, key, name, year, "customers", "客户", "people",
                                                                   model.grown(f"{key}.growth", year, customers))  # fmt: skip
            base = base if base is None else _named(model, key, name, year, "base revenue", "基础收入", model.inputs.currency,
                                                    model.grown(f"{key}.growth", year, base))  # fmt: skip
            attach = _next_attach(model, key, name, year, attach)
        buyers = None if customers is None else _named(
            model, key, name, year, "buyers", "买家", "people", customers * attach
        )  # fmt: skip
        parts = _parts(model, key, name, year, buyers, base, attach)
        added = total(parts if kept is None else [*parts, kept])
        if model.has(f"{key}.cannibalised"):
            added = added - _lost(model, key, name, year, buyers)
        stream.revenue.append(
            _named(
                model, key, name, year, "added revenue", "新增收入", model.inputs.currency, added
            )
        )
        stream.customers.append(0 if buyers is None else buyers)
        if model.has(f"{key}.cost") and buyers is not None:
            cost = model.money(f"{key}.cost", buyers * model.yearly(f"{key}.cost"))
            stream.cost.append(
                _named(
                    model,
                    key,
                    name,
                    year,
                    "cost of buyers",
                    "买家成本",
                    model.inputs.currency,
                    cost,
                )
            )
    return stream


def _first_base(model: Model, key: str) -> Number | None:
    if model.has(f"{key}.base_revenue"):
        return model.money(f"{key}.base_revenue", model.yearly(f"{key}.base_revenue"))
    if model.has(f"{key}.base_price"):
        price = model.money(f"{key}.base_price", model.yearly(f"{key}.base_price"))
        return model.numbers[f"{key}.customers"] * price
    return None


def _next_attach(model: Model, key: str, name: str, year: int, before: Number) -> Number:
    """The attach rate of a year, never above all customers."""
    if not model.has(f"{key}.attach_growth"):
        return before
    grown = model.grown(f"{key}.attach_growth", year, before, f"{key}.attach_ceiling")
    if not model.has(f"{key}.attach_ceiling"):
        grown = smaller(grown, 1)
    return _named(model, key, name, year, "attach rate", "附加率", "share", grown)


def _parts(
    model: Model,
    key: str,
    name: str,
    year: int,
    buyers: Number | None,
    base: Number | None,
    attach: Number,
) -> list[Number]:
    parts: list[Number] = []
    if model.has(f"{key}.price") and buyers is not None:
        paid = model.money(f"{key}.price", buyers * model.yearly(f"{key}.price"))
        if model.has(f"{key}.discount"):
            paid = paid * model.rest(f"{key}.discount")
        parts.append(
            _named(
                model,
                key,
                name,
                year,
                "paid for the bundle",
                "捆绑收入",
                model.inputs.currency,
                paid,
            )
        )
    if model.has(f"{key}.uplift") and base is not None:
        lifted = base * attach * model.share(f"{key}.uplift")
        parts.append(
            _named(
                model,
                key,
                name,
                year,
                "uplift of the base",
                "基础收入提升",
                model.inputs.currency,
                lifted,
            )
        )
    return parts


def _kept(
    model: Model,
    key: str,
    name: str,
    year: int,
    before: Number | None,
    base: Number | None,
    attach: Number,
) -> Number | None:
    """Revenue of customers who would have left: the year before's buyers, and those kept earlier, who grow with the base."""
    if not model.has(f"{key}.churn_saved") or base is None:
        return None
    saved = base * attach * model.share(f"{key}.churn_saved")
    kept = saved if before is None else model.grown(f"{key}.growth", year, before) + saved
    return _named(
        model,
        key,
        name,
        year,
        "revenue kept by less churn",
        "减少流失保留的收入",
        model.inputs.currency,
        kept,
    )


def _lost(model: Model, key: str, name: str, year: int, buyers: Number) -> Number:
    """Subscriptions that buyers drop, at their price for the year."""
    times = PER_YEAR[model.inputs.by_key[f"{key}.lost_price"].per or "year"]
    price = model.numbers[f"{key}.lost_price"] * times
    lost = model.money(f"{key}.lost_price", buyers * model.share(f"{key}.cannibalised") * price)
    return _named(
        model, key, name, year, "subscriptions lost", "流失的订阅收入", model.inputs.currency, lost
    )


def _named(
    model: Model,
    key: str,
    name: str,
    year: int,
    english: str,
    chinese: str,
    unit: str,
    value: Number,
) -> Number:
    step = f"{key}.{english.replace(' ', '_')}"
    return model.step(step, year, f"{name}: {english}", f"{name}：{chinese}", unit, value)
