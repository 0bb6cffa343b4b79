"""Subscriptions month by month with people who join by number, and the month in which a sum is reached."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from decimal import Decimal, localcontext

from agent.tools.bilingual import Note
from agent.tools.revenue.cautions import beyond_people, literal_count
from agent.tools.revenue.currencies import choose_currency, convert, needs_rate
from agent.tools.revenue.errors import CannotCalculate
from agent.tools.revenue.flow_words import assumptions, sentences, trace
from agent.tools.revenue.inputs import (
    PER_YEAR,
    Amount,
    Change,
    Price,
    read_change,
    read_count,
    read_currency,
    read_money,
    read_price,
    read_rates,
    read_volume,
    read_years,
)
from agent.tools.revenue.joining import Added, read_added
from agent.tools.revenue.money import EXACT, LARGEST, say_money
from agent.tools.revenue.report import Period, Report, Solved
from agent.tools.revenue.years import label

_MOST_MONTHS = 1200


@dataclass(frozen=True)
class Flow:
    """The sum as understood; money is in `currency`, of which `rate` units were paid for one."""

    start: Decimal
    added: Added
    price: Price
    period_said: bool
    currency: str
    rate: Decimal
    churn: Change | None
    growth: Change | None
    months: int
    target: Decimal | None

    @property
    def charge(self) -> Decimal:
        """What one subscriber brings in a month; a yearly price is earned in twelfths."""
        return self.price.amount * PER_YEAR[self.price.per or "year"] / 12 / self.rate

    @property
    def is_yearly(self) -> bool:
        """Whether those who join do so once a year, as yearly growth steps."""
        return self.added.per == "year"


@dataclass(frozen=True)
class Month:
    """Who is charged at a month's start, and what that brings."""

    number: int
    subscribers: Decimal
    revenue: Decimal


def flow(
    subscribers: Amount,
    price: Amount,
    *,
    added: Amount | None = None,
    churn: Amount | None = None,
    growth: Amount | None = None,
    months: Amount | None = None,
    years: Amount | None = None,
    currency: str | None = None,
    rate: str | None = None,
    target: Amount | None = None,
) -> Report:
    """Σ subscribers of a month × its charge; from month to month churn takes its share, growth is
    added, then those who join. People who join by the year do so at the start of each year from the second.

    With a `target` the first month in which the cumulative sum reaches it is found.

    >>> flow("1M", "10 USD/month", added="300000/month", months=12).to_dict()["total"]
    '318000000'
    >>> flow("5M", "20 USD/month", target="1bn USD").to_dict()["solved"]["value"]
    '10'
    """
    with localcontext(EXACT):
        paid, rates = read_price(price), read_rates(rate)
        result_in = choose_currency(read_currency(currency), paid.currency, rates)
        paid_in = paid.currency or result_in
        needs_rate(paid_in, result_in, rates)
        terms = Flow(
            read_count(subscribers).value,
            read_added(added),
            Price(paid.amount, paid_in, paid.per or ("month" if months is not None else "year")),
            paid.per is not None,
            result_in,
            rates[paid_in] if paid_in != result_in else Decimal(1),
            _change(churn, "churn"),
            _change(growth, "growth"),
            _span(months, years),
            _target(target, result_in, rates),
        )
        report = _report(terms, rates)
        doubts = literal_count(read_count(subscribers), report.total, result_in)
        return replace(report, cautions=[*report.cautions, *doubts])


def _change(given: Amount | None, what: str) -> Change | None:
    change = read_change(given, what) if given is not None else None
    if change is None or not change.share:
        return None
    if change.per is None and what == "churn":
        raise CannotCalculate(
            f"Churn of {given} needs its period: write it per month (3%/mo) or per year (3%/yr)."
        )
    if (what == "churn" and not 0 < change.share <= 1) or change.share <= -1:
        raise CannotCalculate(f"A {what} of {given} is not possible; it lies below 100 %.")
    return replace(change, per=change.per or "year")


def _span(months: Amount | None, years: Amount | None) -> int:
    if months is None:
        return 12 * (read_years(years) if years is not None else 1)
    value = read_volume(months, "months")
    if value != value.to_integral_value() or not 1 <= value <= _MOST_MONTHS:
        raise CannotCalculate(
            f"The number of months must be a whole number from 1 to {_MOST_MONTHS}, not {months}."
        )
    return int(value)


def _target(given: Amount | None, currency: str, rates: dict[str, Decimal]) -> Decimal | None:
    if given is None:
        return None
    aim = read_money(given, "target")
    if aim.per:
        raise CannotCalculate(
            f"Months are counted to a cumulative sum; give the amount without 'per {aim.per}'."
        )
    return convert(aim.amount, aim.currency or currency, currency, rates)


def course(terms: Flow) -> Iterator[Month]:
    """The months in their order, without end."""
    people, number = terms.start, 1
    while True:
        revenue = people * terms.charge
        if max(people, revenue) > LARGEST:
            raise CannotCalculate("The figures pass 10^60, which is no money; use fewer months.")
        yield Month(number, people, revenue)
        people, number = _next(terms, people, number), number + 1


def _next(terms: Flow, people: Decimal, month: int) -> Decimal:
    """Who is there at the start of the month after; nobody is the least."""
    new_year = month % 12 == 0
    if terms.churn and (terms.churn.per == "month" or new_year):
        people *= 1 - terms.churn.share
    if terms.growth and (terms.growth.per == "month" or new_year):
        people *= 1 + terms.growth.share
    if not terms.is_yearly:
        people += terms.added.a_month
    elif new_year:
        people += terms.added.number
    return max(people, Decimal(0))


def _report(terms: Flow, rates: dict[str, Decimal]) -> Report:
    months = _reaching(terms) if terms.target is not None else _first(terms, terms.months)
    total = sum((month.revenue for month in months), Decimal(0))
    left = _next(terms, months[-1].subscribers, months[-1].number)
    solved = Solved("months", Decimal(len(months)), "months") if terms.target is not None else None
    periods = _periods(terms, months)
    return Report(
        total=total,
        currency=terms.currency,
        converted={code: total * value for code, value in rates.items()},
        periods=periods,
        solved=solved,
        trace=trace(terms, months, total),
        cautions=beyond_people(periods),
        assumptions=list(assumptions(terms)),
        sentences=sentences(terms, months, total, left),
        details={
            "months": Decimal(len(months)),
            "remaining": left,
            "month": Decimal(len(months)),
            "month_revenue": months[-1].revenue,
            "price_currency": terms.price.currency,
            "price_per": terms.price.per,
        },
    )


def _first(terms: Flow, count: int) -> list[Month]:
    each = course(terms)
    return [next(each) for _ in range(count)]


def _reaching(terms: Flow) -> list[Month]:
    """The months up to that in which the cumulative sum reaches the target."""
    found: list[Month] = []
    total, target = Decimal(0), terms.target or Decimal(0)
    for month in course(terms):
        found.append(month)
        total += month.revenue
        if total >= target:
            return found
        if month.number == _MOST_MONTHS:
            break
    raise CannotCalculate(
        Note(
            f"{say_money(target, terms.currency)} is not reached within {_MOST_MONTHS} months; by then the sum is"
            f" {say_money(total, terms.currency)}.",
            f"{_MOST_MONTHS}个月内达不到{say_money(target, terms.currency, 'zh')}，届时累计{say_money(total, terms.currency, 'zh')}。",
        )
    )


def _periods(terms: Flow, months: list[Month]) -> list[Period]:
    """A period a year, the last perhaps begun only."""
    years = [months[at : at + 12] for at in range(0, len(months), 12)]
    return [
        Period(
            label(number),
            year[0].subscribers,
            terms.price.amount,
            sum((month.revenue for month in year), Decimal(0)),
        )
        for number, year in enumerate(years, 1)
    ]
