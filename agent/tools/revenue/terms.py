"""The inputs of a subscription sum as understood, in one frozen shape."""

from dataclasses import dataclass
from decimal import Decimal

from agent.tools.revenue.inputs import PER_YEAR, Change, Price


@dataclass(frozen=True)
class Terms:
    """What is summed; `subscribers` is None and `price_known` False while they are sought."""

    subscribers: Decimal | None
    price: Price
    period_said: bool
    price_known: bool
    years: int
    years_said: bool
    growth: Change | None
    churn: Change | None
    price_change: Change | None
    currency: str
    rates: dict[str, Decimal]
    """Units of another currency for one unit of `currency`."""

    target: Decimal | None
    """In `currency`, over all years."""

    solve: str | None
    target_of_a_year: bool = False
    """Whether the target is to be earned in one year, where years are sought; else by all of them."""

    @property
    def charges_a_year(self) -> int:
        return PER_YEAR[self.price.per or "year"]

    @property
    def price_currency(self) -> str:
        return self.price.currency or self.currency

    @property
    def rate_to_total(self) -> Decimal:
        """Units of the price's currency for one unit of the total's."""
        return (
            self.rates[self.price_currency] if self.price_currency != self.currency else Decimal(1)
        )

    @property
    def monthly_churn(self) -> Decimal:
        return self.churn.share if self.churn and self.churn.per == "month" else Decimal(0)

    @property
    def yearly_churn(self) -> Decimal:
        return self.churn.share if self.churn and self.churn.per == "year" else Decimal(0)

    @property
    def yearly_growth(self) -> Decimal:
        return step_of(self.growth)

    @property
    def yearly_price_change(self) -> Decimal:
        return step_of(self.price_change)


def step_of(change: Change | None) -> Decimal:
    """The change of one year; a monthly rate compounds: (1 + r)^12 - 1.

    >>> step_of(Change(Decimal("0.01"), "month"))
    Decimal('0.126825030131969720661201')
    """
    if change is None:
        return Decimal(0)
    return (1 + change.share) ** 12 - 1 if change.per == "month" else change.share
