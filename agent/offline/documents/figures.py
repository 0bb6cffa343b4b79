"""The cells that a sum over a document's figures takes: from one period to another, a part and its
whole, all rows of a column."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from agent.offline.documents import periods as times
from agent.offline.documents.asked import Asked
from agent.offline.documents.columns import (
    column_of,
    is_figure,
    is_total,
    narrowed,
    row_of,
    several,
    unit_of,
    value_of,
)
from agent.offline.documents.judged import Judged
from agent.offline.documents.over_time import of_one_kind
from agent.offline.documents.pairs import (
    HELD,
    bare_label,
    of_period,
    of_two_periods,
    of_two_things,
    prose_figure,
)
from agent.offline.documents.timely import worth_of_period
from agent.offline.documents.words import stems

_ENUMERATED = re.compile(
    r"(?:^|[:;,]|\band\b)\s*(?:[^\W\d][^:;,\d]{0,40})\s(\d[\d,]*(?:\.\d+)?)(?=\s*(?:[;,.]|and\b|$))"
)
"""A name and its figure, as one of several in a sentence."""
_FEWEST = 3
_PART = re.compile(
    r"(?<![\w.,])(\d[\d,]*) (?:out )?of (?:the |its |their |all )?(\d[\d,]*)(?![\w.,]*\d|%)"
)


@dataclass(frozen=True)
class Sum:
    """A sum for the engine, and the figures it is made of."""

    arguments: dict[str, Any]
    cells: tuple[Judged, ...]
    periods: tuple[str, ...] = ()


def sum_of(asked: Asked, judged: Sequence[Judged]) -> Sum | None:
    """The sum that a question asks for, where the documents hold what it takes."""
    cells = [one for one in judged if is_figure(one) and one.score > HELD]
    if asked.operation in ("change", "difference", "ratio"):
        if pair := of_two_periods(asked, judged):
            return _made(asked, pair, sorted(asked.periods[:2]))
        pair = of_two_things(asked, judged)
        return _made(asked, pair, ()) if pair else None
    if asked.operation == "share":
        return _of_so_many(judged) or _share(asked, cells, judged)
    if asked.operation in ("mean", "sum"):
        return _enumerated(asked, judged) or _over_many(asked, cells, judged)
    return None


def _share(asked: Asked, cells: Sequence[Judged], judged: Sequence[Judged]) -> Sum | None:
    part = next(
        (one for one in cells if one.fits and not is_total(one, column_of(one, judged))), None
    )
    if part is None:
        return None
    line = _parts_beside(asked, part, judged)
    part, line = _named_of(asked, part, line)
    whole = next((one for one in line if one is not part and is_total(one, line)), None)
    if whole is not None:
        return _made(asked, (part, whole), asked.periods)
    values = [str(value_of(one.unit.value)) for one in line]
    if len(values) < 2:
        return None
    total = sum((Decimal(v) for v in values), Decimal(0))
    made = _made(asked, (part, *[one for one in line if one is not part]), asked.periods)
    return Sum(
        {**made.arguments, "values": [str(value_of(part.unit.value)), str(total)]},
        made.cells,
        made.periods,
    )


def _of_so_many(judged: Sequence[Judged]) -> Sum | None:
    """A part and its whole as the sentence which answers gives them: "51 of the 95 call-outs"."""
    best = max((one for one in judged if one.fits), key=lambda one: one.sure, default=None)
    found = _PART.findall(best.unit.text) if best is not None and best.sure > 0 else []
    if best is None or len(found) != 1:
        return None
    values = [figure.replace(",", "") for figure in found[0]]
    return Sum({"kind": "figures", "operation": "share", "values": values}, (best,))


def _named_of(
    asked: Asked, part: Judged, line: Sequence[Judged]
) -> tuple[Judged, Sequence[Judged]]:
    """The part that is asked, and of what: of those in brackets, "all pools (Quay, Hill, Lido)"."""
    beside = re.search(r"[(（]([^()（）]+)[)）]", asked.text)
    if beside is None:
        return part, line
    inside, outside = set(stems(beside[1])), set(stems(asked.text.replace(beside[0], " ")))
    name = {id(one): set(_line_name(one, line)) for one in line}
    named = [one for one in line if name[id(one)] and name[id(one)] <= inside]
    parts = [one for one in named if name[id(one)] <= outside]
    return (parts[0], named) if len(parts) == 1 and len(named) > 1 else (part, line)


def _line_name(one: Judged, line: Sequence[Judged]) -> tuple[str, ...]:
    """What tells a cell from the others of its row or column."""
    in_row = len({cell.unit.row for cell in line}) == 1
    name = one.unit.column if in_row else one.unit.label.split(" · ")[0]
    return stems(times.without_periods(name.replace("_", " ")))


def _parts_beside(asked: Asked, part: Judged, judged: Sequence[Judged]) -> list[Judged]:
    """The figures of which it is a part: those of its row where each row is of a year, else those
    of its column."""
    label = part.unit.label.split(" · ")[0]
    if times.periods_in(label) and not stems(times.without_periods(label)):
        row = row_of(part, judged)
        return [
            one
            for one in row
            if is_figure(one)
            and unit_of(one.unit) == unit_of(part.unit)
            and not times.periods_in(one.unit.value)
        ]
    return [one for one in column_of(part, judged) if is_figure(one)]


def _enumerated(asked: Asked, judged: Sequence[Judged]) -> Sum | None:
    """Figures that the sentence which answers gives one by one: "Quay 20, Hill 31 and Lido 7"."""
    best = max((one for one in judged if one.fits), key=lambda one: one.sure, default=None)
    if best is None or best.unit.kind == "cell" or best.sure <= 0:
        return None
    values = [found.replace(",", "") for found in _ENUMERATED.findall(best.unit.text)]
    if len(values) < _FEWEST:
        return None
    return Sum({"kind": "figures", "operation": asked.operation, "values": values}, (best,))


def _over_many(asked: Asked, cells: Sequence[Judged], judged: Sequence[Judged]) -> Sum | None:
    best = next((one for one in cells if one.fits), None)
    if best is None:
        return None
    if len(asked.periods) > 1:
        return _over_periods(asked, best, judged)
    column = [one for one in column_of(best, judged) if is_figure(one)]
    rows = tuple(one for one in column if not is_total(one, column))
    if len(rows) != several(asked.text):
        rows = narrowed(asked, rows)
    if asked.periods:
        period = asked.periods[0]
        worth = {id(r): worth_of_period(period, asked, r.unit, r.source) for r in rows}
        if any(times.periods_in(one.unit.label) for one in rows):
            rows = tuple(one for one in rows if worth[id(one)])  # the quarters of that year
        elif not all(worth.values()):
            return None
    return _made(asked, rows, asked.periods) if len(rows) > 1 else None


def _over_periods(asked: Asked, best: Judged, judged: Sequence[Judged]) -> Sum | None:
    """One series over all periods from the first to the last, in one table or a report of each."""
    span = times.between(min(asked.periods), max(asked.periods))
    same = [c for c in judged if is_figure(c) and _same_series(c, best)]
    held = [next(iter(of_period(asked, period, same)), None) for period in span]
    found = tuple(one for one in held if one is not None)
    return _made(asked, found, asked.periods) if len(found) == len(span) else None


def _same_series(one: Judged, best: Judged) -> bool:
    if bare_label(one) != bare_label(best):
        return False
    in_table = one.source == best.source and one.unit.table == best.unit.table
    return in_table or of_one_kind(one, best)


def _made(asked: Asked, cells: Sequence[Judged], periods: Sequence[str]) -> Sum:
    values = [
        str(value_of(one.unit.value)) if one.unit.kind == "cell" else str(prose_figure(asked, one))
        for one in cells
    ]
    arguments = {"kind": "figures", "operation": asked.operation, "values": values}
    if unit := unit_of(cells[0].unit):
        arguments["unit"] = unit
    return Sum(arguments, tuple(cells), tuple(periods))
