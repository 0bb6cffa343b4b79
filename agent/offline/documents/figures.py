"""The cells that a sum over a document's figures takes: from one period to another, a part and its
whole, all rows of a column."""

import re
from collections.abc import Callable, Sequence
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
    unit_of,
    value_of,
)
from agent.offline.documents.judged import Judged
from agent.offline.documents.timely import worth_of_period
from agent.offline.documents.words import stems

_HELD = -2.0
"""Log odds from which on a figure may be part of a sum."""
_ONE_TABLE, _ONE_LABEL = 1.0, 0.7
"""Log odds that it counts for that two figures stand in one table, or under the same name."""
_MOST_TRIED = 16
_DAY = re.compile(r"\s(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]*\b")
"""What stands behind the day of a date."""
_IN_PROSE = re.compile(
    r"(?<![\w.,:])\d[\d,]*(?:\.\d+)?(?:\s(?:thousand|million|billion))?(?![\w:])"
)


@dataclass(frozen=True)
class Sum:
    """A sum for the engine, and the figures it is made of."""

    arguments: dict[str, Any]
    cells: tuple[Judged, ...]
    periods: tuple[str, ...] = ()


def sum_of(asked: Asked, judged: Sequence[Judged]) -> Sum | None:
    """The sum that a question asks for, where the documents hold what it takes."""
    cells = [one for one in judged if is_figure(one) and one.score > _HELD]
    if asked.operation in ("change", "difference", "ratio"):
        return _of_two(asked, cells) or _in_prose(asked, judged) or _of_two_rows(asked, cells)
    if asked.operation == "share":
        return _share(asked, cells, judged)
    if asked.operation in ("mean", "sum"):
        return _over_many(asked, cells, judged)
    return None


def _of_period(
    asked: Asked,
    period: str,
    units: Sequence[Judged],
    fits: Callable[[Judged], bool] = lambda _: True,
) -> list[Judged]:
    held = [
        u for u in units if worth_of_period(period, asked, u.unit, u.source) >= 0.85 and fits(u)
    ]
    return held[:_MOST_TRIED]


def _two_periods(asked: Asked) -> tuple[str, str] | None:
    if len(asked.periods) > 1:
        first, last = sorted(asked.periods[:2])
        return first, last
    return None


def _of_two(asked: Asked, cells: Sequence[Judged]) -> Sum | None:
    periods = _two_periods(asked)
    if periods is None:
        return None
    firsts, lasts = (
        _of_period(asked, period, cells, lambda one: _is_met(one)) for period in periods
    )
    pairs = [(_pair_worth(a, b), a, b) for a in firsts for b in lasts if a.unit is not b.unit]
    if not pairs:
        return None
    _, first, last = max(pairs, key=lambda pair: pair[0])
    if _bare_label(first) != _bare_label(last):
        return None
    return _made(asked, (first, last), periods)


def _is_met(one: Judged) -> bool:
    return one.fits


def _pair_worth(first: Judged, last: Judged) -> float:
    worth = first.score + last.score
    if first.source.document_id == last.source.document_id and first.unit.table == last.unit.table:
        worth += _ONE_TABLE
    return worth + _ONE_LABEL * (_bare_label(first) == _bare_label(last))


def _bare_label(one: Judged) -> tuple[str, ...]:
    """Row and column without their period."""
    label = one.unit.label
    if not stems(times.without_periods(label.split(" · ")[0])):
        label = ""  # the row is a year; what else is said of it is of that year
    said = re.sub(r"\d{4}-\d\d-\d\d", " ", f"{label} {one.unit.column}")
    return stems(times.without_periods(said))


def _of_two_rows(asked: Asked, cells: Sequence[Judged]) -> Sum | None:
    """Two rows of one column: "more passengers on line 1 than on line 2"."""
    best = next((one for one in cells if _is_met(one)), None)
    if best is None:
        return None
    words = {word for word, _ in asked.weights}
    mine = set(stems(best.unit.label))
    others = [o for o in column_of(best, cells) if o.unit.row != best.unit.row]
    asked_too = [(len((set(stems(o.unit.label)) - mine) & words), o) for o in others]
    count, other = max(asked_too, key=lambda pair: pair[0], default=(0, None))
    return _made(asked, (other, best), ()) if other is not None and count else None


def _in_prose(asked: Asked, judged: Sequence[Judged]) -> Sum | None:
    """A figure that two years' sentences give after the same words."""
    periods = _two_periods(asked)
    if periods is None:
        return None
    sentences = [
        one
        for one in judged
        if one.unit.kind == "sentence"
        and one.score > _HELD
        and _is_met(one)
        and prose_figure(asked, one)
    ]
    found: list[Judged] = []
    for period in periods:
        held = _of_period(asked, period, sentences)
        if not held:
            return None
        found.append(held[0])
    if found[0].unit is found[1].unit:
        return None
    return _made(asked, tuple(found), periods)


def prose_figure(asked: Asked, one: Judged) -> str | None:
    """The first figure after the asked word of a sentence that its document's name lacks."""
    text = one.unit.text
    named = set(stems(one.source.name))
    words = {w for w, _ in asked.weights if w not in named}
    places = [m.end() for m in re.finditer(r"[^\W\d_]+", text) if words & set(stems(m[0]))]
    if not places:
        return None
    figures = [m for m in _IN_PROSE.finditer(text) if not re.fullmatch(r"(?:19|20)\d\d", m[0])]
    counted = [m for m in figures if asked.counted and asked.counted in stems(text[m.end() :])[:2]]
    if counted:
        return counted[0][0]
    after = [m for m in figures if m.start() >= places[0] and not _DAY.match(text[m.end() :])]
    return after[0][0] if after else None


def _share(asked: Asked, cells: Sequence[Judged], judged: Sequence[Judged]) -> Sum | None:
    part = next(
        (one for one in cells if _is_met(one) and not is_total(one, column_of(one, judged))), None
    )
    if part is None:
        return None
    column = _parts_beside(asked, part, judged)
    whole = next((one for one in column if one is not part and is_total(one, column)), None)
    if whole is not None:
        return _made(asked, (part, whole), asked.periods)
    values = [str(value_of(one.unit.value)) for one in column]
    if len(values) < 2:
        return None
    total = sum((Decimal(v) for v in values), Decimal(0))
    made = _made(asked, (part, *[one for one in column if one is not part]), asked.periods)
    return Sum(
        {**made.arguments, "values": [str(value_of(part.unit.value)), str(total)]},
        made.cells,
        made.periods,
    )


def _parts_beside(asked: Asked, part: Judged, judged: Sequence[Judged]) -> list[Judged]:
    """The figures of which it is a part: those of its row where each row is of a year, else those
    of its column."""
    label = part.unit.label.split(" · ")[0]
    if times.periods_in(label) and not stems(times.without_periods(label)):
        row = row_of(part, judged)
        return [one for one in row if is_figure(one) and unit_of(one.unit) == unit_of(part.unit)]
    return [one for one in column_of(part, judged) if is_figure(one)]


def _over_many(asked: Asked, cells: Sequence[Judged], judged: Sequence[Judged]) -> Sum | None:
    best = next((one for one in cells if one.fits), None)
    if best is None:
        return None
    if len(asked.periods) > 1:
        span = times.between(min(asked.periods), max(asked.periods))
        same = [c for c in judged if is_figure(c) and _same_series(c, best)]
        held = [next(iter(_of_period(asked, period, same)), None) for period in span]
        found = tuple(one for one in held if one is not None)
        return _made(asked, found, asked.periods) if len(found) == len(span) else None
    column = [one for one in column_of(best, judged) if is_figure(one)]
    rows = narrowed(asked, tuple(one for one in column if not is_total(one, column)))
    if asked.periods and any(
        worth_of_period(asked.periods[0], asked, r.unit, r.source) == 0 for r in rows
    ):
        return None
    return _made(asked, rows, asked.periods) if len(rows) > 1 else None


def _same_series(one: Judged, best: Judged) -> bool:
    return (
        one.source.document_id == best.source.document_id
        and one.unit.table == best.unit.table
        and _bare_label(one) == _bare_label(best)
    )


def _made(asked: Asked, cells: Sequence[Judged], periods: Sequence[str]) -> Sum:
    values = [
        str(value_of(one.unit.value)) if one.unit.kind == "cell" else str(prose_figure(asked, one))
        for one in cells
    ]
    arguments = {"kind": "figures", "operation": asked.operation, "values": values}
    if unit := unit_of(cells[0].unit):
        arguments["unit"] = unit
    return Sum(arguments, tuple(cells), tuple(periods))
