"""Whether a sentence or cell is of the period asked: by its own words, by what stands above it, or by
its document."""

import re
from functools import lru_cache

from agent.offline.documents.asked import Asked
from agent.offline.documents.days import days_named, is_a_month, is_day, is_month, months_named
from agent.offline.documents.periods import is_in_season, is_same, periods_in, without_periods
from agent.offline.documents.units import Source, Unit
from knowledge.dates import first_day
from knowledge.language import when
from knowledge.language.question import named_days

UNSAID_PERIOD = 0.95
"""A document of the period asked whose sentence names none, or another one (less)."""
_OTHER_STATE = 0.6
"""What may be the state before or after the one whose period is named."""
_IN_FORCE = 0.8
"""What has held since before the year asked."""
_UP_TO = re.compile(r"\W*(?:before|until|prior to|up to)\b", re.IGNORECASE)
_PAST = re.compile(
    r"\b(?:was|were|did|had|used to|before|until|originally|formerly|previous\w*|former|old|earlier|change\w*|then)\b",
    re.IGNORECASE,
)
_SINCE = re.compile(
    r"(?:from|since|valid|force|effect|as of|自|起)\D{0,24}((?:19|20)\d\d)", re.IGNORECASE
)


def timely(asked: Asked, unit: Unit, source: Source) -> float:
    """1 where the unit is of the period asked, less where only its document is, 0 where neither."""
    if asked.stretches and not _lies_in(asked, unit, source):
        return 0.0
    if unit.kind == "cell" and _is_of_another_day(asked, unit):
        return 0.0
    if unit.kind == "sentence" and is_of_another_years_month(asked, unit):
        return 0.0
    if not asked.periods:
        return _OTHER_STATE if _held_before(unit) and not _PAST.search(asked.text) else 1.0
    worth = max(worth_of_period(period, asked, unit, source) for period in asked.periods)
    if asked.is_told_apart and len(asked.periods) == 1:
        return max(worth, _OTHER_STATE)  # "since the rules of 2023" asks for what came after, too
    return worth


def _held_before(unit: Unit) -> bool:
    """Whether a sentence tells what was so up to a day: "Before March 2025 a bed cost 30 euros"."""
    return bool(unit.kind == "sentence" and _UP_TO.match(unit.text) and when.stretches(unit.text))


def is_called_by_time(unit: Unit) -> bool:
    """Whether nothing but a month, year or season names a cell's row or column."""
    names = (unit.label.split(" · ")[0].strip(), unit.column.strip())
    return any(is_a_month(name) or (name and not without_periods(name).strip()) for name in names)


def _is_of_another_day(asked: Asked, unit: Unit) -> bool:
    """Whether a row bears days or months, and none of those asked."""
    if wanted := days_named(asked.text):
        held = days_named(unit.label)
        return bool(held) and not any(is_day(day, own) for day in wanted for own in held)
    months = months_named(asked.text)
    held = months_named(unit.label) if len(months) == 1 else ()
    if held:
        return not any(is_month(month, own) for month in months for own in held)
    return len(months) == 1 and not asked.asks_price and _is_of_whole_year(unit)


def _is_of_whole_year(unit: Unit) -> bool:
    """Whether a cell is called by a year or season and nothing says a month: what was sold in a year is not what was
    in May."""
    above = f"{unit.column} {unit.heading} {unit.before}"
    return bool(periods_in(f"{unit.label} {unit.column}")) and not months_named(above)


def is_of_another_years_month(asked: Asked, unit: Unit) -> bool:
    """Whether a sentence names the month that is asked, and only in other years."""
    wanted = [(year, month) for year, month in months_named(asked.text) if year]
    if len(wanted) != 1 or len(asked.periods) != 1:
        return False
    (year, month), held = wanted[0], months_named(unit.text)
    years = {own for own, of in held if of == month and own}
    return bool(years) and year not in years and year not in periods_in(unit.text)


def _lies_in(asked: Asked, unit: Unit, source: Source) -> bool:
    """Whether a unit is of an open time asked: by one that it names, by its days and years, else by its document's
    day."""
    if own := when.stretches(unit.own):
        both = ((one, its) for one in asked.stretches for its in own)
        return any(one.first <= its.last and its.first <= one.last for one, its in both)
    days = [first for first, _ in named_days(unit.own)]
    years = {int(period[:4]) for period in periods_in(unit.own)} - {day // 10000 for day in days}
    days += [first_day(str(year)) for year in years]
    return any(
        one.first <= day <= one.last
        for day in days or [first_day(source.date)]
        for one in asked.stretches
    )


@lru_cache(maxsize=1 << 14)
def worth_of_period(period: str, asked: Asked, unit: Unit, source: Source) -> float:
    """How far a unit is of a period: named in it, above it, or by its document."""
    own = periods_in(unit.own)
    if any(is_same(period, held) for held in own):
        return 1.0
    if unit.kind == "cell" and is_in_season([period], unit.own, f"{unit.above} {source.name}"):
        return UNSAID_PERIOD
    above = periods_in(unit.above)
    titled = periods_in(source.name) or periods_in(source.date)
    if unit.kind == "cell" and any(not p.startswith(source.date[:4] or "-") for p in own):
        return _in_force(period, asked, unit, source)
    if any(is_same(period, held) for held in (*above, *titled)):
        return UNSAID_PERIOD if not own else UNSAID_PERIOD - 0.05
    if not own and any(is_same(period, p) for p in periods_in(unit.before)):
        return UNSAID_PERIOD - (0.1 if titled else 0.05)
    return _in_force(period, asked, unit, source)


def _in_force(period: str, asked: Asked, unit: Unit, source: Source) -> float:
    """A price that holds since a day before the period asked; the nearer the better."""
    if not asked.asks_price or "/" in period:
        return 0.0
    since = [
        int(m[1])
        for m in _SINCE.finditer(f"{source.title} {unit.before} {unit.own}".replace("_", " "))
    ]
    ages = [int(period) - year for year in since if year <= int(period)]
    return max(_IN_FORCE - 0.05 * min(ages), 0.5) if ages and min(ages) <= 2 else 0.0
