"""Which cells of a column keep to a bound, in their own unit or in that of their header."""

import re
from collections.abc import Mapping

from agent.offline.documents.bounds import Bound
from agent.offline.documents.clocks import minutes_of
from agent.offline.documents.days import days_named
from agent.offline.documents.periods import periods_in
from agent.offline.documents.sizes import scale_of, size_of, value_of

_MOSTLY = 0.6
"""Share of a column's cells that must be times of day for it to be one of them."""
_BARE = re.compile(r"[-−–]?\s?[\d.,\s]+%?\Z")
_PARTS = re.compile(r"[_\s()（）/]+")


def keeping(bound: Bound, cells: Mapping[int, str], header: str) -> frozenset[int]:
    """The rows whose cells, by their places, keep to a bound; none where they are of another kind or unit."""
    if bound.kind == "clock":
        held = {p: m for p, text in cells.items() if (m := minutes_of(text)) is not None}
        if len(held) < _MOSTLY * len(cells):
            return frozenset()
        return frozenset(p for p, minutes in held.items() if bound.keeps(minutes, int(bound.said)))
    if bound.kind == "time":
        return frozenset(p for p, text in cells.items() if _keeps_time(bound, text))
    unit = _unit_of(header)
    told = {p: f"{text.strip()} {unit}" if unit and _BARE.match(text.strip()) else text for p, text in cells.items() if value_of(text) is not None}  # fmt: skip
    has_unit = not _BARE.match(bound.said)
    scale = scale_of([bound.said, *told.values()]) if has_unit else {}
    if has_unit and not scale and not all(_BARE.match(text.strip()) for text in told.values()):
        return frozenset()  # of other units
    sizes = {p: size_of(text, scale) if scale else value_of(text) for p, text in told.items()}
    number = size_of(bound.said, scale) if scale else value_of(bound.said)
    return frozenset(p for p, size in sizes.items() if bound.keeps(size, number))


def _unit_of(header: str) -> str:
    """The unit that a header ends with or has in brackets: weight_kg, length (m), delivery days."""
    parts = [part for part in _PARTS.split(header) if part]
    if not parts or "per" in parts:
        return ""
    return parts[-1] if scale_of([f"1 {parts[-1]}"]) else ""


def _keeps_time(bound: Bound, text: str) -> bool:
    wanted, held = days_named(bound.said), days_named(text)
    if wanted and held:
        (year, *day), (own, *its) = next(iter(wanted)), next(iter(held))
        mine, other = ((year, *day), (own, *its)) if year and own else (tuple(day), tuple(its))
        return bool(bound.keeps(other, mine))
    years, its_years = periods_in(bound.said), periods_in(text)
    if not years or not its_years:
        return False
    return bool(bound.keeps(its_years[0][:4], years[0][:4]))
