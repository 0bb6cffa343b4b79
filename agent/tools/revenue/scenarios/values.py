"""One value of a scenario, read once: "20 USD/month", "3%/month", 450 million; bad input is named."""

from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from typing import Any, Literal

from agent.quantities import Quantity, find_quantities
from agent.tools.revenue.errors import CannotCalculate
from agent.tools.revenue.inputs import (
    CODES,
    LARGEST_INPUT,
    PER_YEAR,
    Amount,
    read_change,
    read_count,
    read_money,
    read_price,
    read_token_price,
)

Kind = Literal["article", "published", "ours"]
KINDS = {
    "article": "the article's assumption",
    "published": "published fact",
    "ours": "our assumption",
}
KINDS_ZH = {"article": "文章的假设", "published": "已公布的事实", "ours": "我们的假设"}


@dataclass(frozen=True)
class Given:
    """A value with where it is from, and how far it may be off: `low` and `high` are for sensitivity."""

    value: Amount
    kind: Kind | None = None
    source: str | None = None
    date: str | None = None
    low: Amount | None = None
    high: Amount | None = None
    source_zh: str | None = None
    """The source in Chinese, for a report in Chinese."""


Value = Amount | Given


@dataclass(frozen=True)
class Input:
    """A value as read: the number in the unit given (3 for 3 %), and what was written."""

    key: str
    value: Decimal
    unit: str
    """`USD per month`, `percent per year`, `people`, `tokens per day`."""

    written: str
    reads: str
    currency: str | None = None
    per: str | None = None
    kind: Kind | None = None
    source: str | None = None
    date: str | None = None
    low: Decimal | None = None
    high: Decimal | None = None
    source_zh: str | None = None

    @property
    def is_percent(self) -> bool:
        return self.unit.startswith("percent")


Read = tuple[Decimal, str, str | None, str | None]
"""The number, its unit, its currency, its period."""


def read_value(key: str, reads: str, given: Value) -> Input:
    """The value of the input `key`, in the way `reads` says.

    Raises:
        CannotCalculate: one sentence that begins with the key.
    """
    said = given if isinstance(given, Given) else Given(given)
    value, unit, currency, per = _read(key, reads, said.value)
    low, high = (_edge(key, reads, edge, unit) for edge in (said.low, said.high))
    if (low is not None and low > value) or (high is not None and high < value):
        raise CannotCalculate(
            f"{key}: its range must hold the value '{said.value}' itself: low {said.low}, high {said.high}."
        )
    kind = said.kind
    if kind is not None and kind not in KINDS:
        raise CannotCalculate(f"{key}: a kind is one of {', '.join(KINDS)}, not '{kind}'.")
    return Input(
        key, value, unit, str(said.value), reads, currency, per, kind, said.source, said.date, low, high, said.source_zh
    )  # fmt: skip


def _edge(key: str, reads: str, edge: Amount | None, unit: str) -> Decimal | None:
    if edge is None:
        return None
    value, edge_unit, _, _ = _read(key, reads, edge)
    if edge_unit != unit:
        raise CannotCalculate(
            f"{key}: its range is in {edge_unit} and its value in {unit}; give both in the same unit."
        )
    return value


def _read(key: str, reads: str, given: Amount) -> Read:
    if isinstance(given, str) and not given.strip():
        raise CannotCalculate(f"{key} is empty; give a value with its unit.")
    try:
        return READERS[reads](given)
    except CannotCalculate as error:
        text = str(error)
        raise CannotCalculate(f"{key}: {text[:1].lower() + text[1:]}") from error


def _count(given: Amount) -> Read:
    return read_count(given, "people").value, "people", None, None


def _price(given: Amount) -> Read:
    price = read_price(given)
    if price.per is None:
        raise CannotCalculate(f"The amount '{given}' needs its period; write it like 20 USD/month.")
    return price.amount, _unit(price.currency, price.per), price.currency, price.per


def _spend(given: Amount) -> Read:
    """Money a period, where the words of a subscription's price would mislead."""
    try:
        return _price(given)
    except CannotCalculate as error:
        raise CannotCalculate(str(error).replace("The price", "The amount")) from error


def _money(given: Amount) -> Read:
    money = read_money(given, "amount")
    if money.per is not None:
        raise CannotCalculate(f"'{given}' is per {money.per}; give the amount as it is paid once.")
    return money.amount, _unit(money.currency, None), money.currency, None


def _growth(given: Amount) -> Read:
    change = read_change(given, "change")
    if change.per is None:
        raise CannotCalculate(
            f"The change '{given}' needs its period; write it per year or per month, like 20%/year."
        )
    if change.share <= -1:
        raise CannotCalculate(f"A change of {given} leaves nothing; it must stay above -100 %.")
    return change.share * 100, f"percent per {change.per}", None, change.per


def _churn(given: Amount) -> Read:
    change = read_change(given, "churn")
    if not 0 <= change.share <= 1:
        raise CannotCalculate(f"A share of {given} is not possible; it lies between 0 % and 100 %.")
    if change.per is None:
        raise CannotCalculate(
            f"The rate '{given}' needs its period; write it like 3%/month or 20%/year."
        )
    return change.share * 100, f"percent per {change.per}", None, change.per


def _share(given: Amount) -> Read:
    change = read_change(given, "share")
    if change.per is not None:
        raise CannotCalculate(f"'{given}' is a share and has no period; write it like 10%.")
    if not 0 <= change.share <= 1:
        raise CannotCalculate(f"A share of {given} is not possible; it lies between 0 % and 100 %.")
    return change.share * 100, "percent", None, None


def _flow(given: Amount) -> Read:
    return _per_period(given, "people", {None, "people", "seats"}, "500,000/month")


def _volume(given: Amount) -> Read:
    return _per_period(given, "tokens", {None, "tokens"}, "3 trillion tokens/month")


def _per_period(given: Amount, unit: str, units: set[str | None], example: str) -> Read:
    quantity = _quantity(given, example)
    if quantity.unit not in units:
        raise CannotCalculate(
            f"'{given}' is an amount of {quantity.unit}; write it like {example}."
        )
    if quantity.per not in PER_YEAR:
        raise CannotCalculate(f"'{given}' needs its period; write it like {example}.")
    return quantity.value, f"{unit} per {quantity.per}", None, quantity.per


def _token_price(given: Amount) -> Read:
    price = read_token_price(given)
    if not price.amount:
        raise CannotCalculate("The price of tokens is zero, so there is nothing to calculate.")
    return price.amount, f"{price.currency or ''} per million tokens".strip(), price.currency, None


def _hourly(given: Amount) -> Read:
    """The rent of a card, for an hour."""
    quantity = _quantity(given, "2 USD/hour")
    if quantity.per != "hour" or (quantity.unit is not None and quantity.unit not in CODES):
        raise CannotCalculate(f"'{given}' is not money for an hour; write it like 2 USD/hour.")
    return quantity.value, _unit(quantity.unit, "hour"), quantity.unit, "hour"


def _speed(given: Amount) -> Read:
    quantity = _quantity(given, "1,200 tokens/second")
    if quantity.unit not in {None, "tokens"} or quantity.per not in {None, "second"}:
        raise CannotCalculate(
            f"'{given}' is no speed of output; write it like 1,200 tokens/second."
        )
    return quantity.value, "tokens per second", None, "second"


def _years(given: Amount) -> Read:
    """A whole number of years."""
    value = _quantity(given, "5 years").value
    if value != value.to_integral_value() or not 1 <= value <= 200:
        raise CannotCalculate(f"'{given}' must be a whole number of years from 1 to 200.")
    return value, "years", None, None


def _number(given: Amount) -> Read:
    try:
        value = Decimal(str(given).strip().replace(",", ""))
    except InvalidOperation:
        raise CannotCalculate(f"'{given}' is not a number; write it like 7.1.") from None
    if not value.is_finite() or not 0 < value <= LARGEST_INPUT:
        raise CannotCalculate(f"'{given}' must be a number above zero.")
    return value, "", None, None


READERS: dict[str, Callable[[Any], Read]] = {
    "count": _count, "price": _price, "spend": _spend, "money": _money, "growth": _growth, "churn": _churn,
    "share": _share, "flow": _flow, "volume": _volume, "token_price": _token_price, "hourly": _hourly,
    "speed": _speed, "years": _years, "number": _number,
}  # fmt: skip


def _unit(currency: str | None, per: str | None) -> str:
    return " per ".join(part for part in (currency or "money", per) if part)


def _quantity(given: Amount, example: str) -> Quantity:
    """The one positive amount in the text."""
    text = str(given).strip()
    if text.isdecimal():
        return Quantity(Decimal(text), None, None, None, 0, len(text), text, None)
    found = find_quantities(text)
    if len(found) != 1:
        raise CannotCalculate(
            f"'{text}' holds {'no' if not found else 'more than one'} number; write it like {example}."
        )
    if found[0].value <= 0:
        raise CannotCalculate(f"'{text}' must be above zero.")
    if found[0].value > LARGEST_INPUT:
        raise CannotCalculate(f"'{text}' is beyond anything that can be meant.")
    return found[0]
