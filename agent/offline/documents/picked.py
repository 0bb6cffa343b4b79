"""The rows of a table that a question picks by what stands in them, "the lifts of Juniper Tower": every one of its
words that stands in some rows and not in all must stand in a row that is picked."""

import re
from calendar import month_name
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import reduce

from agent.offline.documents.asked import WEAK, Asked
from agent.offline.documents.columns import is_figure, is_total
from agent.offline.documents.cues import asks
from agent.offline.documents.judged import Judged
from agent.offline.documents.words import lists, stem, stems

_MOST_TABLES, _MOST_CELLS = 6, 12_000
_LOOKED_AT = 40
"""Units among which a table has a cell, the likeliest by words."""
_COVERED, _COVERED_OF_FEW, _FEW, WHOLLY = 0.8, 0.65, 3, 0.9
"""Weight of the question's words that rows, headers and names must hold before a list is told by them, one of them being
what the table is of; the same where they are so few that a verb counts much; and before a cell is told."""
_MOST_LISTED = 24
_MONTHS = frozenset(stem(month.casefold()) for month in month_name[1:])
_WHICH = re.compile(r"\W*(?:which|what) ([\w-]+s)\b", re.IGNORECASE)
_SELECTS = re.compile(
    r"\b(?:which|who|whose|name|list|show)\b|\bwhat (?!are\b|is\b)[\w-]+s\b", re.IGNORECASE
)
"""Asks for things out of several."""
_DIGITS = {
    word: str(n) for n, word in enumerate("one two three four five six seven eight nine ten".split(), 1)
}  # fmt: skip


@dataclass(frozen=True)
class Picked:
    """Rows of one table."""

    rows: Mapping[int, Sequence[Judged]]
    """Their cells, by the row's place."""
    words: frozenset[str]
    """By which they were picked."""
    covered: float
    """Weight of the question's words that are held by these rows, by the headers or by what the table is called."""
    of_few: bool
    """Whether the question's words are few."""
    is_spoken_of: bool
    """Whether one of the words names what the table is of, or a header."""

    @property
    def name(self) -> str:
        """The words in the order in which the first row has them, to call the rows by."""
        first = next(iter(self.rows.values()))
        said = (word for one in first if not is_figure(one) for word in one.unit.value.split())
        return " ".join(word for word in said if set(stems(word)) & self.words)


def picked(asked: Asked, judged: Sequence[Judged]) -> list[Picked]:
    """What is picked of each table that has to do with the question, those that it speaks of and the best covered
    first; of a table none of whose rows, or all, are picked nothing."""
    found = (_of_table(asked, cells) for cells in tables(judged))
    return sorted(filter(None, found), key=lambda one: (-one.is_spoken_of, -one.covered))


def listed_rows(asked: Asked, judged: Sequence[Judged]) -> tuple[Judged, ...]:
    """Of the rows picked the cells of the column that is asked, or else what names them; none where other words of the
    question are left over."""
    if asks("others").search(asked.text) or not _SELECTS.search(asked.text):
        return ()  # the rows that are not picked, or what one of them costs
    best = next(iter(picked(asked, judged)), None)
    if best is None or not best.is_spoken_of or len(best.rows) > _MOST_LISTED:
        return ()
    if best.covered < (_COVERED_OF_FEW if best.of_few else _COVERED):
        return ()
    words = [*stems(asked.text)]
    cells = [_asked_cell(words, best.words, row) for row in best.rows.values()]
    if all(best.words & set(stems(one.unit.value)) for one in cells):
        return ()  # what the question names itself
    is_timely = not asked.periods or all(one.fits for one in cells)
    return tuple(one for one in cells if not one.unit.is_blank) if is_timely else ()


def wholly_asked(asked: Asked, judged: Sequence[Judged]) -> tuple[Judged, ...]:
    """The cell whose row is picked and whose column is asked by all words of the question, and by no other's."""
    best = next(iter(picked(asked, judged)), None)
    if best is None or best.covered < WHOLLY or len(best.rows) > 1 or _SELECTS.search(asked.text):
        return ()
    said = frozenset(stems(asked.text)) - lists()["idle"] - best.words
    row = next(iter(best.rows.values()))
    asked_by = [(len(said & set(stems(one.unit.column.replace("_", " ")))), one) for one in row]
    most = max(count for count, _ in asked_by)
    found = [one for count, one in asked_by if count == most and one.fits]
    return tuple(found) if most and len(found) == 1 and not found[0].unit.is_blank else ()


def in_picked_row(asked: Asked, best: Judged, judged: Sequence[Judged]) -> Judged:
    """The cell of the same column in the one row that is picked of its table."""
    if best.unit.kind != "cell":
        return best
    place = (best.source.document_id, best.unit.table)
    for one in picked(asked, judged):
        row = next(iter(one.rows.values()))
        if (row[0].source.document_id, row[0].unit.table) == place and len(one.rows) == 1:
            same = [cell for cell in row if cell.unit.column == best.unit.column]
            return same[0] if same and same[0].fits else best
    return best


def tables(judged: Sequence[Judged]) -> Iterator[list[Judged]]:
    """The cells of each table that has one among what is likeliest by words."""
    near = dict.fromkeys(
        (one.source.document_id, one.unit.table)
        for one in judged[:_LOOKED_AT]
        if one.unit.kind == "cell"
    )
    wanted = [*near][:_MOST_TABLES]
    held: dict[tuple[str, int], list[Judged]] = {key: [] for key in wanted}
    for one in judged:
        key = (one.source.document_id, one.unit.table)
        if one.unit.kind == "cell" and key in held:
            held[key].append(one)
    yield from (cells for cells in held.values() if 0 < len(cells) <= _MOST_CELLS)


def _of_table(asked: Asked, cells: Sequence[Judged]) -> Picked | None:
    rows: defaultdict[int, list[Judged]] = defaultdict(list)
    for one in sorted(cells, key=lambda one: (one.unit.row, one.unit.start)):
        rows[one.unit.row].append(one)
    rows = defaultdict(list, {row: of for row, of in rows.items() if not _is_total_row(of)})
    above = _above(cells)
    weights = {word: w for word, w in asked.weights if w > WEAK and word not in _MONTHS}
    by = _pickers(asked, frozenset(weights) - above, rows)
    kept: set[int] = reduce(set[int].intersection, by.values()) if by else set()
    if not kept:
        return None
    words = frozenset(word for some in by for word in some)
    counted = {w: n for w, n in weights.items() if w != asked.verb or w in words}
    got = sum(weight for word, weight in counted.items() if word in words or word in above)
    covered = got / (sum(counted.values()) or 1.0)
    spoken_of = bool(above & (weights.keys() | _kind_asked(asked)))
    return Picked(
        {row: rows[row] for row in sorted(kept)}, words, covered, len(counted) <= _FEW, spoken_of
    )


def _kind_asked(asked: Asked) -> frozenset[str]:
    """What a list is asked of, be it a word that counts little elsewhere: "which plans"."""
    found = _WHICH.match(asked.text) if asked.is_list else None
    return frozenset(stems(found[1])) if found else frozenset()


def _above(cells: Sequence[Judged]) -> frozenset[str]:
    """What a table's headers, heading and document are called."""
    unit, source = cells[0].unit, cells[0].source
    headers = " ".join(dict.fromkeys(one.unit.column for one in cells)).replace("_", " ")
    return frozenset(stems(f"{headers} {unit.heading} {unit.before} {source.name}"))


def _pickers(
    asked: Asked, words: frozenset[str], rows: Mapping[int, Sequence[Judged]]
) -> dict[tuple[str, ...], set[int]]:
    """The rows in which each word stands, or each number with what it counts, where those are not all."""
    held = {row: _held(of) for row, of in rows.items()}
    pairs = {two: {row for row, of in rows.items() if _has_pair(of, two)} for two in _counted_names(asked)}  # fmt: skip
    kinds = {two[1] for two, some in pairs.items() if some}
    single = {(word,): {row for row, said in held.items() if word in said} for word in words - kinds}  # fmt: skip
    return {by: some for by, some in (single | pairs).items() if 0 < len(some) < len(rows)}


def _held(row: Sequence[Judged]) -> frozenset[str]:
    """What stands in a row, but for its figures."""
    return frozenset(stem for one in row if not is_figure(one) for stem in stems(one.unit.value))


def _is_total_row(row: Sequence[Judged]) -> bool:
    return any(is_total(one, ()) for one in row if is_figure(one))


def _counted_names(asked: Asked) -> list[tuple[str, str]]:
    """Numbers with what they count, where that may be a kind of thing: the two-bedroom flat."""
    said = [_DIGITS.get(word, word) for word in stems(asked.text)]
    idle = lists()["idle"]
    return [(a, b) for a, b in zip(said, said[1:], strict=False) if a.isdigit() and len(a) < 3 and b.isalpha() and b not in idle]  # fmt: skip


def _has_pair(row: Sequence[Judged], two: tuple[str, str]) -> bool:
    """Whether a cell has both next to each other, or its column is called by the name and it holds the number."""
    for one in row:
        said = stems(one.unit.value)
        column = stems(one.unit.column.replace("_", " "))
        if two in zip(said, said[1:], strict=False) or (said == two[:1] and two[1] in column):
            return True
    return False


def _asked_cell(words: Sequence[str], by: frozenset[str], row: Sequence[Judged]) -> Judged:
    """The cell under the header that the question names first, by which no row is picked; else what names the row."""
    named = {
        word: one
        for one in reversed(row)
        if not is_figure(one)
        for word in stems(one.unit.column.replace("_", " "))
        if not set(stems(one.unit.value)) & by
    }
    first = next((one for one in row if one.unit.keys.startswith(one.unit.column)), row[0])
    return next((named[word] for word in words if word in named), first)
