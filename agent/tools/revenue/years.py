"""The rule of a year: who is there at its start, what is charged, what is earned, who is left."""

from decimal import Decimal

from agent.tools.bilingual import Note
from agent.tools.revenue.errors import CannotCalculate
from agent.tools.revenue.money import LARGEST
from agent.tools.revenue.report import Period
from agent.tools.revenue.terms import Terms


def run(terms: Terms) -> list[Period]:
    """All years of the sum; both subscribers and price must be known."""
    return [year(terms, number) for number in range(1, terms.years + 1)]


def year(terms: Terms, number: int) -> Period:
    """Year `number`, counted from 1: revenue = subscribers × price × charges ÷ rate."""
    subscribers = (terms.subscribers or Decimal(0)) * power(carried(terms), number - 1)
    price = terms.price.amount * power(1 + terms.yearly_price_change, number - 1)
    revenue = subscribers * price * charges(terms) / terms.rate_to_total
    if revenue > LARGEST or subscribers > LARGEST:
        raise CannotCalculate(
            f"By year {number} the figures pass 10^60, which is no money; use lower growth or fewer years."
        )
    return Period(label(number), subscribers, price, revenue)


def label(number: int) -> Note:
    return Note(f"year {number}", f"第{number}年")


def power(base: Decimal, times: int) -> Decimal:
    """`base` to a power; nought to the nought is 1, which `decimal` refuses: everybody pays once.

    >>> power(Decimal(0), 0), power(Decimal(0), 1)
    (Decimal('1'), Decimal('0'))
    """
    return base**times if times else Decimal(1)


def carried(terms: Terms) -> Decimal:
    """What one subscriber at a year's start becomes at the next: what churn leaves, times 1 + growth."""
    return kept(terms) * (1 + terms.yearly_growth)


def kept(terms: Terms) -> Decimal:
    """The share of a year's first base that is left at its end."""
    return (1 - terms.monthly_churn) ** 12 * (1 - terms.yearly_churn)


def months_paid(churn: Decimal) -> Decimal:
    """Months that one subscriber pays in a year: Σ (1 - c)^m for m = 0 … 11, each month's start charged.

    >>> months_paid(Decimal("0.5"))
    Decimal('1.99951171875')
    """
    return sum((power(1 - churn, month) for month in range(12)), Decimal(0))


def charges(terms: Terms) -> Decimal:
    """How often one subscriber of a year's start is charged the price in that year."""
    a_year = Decimal(terms.charges_a_year)
    return a_year * months_paid(terms.monthly_churn) / 12 if terms.monthly_churn else a_year
