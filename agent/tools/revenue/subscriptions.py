"""Subscribers × price over years, with growth, churn and price changes; or the input that reaches a target."""

from dataclasses import replace
from decimal import Decimal, localcontext

from agent.tools.revenue.cautions import (
    beyond_people,
    dear_price,
    doubtful_price,
    literal_count,
    no_effect,
)
from agent.tools.revenue.currencies import choose_currency, convert, needs_rate
from agent.tools.revenue.errors import CannotCalculate
from agent.tools.revenue.inputs import (
    PER_YEAR,
    Amount,
    Change,
    Count,
    Price,
    read_change,
    read_count,
    read_currency,
    read_money,
    read_price,
    read_rates,
    read_years,
)
from agent.tools.revenue.money import EXACT
from agent.tools.revenue.report import Report, Solved
from agent.tools.revenue.sentences import assumptions, sentences
from agent.tools.revenue.solve import solve_for
from agent.tools.revenue.terms import Terms
from agent.tools.revenue.trace import trace
from agent.tools.revenue.unsaid import read_as_percent, refuse_churn
from agent.tools.revenue.years import run

_SOLVABLE = ("subscribers", "price", "years")


def subscriptions(
    subscribers: Amount | None = None,
    price: Amount | None = None,
    *,
    growth: Amount | None = None,
    churn: Amount | None = None,
    price_change: Amount | None = None,
    years: Amount | None = None,
    currency: str | None = None,
    rate: str | dict[str, Amount] | list[str] | tuple[str, ...] | None = None,
    target: Amount | None = None,
    solve: str | None = None,
    solve_period: str | None = None,
) -> Report:
    """Revenue of subscriptions, exactly; each argument is a number or text as people write it.

    A period is a year. Growth and price changes step once a year from year 2; monthly churn takes
    its share of the base at the start of each month, after that month is charged; yearly churn
    leaves at the year's end. `rate` "CNY=7.1" is 7.1 CNY for one unit of the result's currency.
    With `target` and `solve` one of subscribers, price or years is found instead,
    a price for `solve_period` where that is given; years for a cumulative target, or with one
    "10bn USD/year" the first year that earns it.

    >>> subscriptions("100M", "500/yr").to_dict()["total"]
    '50000000000'
    >>> subscriptions(price="$20/month", target="50B", solve="subscribers").to_dict()["solved"]
    {'name': 'subscribers', 'value': '208333333.3333333333', 'unit': 'people'}
    """
    with localcontext(EXACT):
        wanted = _what_to_solve(solve, target, subscribers, price)
        count = (
            read_count(subscribers) if subscribers is not None and wanted != "subscribers" else None
        )
        charged = read_price(price) if price is not None else None
        if charged is None and solve_period is not None:
            charged = Price(Decimal(1), None, _period(solve_period))
        terms = _terms(
            count, charged, wanted, growth, churn, price_change, years, currency, rate, target
        )
        report = _report(terms, count, str(price))
        notes = read_as_percent(growth=growth, churn=churn, price_change=price_change)
        return replace(report, assumptions=[*report.assumptions, *notes])


def _period(name: str) -> str:
    if name not in PER_YEAR:
        raise CannotCalculate(
            f"A price per {name} cannot be found; name year, quarter, month, week or day."
        )
    return name


def _what_to_solve(
    solve: str | None, target: Amount | None, subscribers: Amount | None, price: Amount | None
) -> str | None:
    """The input to find: named, or the one that is missing beside a target."""
    if solve is not None and solve not in _SOLVABLE:
        raise CannotCalculate(f"Cannot solve for '{solve}'; choose subscribers, price or years.")
    if solve is not None and target is None:
        raise CannotCalculate(f"Solving for {solve} needs a target amount, such as $50 billion.")
    if isinstance(target, str) and not target.strip():
        raise CannotCalculate("The target is empty; give an amount such as $50 billion.")
    missing = [
        name for name, given in (("subscribers", subscribers), ("price", price)) if given is None
    ]
    if target is not None and solve is None:
        if len(missing) != 1:
            raise CannotCalculate(
                "A target needs to know what to find: subscribers, price or years."
            )
        solve = missing[0]
    if needed := [name for name in missing if name != solve]:
        raise CannotCalculate(
            f"Revenue needs the {' and the '.join(needed)} as well, for example 100M at $20/month."
        )
    return solve


def _terms(
    count: Count | None,
    charged: Price | None,
    wanted: str | None,
    growth: Amount | None,
    churn: Amount | None,
    price_change: Amount | None,
    years: Amount | None,
    currency: str | None,
    rate: str | dict[str, Amount] | list[str] | tuple[str, ...] | None,
    target: Amount | None,
) -> Terms:
    rates, aim = read_rates(rate), read_money(target, "target") if target is not None else None
    paid_in = charged.currency if charged else None
    result_in = choose_currency(
        read_currency(currency), paid_in or (aim.currency if aim else None), rates
    )
    price = charged or Price(Decimal(1), None, None)
    price = replace(price, currency=price.currency or result_in)
    needs_rate(price.currency or result_in, result_in, rates)
    if aim is not None:
        a_year = PER_YEAR.get(aim.per or "year", 1)
        aim_amount = convert(aim.amount * a_year, aim.currency or result_in, result_in, rates)
    else:
        aim_amount = None
    return Terms(
        subscribers=count.value if count else None,
        price=replace(price, per=price.per or "year"),
        period_said=bool(charged and charged.per),
        price_known=wanted != "price",
        years=read_years(years) if years is not None else 1,
        years_said=years is not None,
        growth=_yearly(growth, "growth"),
        churn=_churn(churn),
        price_change=_yearly(price_change, "price change"),
        currency=result_in,
        rates=rates,
        target=aim_amount,
        solve=wanted,
        target_of_a_year=bool(wanted == "years" and aim and aim.per),
    )


def _yearly(given: Amount | None, what: str) -> Change | None:
    """A change that steps once a year; a monthly one is compounded to its yearly step."""
    if given is None:
        return None
    change = read_change(given, what)
    if change.share <= -1:
        raise CannotCalculate(f"A {what} of {given} leaves nothing; it must stay above -100 %.")
    return change


def _churn(given: Amount | None) -> Change | None:
    if given is None:
        return None
    refuse_churn(given)
    change = read_change(given, "churn")
    if change.share and change.per is None:
        raise CannotCalculate(
            f"Churn of {given} needs its period: write it per month (3%/mo) or per year (3%/yr)."
        )
    return change if change.share else None


def _report(terms: Terms, count: Count | None, price_written: str) -> Report:
    solved: Solved | None = None
    if terms.solve:
        terms, solved = solve_for(terms)
    periods = run(terms)
    total = sum((period.revenue for period in periods), Decimal(0))
    price_per_year = terms.price.amount * PER_YEAR[terms.price.per or "year"]
    cautions = beyond_people(periods)
    if count is not None:
        cautions += literal_count(count, total, terms.currency)
    cautions += doubtful_price(price_written, terms.price)
    cautions += no_effect(terms)
    cautions += dear_price(price_per_year, terms.price.currency or terms.currency)
    return Report(
        total=total,
        currency=terms.currency,
        converted={code: total * rate for code, rate in terms.rates.items()},
        periods=periods,
        solved=solved,
        trace=trace(terms, periods, total, solved),
        cautions=cautions,
        assumptions=assumptions(terms),
        sentences=sentences(terms, periods, total, solved),
        details={"price_currency": terms.price.currency, "price_per": terms.price.per},
        terms=terms,
    )
