"""The input that reaches a target: subscribers and price by division, years by counting."""

from dataclasses import replace
from decimal import Decimal

from agent.tools.revenue.errors import CannotCalculate
from agent.tools.revenue.inputs import MOST_YEARS
from agent.tools.revenue.money import say_money
from agent.tools.revenue.report import Solved
from agent.tools.revenue.terms import Terms
from agent.tools.revenue.years import run, year


def solve_for(terms: Terms) -> tuple[Terms, Solved]:
    """The terms with the sought input filled in, and that input."""
    if terms.solve == "subscribers":
        return _subscribers(terms)
    if terms.solve == "price":
        return _price(terms)
    return _years(terms)


def of_one(terms: Terms) -> Decimal:
    """What the sought input earns at 1, over all years: revenue is linear in subscribers and price."""
    unit = (
        replace(terms, subscribers=Decimal(1))
        if terms.solve == "subscribers"
        else replace(terms, price=replace(terms.price, amount=Decimal(1)))
    )
    return sum((period.revenue for period in run(unit)), Decimal(0))


def _subscribers(terms: Terms) -> tuple[Terms, Solved]:
    value = _target(terms) / of_one(terms)
    return replace(terms, subscribers=value), Solved("subscribers", value, "people")


def _price(terms: Terms) -> tuple[Terms, Solved]:
    value = _target(terms) / of_one(terms)
    price = replace(terms.price, amount=value)
    return replace(terms, price=price), Solved(
        "price", value, f"{terms.price_currency} per {price.per}"
    )


def _years(terms: Terms) -> tuple[Terms, Solved]:
    """The first whole year in which the cumulative sum, or the year's own revenue, reaches the target."""
    total, target = Decimal(0), _target(terms)
    for number in range(1, MOST_YEARS + 1):
        revenue = year(terms, number).revenue
        total += revenue
        if (revenue if terms.target_of_a_year else total) >= target:
            return replace(terms, years=number), Solved("years", Decimal(number), "years")
    if terms.target_of_a_year:
        raise CannotCalculate(
            f"No year up to year {MOST_YEARS} earns {say_money(target, terms.currency)};"
            f" the last earns {say_money(year(terms, MOST_YEARS).revenue, terms.currency)}."
        )
    raise CannotCalculate(
        f"{say_money(target, terms.currency)} is not reached within {MOST_YEARS} years;"
        f" by then the sum is {say_money(total, terms.currency)}."
    )


def _target(terms: Terms) -> Decimal:
    if terms.target is None:
        raise CannotCalculate("There is no target to solve for.")
    return terms.target
