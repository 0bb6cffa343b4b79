"""Conditions that a row is of a day, of months, of years, or of a stretch of time with an open end."""

import re
from calendar import month_name
from collections.abc import Iterator, Mapping, Sequence
from itertools import islice

from agent.offline.documents.asked import Asked
from agent.offline.documents.condition import Column, Condition
from agent.offline.documents.days import Day, days_named, is_day
from agent.offline.documents.periods import in_quarters, is_in_season, is_same, periods_in
from agent.offline.documents.words import lists, stem, stems
from knowledge.dates import first_day
from knowledge.language import when
from knowledge.language.question import named_days

_MONTHS = {stem(name.casefold()): n for n, name in enumerate(month_name) if name}
_SHORT_MONTHS = {name[:3].casefold(): n for n, name in enumerate(month_name) if name}
_QUARTERS = {f"q{n}": frozenset(range(3 * n - 2, 3 * n + 1)) for n in range(1, 5)}
_YEAR = r"(?:19|20)\d\d(?!\d)"
_MONTH = "|".join(f"{name[:3]}(?:{name[3:]})?" for name in month_name if name)
_RANGE = re.compile(
    rf"\b(?P<a>{_MONTH})\.?\s?(?:-|–|—|to|until|till|through)\s?(?P<b>{_MONTH})\b"
    rf"|\bbetween (?P<c>{_MONTH}) and (?P<d>{_MONTH})\b",
    re.IGNORECASE,
)
_FROM_RANGE = re.compile(rf"(?:\bfrom\s+)?(?:{_RANGE.pattern})(?:\s+{_YEAR})?", re.IGNORECASE)
_HALF_YEAR = re.compile(r"\b(?P<which>first|second|last) half of\b", re.IGNORECASE)
_ALSO_WORDS = re.compile(r"(?<!\bin )(?<!\bof )(?<!\bsince )(?<!\bby )(?<!\blast )(?<!\bthis )(?<!\bfor )(?<!\band )\b(?:may|march|august)\b(?! \d)", re.IGNORECASE)  # fmt: skip
_CAPITAL = re.compile(r"(?<=[a-z,] )(?:May|March|August)\b")
_MOSTLY = 0.6
"""Share of a column's cells that must bear a time for it to be one of them."""
_TRIED = 12
"""Cells of a column that are looked at first."""


def of_time(asked: Asked, column: str, cells: Column) -> Iterator[Condition]:
    """The rows of the times asked, by a column that holds such."""
    days, months = days_named(asked.text), _months_asked(asked)
    if not (days or months[0] or asked.periods or asked.stretches) or not _bears_times(cells):
        return
    held = {place: one.unit.value for place, one in cells.items()}
    years = {place: periods_in(text) for place, text in held.items()}
    first = next(iter(cells.values()))
    above = f"{first.unit.heading} {first.source.title}"
    years |= {p: asked.periods for p, text in held.items() if is_in_season(asked.periods, text, above)}  # fmt: skip
    if days:
        yield _of_days(column, days, held)
    else:
        yield from _of_months_and_years(asked, column, months, held, years)
    for stretch in asked.stretches if any(years.values()) else ():
        rows = frozenset(p for p, text in held.items() if any(stretch.first <= d <= stretch.last for d in _dates(text)))  # fmt: skip
        yield Condition("time", column, frozenset({edge_of(stretch)}), rows)


def without_ranges(text: str) -> str:
    """The text without ranges of months, whose first one is no bound by itself."""
    return _FROM_RANGE.sub(" ", text)


def edge_of(stretch: when.Stretch) -> str:
    """The year at which an open stretch begins or ends, by which it is asked."""
    edge = stretch.last if stretch.first == when.FIRST else stretch.first
    return str(edge // 10_000)


def _bears_times(cells: Column) -> bool:
    some = [*islice(cells.values(), _TRIED)]
    timed = sum(1 for one in some if periods_in(one.unit.value) or _months_of(one.unit.value))
    return timed >= _MOSTLY * len(some)


def _of_days(column: str, days: Mapping[Day, frozenset[str]], held: Mapping[int, str]) -> Condition:
    own = {place: days_named(text) for place, text in held.items()}
    rows = frozenset(p for p, of in own.items() if any(is_day(asked, day) for asked in days for day in of))  # fmt: skip
    return Condition("time", column, frozenset().union(*days.values()), rows)


def _of_months_and_years(
    asked: Asked,
    column: str,
    months: tuple[frozenset[int], frozenset[str]],
    held: Mapping[int, str],
    years: Mapping[int, Sequence[str]],
) -> Iterator[Condition]:
    is_dated = any(years.values())
    of_year = frozenset(p for p in held if not years[p] or any(is_same(a, y) for a in asked.periods for y in years[p]))  # fmt: skip
    wanted, words = months
    if wanted:
        rows = frozenset(place for place, text in held.items() if _months_of(text) & wanted)
        is_both = bool(asked.periods) and is_dated
        by = words | frozenset(asked.periods) if is_both else words
        yield Condition("time", column, by, rows & of_year if is_both else rows)
    elif asked.periods and is_dated:
        yield Condition("time", column, frozenset(asked.periods), of_year)


def _dates(text: str) -> list[int]:
    days = [first for first, _ in named_days(text)]
    return days or [first_day(year[:4]) for year in periods_in(text)]


def _months_of(text: str) -> frozenset[int]:
    """The months that a cell bears: those of its days, or that it begins with."""
    if days := days_named(text):
        return frozenset(month for _, month, _ in days)
    if found := re.search(r"\b(?:19|20)\d\d-(\d\d)\b", text):
        return frozenset({int(found[1])})
    words = stems(text)
    own = {_MONTHS.get(word) or _SHORT_MONTHS.get(word) or 0 for word in words[:2]}
    return frozenset(own - {0}).union(*(of for name, of in _QUARTERS.items() if name in words))


def _months_asked(asked: Asked) -> tuple[frozenset[int], frozenset[str]]:
    """The months of a question, those of a range, a quarter or half a year among them, and the stems that name them."""
    text = asked.text
    if (found := _RANGE.search(text)) is not None:
        a, b = (_SHORT_MONTHS[name[:3].casefold()] for name in found.groups() if name)
        span = range(a, b + 1) if a <= b else (*range(a, 13), *range(1, b + 1))
        return frozenset(span), frozenset(stems(found[0])) - lists()["idle"]
    if (half := _HALF_YEAR.search(text)) is not None and asked.periods:
        months = range(1, 7) if half["which"].casefold() == "first" else range(7, 13)
        return frozenset(months), frozenset(stems(half[0])) - lists()["idle"]
    if not _CAPITAL.search(text):
        text = _ALSO_WORDS.sub(" ", text)  # "may we", "they march"
    words = frozenset(stems(in_quarters(text)))
    named = frozenset(word for word in words if word in _MONTHS or word in _QUARTERS)
    months = frozenset(_MONTHS[word] for word in named if word in _MONTHS)
    return months.union(*(_QUARTERS[word] for word in named if word in _QUARTERS)), named
