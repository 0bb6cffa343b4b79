"""The rows of a table that are of a day, month or year which a question names."""

import re
from calendar import month_name
from collections.abc import Mapping, Sequence

from agent.offline.documents.asked import Asked
from agent.offline.documents.judged import Judged
from agent.offline.documents.periods import is_same, periods_in
from agent.offline.documents.words import stems

_MONTHS = {name[:3].casefold(): n for n, name in enumerate(month_name) if name}
_MONTH = r"(?P<month>jan|feb|mar|apr|may|june?|july?|aug|sept?|oct|nov|dec)[a-z]*\.?"
_NAMED = re.compile(
    rf"\b(?P<day>\d{{1,2}})(?:st|nd|rd|th)?\s(?:of\s)?{_MONTH}\b(?:,?\s(?P<year>(?:19|20)\d\d))?"
    rf"|\b{_MONTH.replace('<month>', '<month2>')}\s(?P<day2>\d{{1,2}})(?:st|nd|rd|th)?\b(?:,?\s(?P<year2>(?:19|20)\d\d))?",
    re.IGNORECASE,
)
_ISO = re.compile(r"\b(?P<year>(?:19|20)\d\d)-(?P<month>\d\d)-(?P<day>\d\d)\b")

Day = tuple[str, int, int]
"""Year, empty where none is said, month and day."""


def days_named(text: str) -> dict[Day, frozenset[str]]:
    """The days that a text names, each with the stems by which it does.

    >>> [*days_named("Who is on duty on 25 July?")], [*days_named("since 2025-03-01")]
    ([('', 7, 25)], [('2025', 3, 1)])
    """
    found: dict[Day, frozenset[str]] = {}
    for m in _NAMED.finditer(text):
        month = _MONTHS[(m["month"] or m["month2"])[:3].casefold()]
        day = (m["year"] or m["year2"] or "", month, int(m["day"] or m["day2"]))
        found[day] = frozenset(stems(m[0]))
    for m in _ISO.finditer(text):
        found[m["year"], int(m["month"]), int(m["day"])] = frozenset(stems(m[0]))
    return found


def rows_of_times(
    asked: Asked, rows: Mapping[int, Sequence[Judged]]
) -> dict[tuple[str, ...], set[int]]:
    """For each day or year asked, by its words, the rows that bear it, where those are not all."""
    said = {row: " · ".join({one.unit.label: 0, **{o.unit.value: 0 for o in of}}) for row, of in rows.items() for one in of[:1]}  # fmt: skip
    found: dict[tuple[str, ...], set[int]] = {}
    held = {row: days_named(text) for row, text in said.items()}
    for day, words in days_named(asked.text).items():
        found[tuple(words)] = {row for row, of in held.items() if any(_is_day(day, d) for d in of)}
    if not found:
        for period in asked.periods:
            of_it = {r for r, text in said.items() if any(is_same(period, p) for p in periods_in(text))}
            found[(period,)] = of_it
    return {words: of for words, of in found.items() if 0 < len(of) < len(rows)}


def _is_day(asked: Day, held: Day) -> bool:
    return asked[1:] == held[1:] and (not asked[0] or not held[0] or asked[0] == held[0])
