"""Tokens sold by volume: input, output and cached input at their prices, with tiers, year by year."""

from agent.tools.revenue.inputs import PER_YEAR
from agent.tools.revenue.scenarios.ledger import Number, larger, total
from agent.tools.revenue.scenarios.model import Model, Stream

_KINDS = {"input": "输入", "output": "输出", "cached": "缓存输入"}
_MILLION = 1_000_000


def token_stream(model: Model, name: str) -> Stream:
    """Revenue = Σ volume ÷ 1,000,000 × price × what the tiers leave."""
    key = f"tokens.{name}"
    stream = Stream(name, "tokens", model.scenario.tokens[name].side or "", [])
    kinds = [kind for kind in _KINDS if model.has(f"{key}.{kind}")]
    volumes = {kind: model.yearly(f"{key}.{kind}") for kind in kinds}
    prices = {kind: model.numbers[f"{key}.{kind}_price"] for kind in kinds}
    for year in range(1, model.years + 1):
        if year > 1:
            volumes = {
                kind: _next_volume(model, key, name, kind, year, volumes[kind]) for kind in kinds
            }
            prices = {
                kind: _next_price(model, key, name, kind, year, prices[kind]) for kind in kinds
            }
        parts = [
            model.money(f"{key}.{kind}_price", volumes[kind] / _MILLION * prices[kind])
            for kind in kinds
        ]
        everything = total([volumes[kind] for kind in kinds])
        listed: Number = total(parts)
        if model.scenario.tokens[name].tiers:
            listed = listed * _after_tiers(model, key, name, year, everything)
        stream.revenue.append(
            model.step(
                f"{key}.revenue",
                year,
                f"{name}: revenue",
                f"{name}：收入",
                model.inputs.currency,
                listed,
            )
        )
        stream.customers.append(everything)
        if model.has(f"{key}.cost"):
            cost = model.money(f"{key}.cost", everything / _MILLION * model.numbers[f"{key}.cost"])
            stream.cost.append(
                model.step(
                    f"{key}.cost",
                    year,
                    f"{name}: cost of tokens",
                    f"{name}：token成本",
                    model.inputs.currency,
                    cost,
                )
            )
    return stream


def _next_volume(model: Model, key: str, name: str, kind: str, year: int, before: Number) -> Number:
    if not model.has(f"{key}.growth"):
        return before
    grown = model.grown(f"{key}.growth", year, before)
    return model.step(
        f"{key}.{kind}",
        year,
        f"{name}: {kind} tokens",
        f"{name}：{_KINDS[kind]}token",
        "tokens",
        grown,
    )


def _next_price(model: Model, key: str, name: str, kind: str, year: int, before: Number) -> Number:
    factor = model.factor(f"{key}.price_change", year)
    if factor is None:
        return before
    unit = model.inputs.by_key[f"{key}.{kind}_price"].unit
    return model.step(
        f"{key}.{kind}_price",
        year,
        f"{name}: price of {kind} tokens",
        f"{name}：{_KINDS[kind]}价格",
        unit,
        before * factor,
    )


def _after_tiers(model: Model, key: str, name: str, year: int, volume: Number) -> Number:
    """The share of the list price that is paid: each tier's discount holds for what lies above it only.

    1 - Σ (discount of the tier - discount of the one below) × max(volume - threshold, 0) ÷ volume
    """
    tiers = sorted(
        model.scenario.tokens[name].tiers,
        key=lambda tier: model.inputs.by_key[f"{key}.tiers.{tier}.above"].value,
    )
    paid: Number = 1
    below: Number | None = None
    for tier in tiers:
        at = f"{key}.tiers.{tier}"
        off = model.share(f"{at}.discount")
        more = off if below is None else off - below
        times = PER_YEAR[model.inputs.by_key[f"{at}.above"].per or "year"]
        above = model.numbers[f"{at}.above"] * times if times != 1 else model.numbers[f"{at}.above"]
        paid = paid - more * larger(volume - above, 0) / volume
        below = off
    return model.step(
        f"{key}.paid_share",
        year,
        f"{name}: share of the list price paid",
        f"{name}：实付比例",
        "share",
        paid,
    )
