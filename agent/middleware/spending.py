"""Tokens and money of one turn, added up over its calls; what is not known is never counted as 0."""

from dataclasses import dataclass
from decimal import Decimal
from typing import Any, Protocol

UNKNOWN = "unknown"


class _Price(Protocol):
    @property
    def currency(self) -> str: ...
    @property
    def as_of(self) -> str: ...
    @property
    def source(self) -> str: ...

    def cost(self, input_tokens: int, output_tokens: int) -> Decimal: ...


@dataclass
class Spending:
    """What providers used for one question."""

    calls: int = 0
    input_tokens: int | None = 0
    """None as soon as one call did not report it."""
    output_tokens: int | None = 0
    cost: Decimal | None = Decimal(0)
    price: _Price | None = None

    def add(self, usage: Any, price: _Price | None) -> None:
        """Count one answered call; `usage` is its `usage_metadata`, None where not reported."""
        self.calls += 1
        given, made = (usage or {}).get("input_tokens"), (usage or {}).get("output_tokens")
        if given is None or made is None or self.input_tokens is None or self.output_tokens is None:
            self.input_tokens = self.output_tokens = self.cost = None
            return
        self.input_tokens += given
        self.output_tokens += made
        mixed = (
            self.price is not None and price is not None and price.currency != self.price.currency
        )
        if price is None or mixed or self.cost is None:
            self.cost = None
        else:
            self.cost += price.cost(given, made)
            self.price = price

    def with_output(self, tokens: int, price: _Price | None) -> Decimal | None:
        """What the turn has cost once an answer that still runs has so many tokens."""
        if price is None or self.cost is None:
            return None
        return self.cost + price.cost(0, tokens)

    def add_failed(self) -> None:
        """Count a call that was answered in part: its tokens are billed and not reported."""
        self.calls += 1
        self.input_tokens = self.output_tokens = self.cost = None

    def to_dict(self) -> dict[str, Any]:
        """For `Answer.usage`; empty where no provider was asked."""
        if not self.calls:
            return {}
        tokens: dict[str, Any] = {
            "input_tokens": _or_unknown(self.input_tokens),
            "output_tokens": _or_unknown(self.output_tokens),
            "total_tokens": UNKNOWN,
            "calls": self.calls,
            "cost": UNKNOWN,
        }
        if self.input_tokens is not None and self.output_tokens is not None:
            tokens["total_tokens"] = self.input_tokens + self.output_tokens
        if self.cost is not None and self.price is not None:
            tokens |= {
                "cost": format(self.cost, "f"),
                "currency": self.price.currency,
                "price_as_of": self.price.as_of,
                "price_source": self.price.source,
            }
        return tokens


def add_up(usages: list[dict[str, Any]]) -> dict[str, Any]:
    """Several turns' `Answer.usage` as one: a thread's; one unknown part makes the sum unknown."""
    asked = [usage for usage in usages if usage]
    if not asked:
        return {}
    total: dict[str, Any] = {
        name: _sum([usage.get(name) for usage in asked])
        for name in ("input_tokens", "output_tokens", "total_tokens", "calls")
    }
    currencies = {usage.get("currency") for usage in asked}
    costs = [usage.get("cost", UNKNOWN) for usage in asked]
    if len(currencies) == 1 and None not in currencies and UNKNOWN not in costs:
        cost = sum((Decimal(cost) for cost in costs), Decimal(0))
        return total | {"cost": format(cost, "f"), "currency": currencies.pop()}
    return total | {"cost": UNKNOWN}


def _sum(values: list[Any]) -> int | str:
    return sum(values) if all(isinstance(value, int) for value in values) else UNKNOWN


def _or_unknown(tokens: int | None) -> int | str:
    return UNKNOWN if tokens is None else tokens
