"""An amount with its unit, as a worksheet's inputs are written: "18 CNY/person/month", "4%", "1/3"."""

import re
from dataclasses import dataclass
from decimal import Decimal

from agent.tools.revenue.errors import CannotCalculate
from agent.tools.revenue.inputs import LARGEST_INPUT
from agent.tools.revenue.worksheet.units import Unit, check_currencies, read_unit

_SCALES = {
    "k": 3,
    "thousand": 3,
    "m": 6,
    "mn": 6,
    "million": 6,
    "b": 9,
    "bn": 9,
    "billion": 9,
    "trillion": 12,
    "tn": 12,
    "万": 4,
    "百万": 6,
    "亿": 8,
    "万亿": 12,
}
_SIGNS = {"$": "USD ", "¥": "CNY ", "￥": "CNY ", "€": "EUR ", "£": "GBP "}
_AMOUNT = re.compile(
    rf"(?P<sign>[$¥￥€£])?(?P<number>-?[\d,]*\.?\d+(?:e\d+)?)(?:/(?P<below>\d+))?\s*"
    rf"(?P<scale>(?i:{'|'.join(sorted(_SCALES, key=len, reverse=True))})(?![A-Za-z]))?\s*(?P<percent>[%％])?\s*(?P<unit>.*)"
)


@dataclass(frozen=True)
class Measure:
    """A value and its unit; `is_share` says that it is told in per cent."""

    value: Decimal
    unit: Unit = ()
    is_share: bool = False
    written: str = ""
    """The value as given, for a formula: "4%", "1/3"; empty where the value says it."""


def read_amount(given: str | int | float | Decimal, name: str) -> Measure:
    """A number, perhaps a scale word or per cent, and a unit.

    >>> fixed = read_amount("2.4m USD/year", "fixed")
    >>> int(fixed.value), fixed.unit
    (2400000, (('USD', 1), ('year', -1)))
    >>> read_amount("1/4", "share").value
    Decimal('0.25')
    """
    said = _AMOUNT.fullmatch(str(given).strip())
    if said is None:
        raise CannotCalculate(
            f"The amount '{name}' ('{str(given)[:60]}') is not a number with a unit; write it like 20 USD/month, 30M people, 4% or 45000 tokens/task."
        )
    value = Decimal(said["number"].replace(",", "")).scaleb(_SCALES.get((said["scale"] or "").lower(), 0))  # fmt: skip
    if said["below"]:
        if not int(said["below"]):
            raise CannotCalculate(f"The amount '{name}' divides by zero.")
        value /= int(said["below"])
    unit, divisor = read_unit(_SIGNS.get(said["sign"] or "", "") + said["unit"])
    check_currencies_alone(unit, name)
    if abs(value) > LARGEST_INPUT:
        raise CannotCalculate(f"The amount '{name}' is beyond anything that can be meant.")
    if said["percent"]:
        value /= 100
    written = f"{said['number']}/{said['below']}" if said["below"] else f"{said['number']}%" if said["percent"] else ""  # fmt: skip
    return Measure(value / divisor, unit, bool(said["percent"]), written)


def check_currencies_alone(unit: Unit, name: str) -> None:
    """A rate of exchange, 7.1 CNY/USD, is the one amount of two currencies."""
    if sum(power for _, power in unit) != 0:
        check_currencies(unit, name)
