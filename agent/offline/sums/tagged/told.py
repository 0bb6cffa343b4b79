"""A question with its reading, and what was taken out of it on the way."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Any

from agent.offline.sums.amounts import Roles
from agent.offline.sums.tagged.items import Item
from agent.offline.sums.tagged.reading import Reading

Arguments = dict[str, Any]
"""Of the revenue engine, by name."""


@dataclass
class Told:
    """What the arguments are made of."""

    text: str
    reading: Reading
    roles: Roles
    """Its amounts as the rules sort them, without a rate of exchange."""
    found: Arguments
    """The rate of exchange and the currency of the answer."""

    def one(self, part: str) -> Item:
        """The amount of a part that the reading has."""
        return self.reading.parts[part][0]

    def all(self, part: str) -> tuple[Item, ...]:
        """All amounts of a part."""
        return self.reading.parts.get(part, ())

    def has(self, part: str) -> bool:
        """Whether an amount plays the part."""
        return part in self.reading.parts


def percent(item: Item) -> str:
    """A share in words as a percentage, "1/5" as 20%; other amounts as they are."""
    if "/" not in item.written:
        return item.written
    part, whole = map(Decimal, item.written.split("/"))
    return f"{round(100 * part / whole, 10).normalize():f}%"


def lent(prices: Sequence[Item]) -> list[Item]:
    """Prices with the currency and the period that only some of them say: "6 dollars monthly, … 14, … 40"."""
    periods, units = {p.per for p in prices if p.per}, {p.unit for p in prices if p.unit}
    per = periods.pop() if len(periods) == 1 else None
    unit = units.pop() if len(units) == 1 else ""
    return [replace(p, per=p.per or per, unit=p.unit or unit) for p in prices]
