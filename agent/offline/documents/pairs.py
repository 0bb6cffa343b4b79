"""Two figures of one thing at two times, or of two things at one: the cells, or the sentences."""

import re
from collections.abc import Iterable, Sequence
from functools import lru_cache

from agent.offline.documents import periods as times
from agent.offline.documents.asked import Asked
from agent.offline.documents.columns import column_of, is_figure, is_total, names_a_row
from agent.offline.documents.judged import Judged
from agent.offline.documents.over_time import of_one_kind
from agent.offline.documents.sides import sides
from agent.offline.documents.timely import worth_of_period
from agent.offline.documents.words import forms_held, lists, stems

HELD = -2.0
"""Log odds from which on a figure may be part of a sum."""
_ONE_TABLE, _SAME_LABEL, _NAMED, _WHOLE = 1.0, 1.0, 3.0, 2.0
"""Log odds that it counts for that two figures stand in one table; under one name; that all words of their row's and
column's names are asked; that their row is the sum of the others and none of these is asked."""
_MOST_SAID, _HALF = 0.8, 0.5
"""Share of the question's words that a figure must hold at least beside its document's name, or of
the words of its own names that must be asked."""
_SHORT = 3
"""Letters of words that only join others."""
_MOST_TRIED = 24
_DAY = re.compile(r"\s(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]*\b")
"""What stands behind the day of a date."""
_IN_PROSE = re.compile(
    r"(?<![\w.,:])\d[\d,]*(?:\.\d+)?(?:\s(?:thousand|million|billion))?(?![\w:])"
)
_MEASURED = re.compile(r"[(（][^()（）]*[)）]|\d{4}-\d\d-\d\d")


def of_two_periods(asked: Asked, judged: Sequence[Judged]) -> tuple[Judged, Judged] | None:
    """The figures of one thing at the two periods asked, earlier first."""
    if len(asked.periods) < 2:
        return None
    periods = sorted(asked.periods[:2])
    cells = [one for one in judged if is_figure(one) and one.fits and one.score > HELD - 1]
    firsts, lasts = (of_period(asked, period, cells) for period in periods)
    alone = {id(a): _worth_alone(asked, a, judged) for a in firsts}
    pairs = [
        (alone[id(a)] + _worth_together(a, b), a, b)
        for a in firsts
        for b in lasts
        if a.unit is not b.unit and is_one_series(a, b)
    ]
    told = _in_prose(asked, periods, judged)
    worth, *pair = max(pairs, key=lambda pair: pair[0], default=(HELD,))
    if told and (told[0].score + told[1].score) / 2 > worth:
        return told
    if not pair or not any(_is_asked(asked, one) for one in pair):
        return None
    return pair[0], pair[1]


def _is_asked(asked: Asked, one: Judged) -> bool:
    return one.said >= _MOST_SAID or _share_asked(asked, one) >= _HALF


def of_two_things(asked: Asked, judged: Sequence[Judged]) -> tuple[Judged, Judged] | None:
    """The figures of two things: "more passengers on line 1 than on line 2"."""
    cells = [one for one in judged if is_figure(one) and one.score > HELD]
    pair = sides(asked, cells) or _two_rows(asked, cells)
    if len(pair) != 2 or not any(_is_asked(asked, one) for one in pair):
        return None
    first, second = pair
    if first.unit.column != second.unit.column and first.unit.row == second.unit.row:
        first, second = (_of_whole(asked, one, judged) for one in pair)
    return first, second


def of_period(asked: Asked, period: str, units: Iterable[Judged]) -> list[Judged]:
    """Those of a period that the question asks, the likeliest of them."""
    held = [u for u in units if worth_of_period(period, asked, u.unit, u.source) >= 0.85]
    return held[:_MOST_TRIED]


def is_one_series(one: Judged, other: Judged) -> bool:
    """Whether two cells are of one row and column but for their period."""
    mine, its = one.unit, other.unit
    if bare_label(one) == bare_label(other):
        return True
    columns = (_bare(mine.column), _bare(its.column))
    if () not in columns or columns[0] == columns[1]:
        return False
    if one.source != other.source:
        return bool(mine.label) and stems(mine.label) == stems(its.label)
    return (mine.table, mine.row) == (its.table, its.row)


def bare_label(one: Judged) -> tuple[str, ...]:
    """Row and column without their period."""
    return _bare(f"{_name_of_row(one)} {one.unit.column}")


def _name_of_row(one: Judged) -> str:
    """Empty where the row is a year, as what else is said of it is of that year."""
    is_year = not stems(times.without_periods(one.unit.label.split(" · ")[0]))
    return "" if is_year else one.unit.label


def prose_figure(asked: Asked, one: Judged) -> str | None:
    """The first figure of what the question counts, or else after the asked word of a sentence
    that its document's name lacks."""
    text = one.unit.text
    named = set(stems(one.source.name))
    words = {w for w, _ in asked.weights if w not in named}
    places = [m.end() for m in re.finditer(r"[^\W\d_]+", text) if words & set(stems(m[0]))]
    if not places:
        return None
    figures = [m for m in _IN_PROSE.finditer(text) if not re.fullmatch(r"(?:19|20)\d\d", m[0])]
    behind = [stems(text[m.end() :])[:2] for m in figures]
    counted = [m for m, of in zip(figures, behind, strict=True) if asked.counted in of]
    direct = [m for m, of in zip(figures, behind, strict=True) if words & set(of[:1])]
    if counted or direct:
        return [*counted, *direct][0][0]
    after = [m for m in figures if m.start() >= places[0] and not _DAY.match(text[m.end() :])]
    return after[0][0] if after else None


@lru_cache(maxsize=1 << 12)
def _bare(text: str) -> tuple[str, ...]:
    return stems(times.without_periods(re.sub(r"\d{4}-\d\d-\d\d", " ", text.replace("_", " "))))


def _worth_alone(asked: Asked, one: Judged, judged: Sequence[Judged]) -> float:
    """How well the name of a series is what is asked."""
    return _NAMED * _share_asked(asked, one) + _WHOLE * _is_whole(asked, one, judged)


def _worth_together(first: Judged, last: Judged) -> float:
    worth = (first.score + last.score) / 2
    worth += _SAME_LABEL * (_bare(first.unit.label) == _bare(last.unit.label))
    in_table = first.source == last.source and first.unit.table == last.unit.table
    return worth + _ONE_TABLE * in_table


def _share_asked(asked: Asked, one: Judged) -> float:
    """Share of the words of a row's and a column's name that the question has."""
    said = {*stems(asked.whole), *one.held}
    name = _bare(_MEASURED.sub(" ", f"{_name_of_row(one)} {one.unit.column}"))
    held = [s for s in name if len(s) > _SHORT or s not in lists()["idle"]]  # but "other" tells
    return sum(map(bool, forms_held(held, said).values())) / len(set(held)) if held else 1.0


def _is_whole(asked: Asked, one: Judged, judged: Sequence[Judged]) -> bool:
    """Whether it is of the row of the whole in a table none of whose other rows is asked."""
    column = column_of(one, judged)
    return is_total(one, column) and not names_a_row(asked, column)


def _of_whole(asked: Asked, one: Judged, judged: Sequence[Judged]) -> Judged:
    """Where no row of its column is asked: the cell of the whole."""
    column = column_of(one, judged)
    if names_a_row(asked, column):
        return one
    return next((cell for cell in column if is_figure(cell) and is_total(cell, column)), one)


def _in_prose(
    asked: Asked, periods: Sequence[str], judged: Sequence[Judged]
) -> tuple[Judged, Judged] | None:
    """A figure that two years' sentences give after the same words."""
    sentences = [
        one
        for one in judged
        if one.unit.kind == "sentence"
        and one.score > HELD - 1
        and one.fits
        and prose_figure(asked, one)
    ]
    found = [next(iter(of_period(asked, period, sentences)), None) for period in periods]
    first, last = found
    if first is None or last is None or first.unit is last.unit:
        return None
    is_one = first.source == last.source or of_one_kind(first, last)
    return (first, last) if is_one else None


def _two_rows(asked: Asked, cells: Sequence[Judged]) -> tuple[Judged, ...]:
    best = next((one for one in cells if one.fits), None)
    if best is None:
        return ()
    words = {word for word, _ in asked.weights}
    mine = set(stems(best.unit.label))
    others = [o for o in column_of(best, cells) if o.unit.row != best.unit.row]
    asked_too = [(len((set(stems(o.unit.label)) - mine) & words), o) for o in others]
    count, other = max(asked_too, key=lambda pair: pair[0], default=(0, None))
    return (other, best) if other is not None and count else ()
