"""A scenario's inputs, read and checked together: what each plan needs, and what cannot be mixed."""

from collections.abc import Iterator
from dataclasses import dataclass, fields, is_dataclass
from decimal import Decimal
from typing import Any

from agent.tools.bilingual import Note
from agent.tools.revenue.currencies import choose_currency, needs_rate
from agent.tools.revenue.errors import CannotCalculate
from agent.tools.revenue.inputs import MOST_YEARS, PER_YEAR, read_currency, read_rates
from agent.tools.revenue.scenarios.shape import Bundle, Scenario, SubscriptionPlan, TokenStream
from agent.tools.revenue.scenarios.values import Given, Input, read_value


@dataclass(frozen=True)
class Inputs:
    """Every value of a scenario by its key, in the order of the file, and the currency of the result."""

    scenario: Scenario
    by_key: dict[str, Input]
    labels: dict[str, Note]
    currency: str
    rates: dict[str, Decimal]


def read(scenario: Scenario) -> Inputs:
    """All values.

    Raises:
        CannotCalculate: a value that cannot be, or one that is missing.
    """
    by_key: dict[str, Input] = {}
    labels: dict[str, Note] = {}
    for key, how, given, label in _walk(scenario, "", ("", "")):
        by_key[key] = read_value(key, how, given)
        labels[key] = label
    rates = read_rates({code: _number(code, value) for code, value in scenario.rates.items()})
    paid_in = next((item.currency for item in by_key.values() if item.currency), None)
    currency = choose_currency(read_currency(scenario.currency), paid_in, rates)
    for code, value in rates.items():
        key = f"rates.{code}"
        said = next(v for name, v in scenario.rates.items() if read_currency(name) == code)
        by_key[key] = read_value(
            key, "number", Given(value) if not isinstance(said, Given) else said
        )
        labels[key] = Note(f"{code} for one {currency}", f"1{currency}兑{code}")
    for item in by_key.values():
        if item.currency:
            needs_rate(item.currency, currency, rates)
    _check(scenario, by_key)
    return Inputs(scenario, by_key, labels, currency, rates)


def _number(code: str, value: Any) -> Any:
    return read_value(f"rates.{code}", "number", value).value


def _walk(part: Any, at: str, owner: tuple[str, str]) -> Iterator[tuple[str, str, Any, Note]]:
    """Key, reader, value and label of every input below `part`."""
    for item in fields(part):
        value, key = getattr(part, item.name), f"{at}.{item.name}" if at else item.name
        if value is None:
            continue
        if "reads" in item.metadata:
            yield from _inputs(key, item.metadata, value, owner)
        elif isinstance(value, dict) and item.name not in ("rates", "names_zh"):
            for name, entry in value.items():
                yield from _walk(
                    entry, f"{key}.{name}", (_named(owner[0], name), _named(owner[1], name))
                )
        elif (
            is_dataclass(value)
            and not isinstance(value, Given)
            and item.name not in {"table", "simulation"}
        ):
            yield from _walk(value, key, owner)


def _named(owner: str, name: str) -> str:
    return f"{owner} {name}".strip()


def _inputs(
    key: str, metadata: Any, value: Any, owner: tuple[str, str]
) -> Iterator[tuple[str, str, Any, Note]]:
    english, chinese = metadata["says"]
    names = [
        f"{owner[0]}: {english}" if owner[0] else english,
        f"{owner[1]}：{chinese}" if owner[1] else chinese,
    ]
    if not isinstance(value, list):
        yield key, metadata["reads"], value, Note(*names)
        return
    if not metadata["many"]:
        raise CannotCalculate(f"'{key}' takes one value, not a list of {len(value)}.")
    for n, entry in enumerate(value, 1):
        yield f"{key}.{n}", metadata["reads"], entry, Note(f"{names[0]} {n}", f"{names[1]}{n}")


def _check(scenario: Scenario, by_key: dict[str, Input]) -> None:
    if not 1 <= scenario.years <= MOST_YEARS:
        raise CannotCalculate(
            f"years must be a whole number from 1 to {MOST_YEARS}, not {scenario.years}."
        )
    if not (scenario.plans or scenario.tokens or scenario.bundles or scenario.hosting):
        raise CannotCalculate(
            "The scenario earns nothing: give it plans, tokens, bundles or hosting, each as a table like [plans.plus]."
        )
    for name, plan in scenario.plans.items():
        _check_plan(f"plans.{name}", plan, scenario, by_key)
    for name, stream in scenario.tokens.items():
        _check_tokens(f"tokens.{name}", stream, by_key)
    for name, bundle in scenario.bundles.items():
        _check_bundle(f"bundles.{name}", bundle, by_key)
    for what in ("share", "converts"):
        shares = [
            item
            for key, item in by_key.items()
            if key.startswith("plans.") and key.endswith(f".{what}")
        ]
        if sum((item.value for item in shares), Decimal(0)) > 100:
            raise CannotCalculate(
                f"The plans' {what} add up to more than 100 %: {', '.join(i.written for i in shares)}."
            )
    if scenario.costs and (scenario.costs.capex is None) != (scenario.costs.life is None):
        raise CannotCalculate(
            "Capital spending and its life belong together: give costs.capex and costs.life."
        )
    if scenario.free is not None and scenario.free.users is None:
        raise CannotCalculate(
            "free.users is missing; say how many free users there are at the start."
        )


def _check_plan(
    key: str, plan: SubscriptionPlan, scenario: Scenario, by_key: dict[str, Input]
) -> None:
    _need(key, plan, "price")
    if plan.share is not None and scenario.subscribers is None:
        raise CannotCalculate(
            f"{key}.share is a share of all subscribers; give subscribers at the top of the file."
        )
    if plan.share is not None and plan.subscribers is not None:
        raise CannotCalculate(f"{key} has both subscribers and share; give one of them.")
    if all(given is None for given in (plan.share, plan.subscribers, plan.joins, plan.converts)):
        raise CannotCalculate(
            f"{key} has no subscribers; give subscribers, share, joins or converts."
        )
    if plan.converts is not None and (scenario.free is None or scenario.free.conversion is None):
        raise CannotCalculate(
            f"{key}.converts needs free users: give free.users and free.conversion."
        )
    _check_billing(key, plan, by_key)
    if (plan.yearly_share is None) != (plan.yearly_discount is None):
        raise CannotCalculate(f"{key}: yearly_share and yearly_discount belong together.")
    _check_ceiling(key, plan, by_key)
    _one_period(f"{key}.churn", by_key)
    _one_period(f"{key}.growth", by_key)
    if (
        isinstance(plan.churn, list)
        and len(plan.churn) > 1
        and by_key[f"{key}.churn.1"].per != "month"
    ):
        raise CannotCalculate(
            f"{key}.churn as a list is by month of life; write each per month, like 3%/month."
        )
    _check_cost(key, by_key)


def _check_billing(key: str, plan: SubscriptionPlan, by_key: dict[str, Input]) -> None:
    price = by_key[f"{key}.price"]
    if plan.billing is not None and plan.billing not in {"month", "year"}:
        raise CannotCalculate(f"{key}.billing is month or year, not '{plan.billing}'.")
    if plan.billing is not None and plan.billing != price.per:
        raise CannotCalculate(
            f"{key}: the price '{price.written}' is per {price.per} and billing says {plan.billing};"
            f" write the price per {plan.billing}, or leave billing out."
        )


def _check_ceiling(key: str, plan: SubscriptionPlan, by_key: dict[str, Input]) -> None:
    ceiling, start = by_key.get(f"{key}.ceiling"), by_key.get(f"{key}.subscribers")
    if ceiling is not None and start is not None and ceiling.value < start.value:
        raise CannotCalculate(
            f"{key}.ceiling ({ceiling.written}) lies below the subscribers at the start ({start.written})."
        )
    if ceiling is not None and plan.growth is None:
        raise CannotCalculate(f"{key}.ceiling bends growth; give {key}.growth as well.")


def _check_cost(key: str, by_key: dict[str, Input]) -> None:
    cost = by_key.get(f"{key}.cost")
    if cost is not None and cost.per not in PER_YEAR:
        raise CannotCalculate(f"{key}.cost '{cost.written}' needs a period such as a month.")


def _check_tokens(key: str, stream: TokenStream, by_key: dict[str, Input]) -> None:
    volumes = [kind for kind in ("input", "output", "cached") if getattr(stream, kind) is not None]
    if not volumes:
        raise CannotCalculate(
            f"{key} has no tokens; give input, output or cached, like 3 trillion tokens/month."
        )
    for kind in volumes:
        _need(key, stream, f"{kind}_price")
    for kind in ("input", "output", "cached"):
        if getattr(stream, f"{kind}_price") is not None and kind not in volumes:
            raise CannotCalculate(f"{key}.{kind}_price has no volume beside it; give {key}.{kind}.")
    for name, tier in stream.tiers.items():
        _need(f"{key}.tiers.{name}", tier, "above")
        _need(f"{key}.tiers.{name}", tier, "discount")
    periods = {by_key[f"{key}.{kind}"].per for kind in volumes}
    periods |= {by_key[f"{key}.tiers.{name}.above"].per for name in stream.tiers}
    if len(periods) > 1:
        raise CannotCalculate(
            f"{key} mixes volumes per {' and per '.join(sorted(map(str, periods)))}; give all in one period."
        )


def _check_bundle(key: str, bundle: Bundle, by_key: dict[str, Input]) -> None:
    _need(key, bundle, "attach")
    if bundle.price is None and bundle.uplift is None:
        raise CannotCalculate(
            f"{key} brings nothing: give the price of the bundle or the uplift of the base."
        )
    if bundle.customers is None and (bundle.price is not None or bundle.base_revenue is None):
        raise CannotCalculate(
            f"{key}.customers is missing; say how many customers the base product has."
        )
    if (bundle.uplift is not None or bundle.churn_saved is not None) and (
        bundle.base_revenue is None and bundle.base_price is None
    ):
        raise CannotCalculate(
            f"{key} needs the base: give base_revenue, or customers and base_price."
        )
    if bundle.base_revenue is not None and bundle.base_price is not None:
        raise CannotCalculate(f"{key} has both base_revenue and base_price; give one of them.")
    if (bundle.cannibalised is None) != (bundle.lost_price is None):
        raise CannotCalculate(f"{key}: cannibalised and lost_price belong together.")
    if bundle.cannibalised is not None and bundle.customers is None:
        raise CannotCalculate(f"{key}.cannibalised counts buyers; give {key}.customers.")
    saved = by_key.get(f"{key}.churn_saved")
    if saved is not None and saved.per != "year":
        raise CannotCalculate(f"{key}.churn_saved is per month; give it per year, like 1%/year.")
    ceiling, start = by_key.get(f"{key}.attach_ceiling"), by_key[f"{key}.attach"]
    if ceiling is not None and ceiling.value < start.value:
        raise CannotCalculate(
            f"{key}.attach_ceiling ({ceiling.written}) lies below the attach rate ({start.written})."
        )


def _need(key: str, part: Any, name: str) -> None:
    if getattr(part, name) is None:
        raise CannotCalculate(f"{key}.{name} is missing.")


def _one_period(key: str, by_key: dict[str, Input]) -> None:
    """A list in one period: month and year cannot be mixed."""
    periods = {
        item.per for name, item in by_key.items() if name == key or name.startswith(f"{key}.")
    }
    if len(periods) > 1:
        raise CannotCalculate(
            f"{key} mixes month and year; give all its entries per month or all per year."
        )
