"""Sums along a path: what grows at a rate, how long it takes, which rate it was."""

import re
from decimal import Decimal

from agent.offline.sums.said_periods import repeated_period
from agent.offline.sums.tagged.items import MONTHS, Item
from agent.offline.sums.tagged.told import Arguments, Told

_TIMES = re.compile(r"\btimes$|-?fold$", re.IGNORECASE)
"""A target said by how often it holds the start: "three times as many"."""


def growth(told: Told) -> Arguments | None:
    """A start that a rate moves for so many periods."""
    rate = told.one("growth")
    per = rate_period(told, rate)
    count = steps(told.one("length"), per)
    if count is None or not rate.written.endswith("%"):
        return None
    return {"kind": "growth", "start": told.one("start").money, "rate": rate.written, "per": per, "periods": count}  # fmt: skip


def growth_time(told: Told) -> Arguments | None:
    """How many periods a rate takes from a start to a target."""
    rate = told.one("growth")
    per = rate_period(told, rate)
    if per is None or not rate.written.endswith("%"):
        return None
    start, target = told.one("start"), told.one("target")
    end = target.money
    if target.sorts == ("factor",) or _TIMES.search(told.text[target.start : target.end]):
        end = f"{Decimal(start.written) * Decimal(target.written):f} {start.unit}".strip()
    made = {"kind": "growth", "start": start.money, "rate": rate.written, "per": per}
    return {**made, "target": end, "solve": "periods"}


def growth_rate(told: Told) -> Arguments | None:
    """The rate by which a start becomes an end."""
    length = told.one("length")
    wanted = re.search(r"month", told.text.replace(told.text[length.start : length.end], ""), re.I)
    per = "month" if length.unit == "month" or wanted else "year"
    count = steps(length, per)
    if count is None:
        return None
    return {"kind": "growth_rate", "start": told.one("start").money, "end": told.one("target").money, "periods": count, "per": per}  # fmt: skip


def rate_period(told: Told, rate: Item) -> str | None:
    """Its own, or the only one that the question names."""
    if repeated := repeated_period(told.text):
        return repeated
    if rate.per in MONTHS:
        return rate.per
    named = {p for p, said in (("month", r"month|\bmo\b|MRR"), ("year", r"year|annual|\byr\b|CAGR|yoy|\bp\.?a\b")) if re.search(said, told.text, re.I)}  # fmt: skip
    return named.pop() if len(named) == 1 else None


def steps(length: Item, per: str | None) -> str | None:
    """How many periods a length is."""
    if per not in MONTHS or length.unit not in MONTHS:
        return None
    count = Decimal(length.written) * MONTHS[length.unit] / MONTHS[per]
    return f"{count.normalize():f}" if count == count.to_integral_value() else None
