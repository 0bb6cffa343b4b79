"""Figures that a sentence or cell tells, by what each is of: money, the hour of a day, or the words behind it."""

import re
from collections.abc import Mapping
from decimal import Decimal
from functools import lru_cache

from agent.offline.documents.columns import unit_of
from agent.offline.documents.sizes import value_of
from agent.offline.documents.units import CODES, Unit
from agent.offline.documents.words import digits, lists, stem, stems

MONEY, CLOCK, PERCENT = "money", "clock", "%"
"""What figures are of that no word behind them says."""
_NOON = 12
_MONTH = r"(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]*\.?"
_DAY = re.compile(
    rf"\b\d{{4}}-\d\d(?:-\d\d)?\b|\b\d{{1,2}}(?:st|nd|rd|th)? {_MONTH}(?: \d{{4}})?\b|\b{_MONTH} \d{{1,2}}(?:st|nd|rd|th)?(?:,? \d{{4}})?\b"
    r"|\b\d{1,2}[./]\d{1,2}[./]\d{2,4}\b|\d+月(?:\d+[日号])?|^\W*\d+[.)](?=\s)|(?<=\s)§+\s?\d+"
)
"""What names a day or numbers a paragraph."""
_YEAR = re.compile(r"(?<![\d.,£$€¥])(?:1[5-9]|20)\d\d(?:\s?[/–-]\s?\d\d(?:\d\d)?)?(?![\d%]|[.,]\d)")
_CLOCK = re.compile(
    r"(?<![\d.,:])([01]?\d|2[0-4])(?::([0-5]\d)(?![\d:])(?:\s?([ap])\.?m\b)?|(?:\.([0-5]\d))?\s?([ap])\.?m\b)",
    re.IGNORECASE,
)
_BEFORE = re.compile(rf"(?:[$€£¥₹₩]|\b(?:{CODES}))\s?\Z")
_BEHIND = re.compile(
    rf"\s?(?:[$€£¥₹₩元]|(?:{CODES})\b|(?:pounds?|euros?|dollars?|pence|yuan|francs?|kroner|crowns)\b)",
    re.IGNORECASE,
)
_SCALED = re.compile(r"[\s-]?(thousand|million|billion|k\b|m\b(?=\W*(?:$|[A-Z£$€]))|万|亿)")
_TIMES = {"thousand": 3, "k": 3, "million": 6, "m": 6, "billion": 9, "万": 4, "亿": 8}
_NUMBER = re.compile(r"(?<![\w.,])\d[\d,]*(?:\.\d+)?(?![\d:])|\b[a-z]{3,9}\b", re.IGNORECASE)
_WORDS = re.compile(r"(?:[\s-]*[^\W\d_][\w’'-]*){1,2}|\s?%|\s?[°℃]")
_PERCENT = re.compile(r"\s?(?:%|per ?cent\b)")

Amounts = Mapping[str, frozenset[Decimal]]


@lru_cache(maxsize=1 << 12)
def amounts_in(unit: Unit) -> Amounts:
    """The figures of a sentence or cell, years and days aside, by what they are of.

    >>> told = amounts_in(Unit("sentence", 0, 0, "On 3 May 2024 the four guides led 120 walks at £9.50."))
    >>> sorted((of, *map(str, figures)) for of, figures in told.items())
    [('guid', '4'), ('led', '4'), ('money', '9.50'), ('walk', '120')]
    """
    found: dict[str, set[Decimal]] = {}
    text = unit.figure if unit.kind == "cell" else unit.text
    text = _YEAR.sub(_blank, _DAY.sub(_blank, text)) if unit.kind == "sentence" else text
    if unit.kind == "cell" and _DAY.fullmatch(text.strip()):
        return {}
    for match in _CLOCK.finditer(text):
        found.setdefault(CLOCK, set()).add(_minutes(match))
    text = _CLOCK.sub(_blank, text)
    for match in _NUMBER.finditer(text):
        if (figure := _figure(match[0])) is None:
            continue
        scaled = _SCALED.match(text, match.end())
        end = scaled.end() if scaled else match.end()
        if scaled:
            figure *= 10 ** _TIMES[scaled[1]]
        for of in _of(unit, text, match.start(), end):
            found.setdefault(of, set()).add(figure)
    return {of: frozenset(figures) for of, figures in found.items()}


def _minutes(match: re.Match[str]) -> Decimal:
    hour, minute = int(match[1]), int(match[2] or match[4] or 0)
    half = (match[3] or match[5] or "").casefold()
    return Decimal(60 * (hour % _NOON + _NOON * (half == "p") if half else hour) + minute)


def _figure(written: str) -> Decimal | None:
    if written[0].isdigit():
        return value_of(written)
    said = digits().get(stem(written.casefold()))
    return Decimal(said) if said else None


def _of(unit: Unit, text: str, start: int, end: int) -> tuple[str, ...]:
    """What a figure is of."""
    if _BEFORE.search(text[:start]) or _BEHIND.match(text, end):
        return (MONEY,)
    if _PERCENT.match(text, end):
        return (PERCENT,)
    behind = _WORDS.match(text, end)
    idle = lists()["idle"]
    words = tuple(s for s in stems(behind[0]) if s not in idle) if behind else ()
    if unit.kind == "sentence":
        return words or tuple(s for s in stems(text[:start])[-1:] if s not in idle)
    measure = unit_of(unit)
    if re.fullmatch(rf"(?:{CODES})|[$€£¥₹₩].*", measure):
        return (MONEY,)
    if "%" in measure or "percent" in unit.column.casefold():
        return (PERCENT,)
    column = stems(unit.column.replace("_", " "))
    return words or tuple(s for s in (*column, *stems(measure)) if s not in idle)


def _blank(match: re.Match[str]) -> str:
    return " " * len(match[0])


def shared(one: Unit, other: Unit) -> tuple[str, ...]:
    """What both tell figures of."""
    mine, its = amounts_in(one), amounts_in(other)
    return tuple(of for of in mine if of in its)


def differing(one: Unit, other: Unit) -> tuple[str, ...]:
    """The same of which they tell no figure in common."""
    mine, its = amounts_in(one), amounts_in(other)
    return tuple(of for of in shared(one, other) if not mine[of] & its[of])


def figures_apart(one: Unit, other: Unit) -> tuple[str, str] | None:
    """The one figure of one unit that each of two tells, the smaller first; None where there is no such, or several.

    >>> told = (Unit("sentence", 0, 0, f"A bed costs £{price} a night.") for price in (31, "24.50"))
    >>> figures_apart(*told)
    ('24.50', '31')
    """
    mine, its = amounts_in(one), amounts_in(other)
    single = [
        (first, second)
        for of in shared(one, other)
        if of != CLOCK and len(mine[of]) == len(its[of]) == 1
        for first, second in ((*mine[of], *its[of]),)
    ]
    if len(set(single)) != 1:
        return None
    less, more = sorted(single[0])
    return str(less), str(more)
