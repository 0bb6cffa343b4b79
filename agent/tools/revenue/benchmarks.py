"""Dated figures of the world from `benchmarks.toml`: ceilings on subscribers, rates to offer."""

import tomllib
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from importlib.resources import files
from typing import Any

from agent.tools.revenue.errors import CannotCalculate


@dataclass(frozen=True)
class Ceiling:
    """A number of people that no count of subscribers can pass without a doubt."""

    name: str
    people: Decimal
    says: str
    says_zh: str
    year: int
    date: str
    source: str
    url: str
    doubts: bool = True
    """Whether a count above it is doubted; otherwise it is only a row of a ceiling."""


@dataclass(frozen=True)
class DatedRate:
    """How many units of `quoted` one unit of `base` was worth on `date`."""

    base: str
    quoted: str
    value: Decimal
    date: str
    source: str


def ceilings() -> list[Ceiling]:
    """The ceilings that a count is doubted by, the highest first."""
    return [row for row in all_ceilings() if row.doubts]


def all_ceilings() -> list[Ceiling]:
    """All ceilings, the highest first."""
    rows = [Ceiling(**{**row, "people": Decimal(row["people"])}) for row in _data()["ceiling"]]
    return sorted(rows, key=lambda row: -row.people)


def people_of(name: str) -> Ceiling:
    """The ceiling of that name, such as "World population".

    Raises:
        CannotCalculate: there is none.
    """
    found = next((c for c in all_ceilings() if c.name.lower() == name.lower()), None)
    if found is None:
        raise CannotCalculate(
            f"There is no benchmark called {name!r}; give the number of subscribers."
        )
    return found


def dated_rate(base: str, quoted: str) -> DatedRate | None:
    """A published rate to offer, four decimals, or None where the file has none."""
    exchange = _data()["exchange"]
    yuan: dict[str, str] = exchange["yuan"]
    if base not in yuan or quoted not in yuan:
        return None
    value = (Decimal(yuan[base]) / Decimal(yuan[quoted])).quantize(Decimal("0.0001"))
    return DatedRate(base, quoted, value, exchange["date"], exchange["source"])


@cache
def _data() -> dict[str, Any]:  # Any: TOML values of several types
    return tomllib.loads(
        files("agent.tools.revenue").joinpath("benchmarks.toml").read_text("utf-8")
    )
