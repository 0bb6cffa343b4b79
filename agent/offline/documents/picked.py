"""The rows of a table that a question picks by what stands in them, "the lifts of Juniper Tower": every one of its
words that stands in some rows and not in all must stand in a row that is picked."""

import re
from calendar import month_name
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import reduce

from agent.offline.documents.asked import WEAK, Asked
from agent.offline.documents.columns import is_figure, is_total
from agent.offline.documents.cues import asks
from agent.offline.documents.days import months_named
from agent.offline.documents.judged import Judged
from agent.offline.documents.periods import in_quarters
from agent.offline.documents.row_times import rows_of_times
from agent.offline.documents.words import lists, stem, stems

_MOST_TABLES, _MOST_CELLS = 6, 12_000
_LOOKED_AT = 40
"""Units among which a table has a cell, the likeliest by words."""
_COVERED, _COVERED_OF_FEW, _FEW, WHOLLY = 0.8, 0.65, 3, 0.9
"""Weight of the question's words that rows, headers and names must hold before a list is told by them, one of them being
what the table is of; the same where they are so few that a verb counts much; and before a cell is told."""
_LISTED = 0.7
"""The same of a question that the tagger takes to ask for a list."""
_OF_ANOTHER_TIME = 0.5
"""The most that is covered where a month asked is not told."""
_HALF = 0.6
_ASKS = 0.6
"""Chance from which on the tagger is believed."""
_WHOLLY_SAID = 0.75
"""The same before a cell is told of what the tagger takes to ask for one."""
_NAMED = 0.4
"""Share of the words for what is asked that must be held."""
_SHORT = 4
"""Letters of a word that may be another one cut short."""
_LIKE = 5
"""Letters that two forms of a word share."""
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
    held: frozenset[str]
    """The question's words that stand in the rows or above them."""
    is_spoken_of: bool
    """Whether one of the words names what the table is of, or a header."""

    @property
    def said(self) -> frozenset[str]:
        """What its rows hold and what its table, columns and document are called."""
        rows = frozenset[str]().union(*map(_held, self.rows.values()))
        return rows | above_of(next(iter(self.rows.values())))

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
    if asks("others").search(asked.text) or not _selects(asked):
        return ()  # the rows that are not picked, or what one of them costs
    best = next(iter(picked(asked, judged)), None)
    if best is None or not best.is_spoken_of or len(best.rows) > _MOST_LISTED:
        return ()
    least = _LISTED if asked.spoken else _COVERED
    if best.covered < (_COVERED_OF_FEW if best.of_few else least):
        return ()
    if (
        asked.spoken
        and (asked.spoken.share("rows", dict.fromkeys(best.held, 1.0), dict(asked.weights)) or 1.0)
        < _HALF
    ):
        return ()  # things of another kind
    words = [*stems(asked.text)]
    cells = [_asked_cell(words, best.words, row) for row in best.rows.values()]
    if all(best.words & set(stems(one.unit.value)) for one in cells):
        return ()  # what the question names itself
    is_timely = not asked.periods or all(one.fits for one in cells)
    return tuple(one for one in cells if not one.unit.is_blank) if is_timely else ()


def wholly_asked(asked: Asked, judged: Sequence[Judged]) -> tuple[Judged, ...]:
    """The cell whose row is picked and whose column is asked by all words of the question, and by no other's."""
    best = next(iter(picked(asked, judged)), None)
    least = _WHOLLY_SAID if asked.spoken and asked.spoken.likeliest()[0] != "sum" else WHOLLY
    if best is None or best.covered < least or len(best.rows) > 1 or _selects(asked):
        return ()
    if asked.spoken and not _names_what(asked, best):
        return ()
    said = frozenset(stems(asked.text)) - lists()["idle"] - best.words
    row = next(iter(best.rows.values()))
    if not _is_of_months(asked, row[0]):
        return ()
    asked_by = [
        (len(said & set(stems(one.unit.column.replace("_", " ")))), one)
        for one in row
        if not best.words & set(stems(one.unit.value))  # that is what picks the row
    ]
    most = max((count for count, _ in asked_by), default=0)
    found = [one for count, one in asked_by if count == most and one.fits]
    return tuple(found) if most and len(found) == 1 and not found[0].unit.is_blank else ()


def _is_of_months(asked: Asked, one: Judged) -> bool:
    """Whether a row is of the month asked, as far as one is: a year's figure is not February's."""
    wanted, unit, source = months_named(asked.text), one.unit, one.source
    said = f"{unit.own} {unit.heading} {unit.before} {source.name} {source.month}"
    held = {month for _, month in months_named(said.replace("_", " "))}
    quarters = {int(found) for found in re.findall(r"\bq([1-4])\b", in_quarters(said.casefold()))}
    held |= {3 * quarter - i for quarter in quarters for i in range(3)}
    spans = len({month for _, month in months_named(unit.label)}) > 1  # from May to August
    return not wanted or spans or bool(held & {month for _, month in wanted})


def _names_what(asked: Asked, best: Picked) -> bool:
    """Whether what is counted or measured is named by the rows or above them."""
    weights, held = dict(asked.weights), dict.fromkeys(best.held, 1.0)
    shares = [asked.spoken.share(part, held, weights) for part in ("rows", "measure")] if asked.spoken else []  # fmt: skip
    return all(share is None or share >= _NAMED for share in shares)


def _selects(asked: Asked) -> bool:
    """Whether things out of several are asked."""
    if asked.spoken:
        return asked.spoken.kinds["list"] >= _ASKS
    return _SELECTS.search(asked.text) is not None


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


def tables(
    judged: Sequence[Judged], looked_at: int = _LOOKED_AT, most: int = _MOST_TABLES
) -> Iterator[list[Judged]]:
    """The cells of each table that has one among what is likeliest by words."""
    near = dict.fromkeys(
        (one.source.document_id, one.unit.table)
        for one in judged[:looked_at]
        if one.unit.kind == "cell"
    )
    wanted = [*near][:most]
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
    above = above_of(cells)
    weights = {word: w for word, w in asked.weights if w > WEAK and word not in _MONTHS}
    times = rows_of_times(asked, rows)
    of_times = frozenset(word for words in times for word in words)
    weights = {word: w for word, w in weights.items() if word not in of_times}
    is_so = _that_are_so(asked, rows)
    of_so = frozenset(word for words in is_so for word in words)
    by = _pickers(asked, frozenset(weights) - above - of_so, rows) | times | is_so
    kept: set[int] = reduce(set[int].intersection, by.values()) if by else set()
    if not kept:
        return None
    words = frozenset(word for some in by for word in some)
    counted = {w: n for w, n in weights.items() if w != asked.verb or w in words}
    in_other_words = frozenset[str]().union(*(one.held for row in kept for one in rows[row]))
    held = words | above | in_other_words
    got = sum(weight for word, weight in counted.items() if word in held)
    covered = got / (sum(counted.values()) or 1.0)
    if _is_of_another_time(asked, held, cells[0]):
        covered = min(covered, _OF_ANOTHER_TIME)
    spoken_of = bool(above & (weights.keys() | _kind_asked(asked)))
    return Picked(
        {row: rows[row] for row in sorted(kept)},
        words,
        covered,
        len(counted) <= _FEW,
        held & weights.keys(),
        spoken_of,
    )


def _is_of_another_time(asked: Asked, held: frozenset[str], one: Judged) -> bool:
    """Whether a month that is asked stands neither in the rows nor above them."""
    told = asked.spoken
    if told is None:
        return False
    said = held | frozenset(stems(f"{one.source.month} {one.source.date}"))
    return bool(told.likely("period") & _MONTHS - said)


def _kind_asked(asked: Asked) -> frozenset[str]:
    """What a list is asked of, be it a word that counts little elsewhere: "which plans"."""
    found = _WHICH.match(asked.text) if asked.is_list else None
    return frozenset(stems(found[1])) if found else frozenset()


def above_of(cells: Sequence[Judged]) -> frozenset[str]:
    """What a table's headers, heading and document are called."""
    unit, source = cells[0].unit, cells[0].source
    headers = " ".join(dict.fromkeys(one.unit.column for one in cells)).replace("_", " ")
    return frozenset(stems(f"{headers} {unit.heading} {unit.before} {source.name}"))


def _pickers(
    asked: Asked, words: frozenset[str], rows: Mapping[int, Sequence[Judged]]
) -> dict[tuple[str, ...], set[int]]:
    """The rows in which each word stands, or each number with what it counts, where those are not all."""
    held = {row: _held(of) for row, of in rows.items()}
    under = {row: _held([one for one in of if _is_named(one, asked)]) for row, of in rows.items()}
    pairs = {two: {row for row, of in rows.items() if _has_pair(of, two)} for two in _counted_names(asked)}  # fmt: skip
    kinds = {two[1] for two, some in pairs.items() if some}
    single: dict[tuple[str, ...], set[int]] = {}
    for word in words - kinds:
        its = {row for row, said in under.items() if word in said}
        its = its or {row for row, said in held.items() if word in said}
        single[(word,)] = its or {row for row, said in held.items() if _is_begun(word, said)}
    return {by: some for by, some in (single | pairs).items() if 0 < len(some) < len(rows)}


def _that_are_so(
    asked: Asked, rows: Mapping[int, Sequence[Judged]]
) -> dict[tuple[str, ...], set[int]]:
    """Where several rows are asked, by the words that call a column of yes and no the rows for which it is so."""
    if not (asked.is_list or asked.counts or asked.operation in ("sum", "mean", "share")):
        return {}
    columns: defaultdict[str, dict[int, str]] = defaultdict(dict)
    for row, of in rows.items():
        for one in of:
            if not one.unit.is_blank:
                columns[one.unit.column][row] = one.unit.value.strip().casefold()
    strong = {word for word, weight in asked.weights if weight > WEAK}
    found: dict[tuple[str, ...], set[int]] = {}
    for name, values in columns.items():
        words = tuple(sorted(strong & set(stems(name.replace("_", " ")))))
        if words and set(values.values()) <= lists()["yes"] | lists()["no"]:
            wanted = lists()["no" if asks("not").search(asked.text) else "yes"]
            found[words] = {row for row, value in values.items() if value in wanted}
    most = max(map(len, found), default=0)
    return {words: of for words, of in found.items() if len(words) == most and 0 < len(of) < len(rows)}  # fmt: skip


def _is_begun(word: str, said: Iterable[str]) -> bool:
    """Whether a word is one of those cut short, as "maths" is."""
    return len(word) >= _SHORT and any(name.startswith(word) for name in said)


def _is_named(one: Judged, asked: Asked) -> bool:
    """Whether a question names a cell's column, be it by another form: "delivers" for the delivery."""
    strong = [word for word, weight in asked.weights if weight > WEAK and len(word) >= _LIKE]
    columns = stems(one.unit.column.replace("_", " "))
    return any(c[:_LIKE] == word[:_LIKE] for c in columns if len(c) >= _LIKE for word in strong)


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
    return next((named[word] for word in words if word in named), name_of(row))


def are_called(words: frozenset[str], rows: Mapping[int, Sequence[Judged]]) -> bool:
    """Whether a cell of some rows is called by one of the words: a passenger, not the passengers' charge."""
    heads = (stems(one.unit.value.split(",")[0])[-1:] for row in rows.values() for one in row)
    return any(head[0] in words for head in heads if head)


def name_of(row: Sequence[Judged]) -> Judged:
    """The cell that names a row."""
    return next((one for one in row if one.unit.keys.startswith(one.unit.column)), row[0])
