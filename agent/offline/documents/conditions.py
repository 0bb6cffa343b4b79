"""What a question may ask of the rows of a table: that a cell holds its words, is of its time, keeps to a bound, says
yes, or lies on one side of the cell beside it."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace

from agent.offline.documents.asked import Asked
from agent.offline.documents.bounds import bounds_in
from agent.offline.documents.condition import Condition, Rows
from agent.offline.documents.figure_conditions import compared, equal, none_of, within
from agent.offline.documents.judged import Judged
from agent.offline.documents.time_conditions import of_time, without_ranges
from agent.offline.documents.value_conditions import holding, saying_so
from agent.offline.documents.words import lists, stems

_MOST = 12
_WEAK = 0.25


def conditions(asked: Asked, rows: Rows) -> tuple[list[Condition], frozenset[str]] | None:
    """All that the question may ask of the rows, those by more of its words first, and the stems of the time that all
    rows are of; None where they bear times, and none of them the one asked."""
    columns: defaultdict[str, dict[int, Judged]] = defaultdict(dict)
    for place, row in rows.items():
        for one in row:
            if not one.unit.is_blank:
                columns[one.unit.column][place] = one
    words, bounds = _words(asked), bounds_in(without_ranges(asked.text))
    found: list[Condition] = []
    timed: list[Condition] = []
    for name, cells in columns.items():
        of_it = [*of_time(asked, name, cells)]
        times = frozenset[str]().union(*(one.words for one in of_it))
        found += (one for one in holding(asked, words, name, cells) if not one.words <= times)
        found += equal(asked, bounds, name, cells)
        found += none_of(asked, name, cells, rows.keys())
        timed += of_it
        found += saying_so(asked, words, name, cells)
    found += within(bounds, words, columns)
    found += compared(asked, words, columns)
    if timed and not any(one.rows for one in timed):
        return None
    found = _under_names(words, found)
    of_all = frozenset[str]().union(*(one.words for one in timed if len(one.rows) == len(rows)))
    found += () if of_all else timed
    unlike = {(one.column, one.rows): one for one in found if 0 < len(one.rows) < len(rows)}
    return sorted(unlike.values(), key=lambda one: -len(one.words))[:_MOST], of_all


def _under_names(words: frozenset[str], found: Sequence[Condition]) -> list[Condition]:
    """What is said below a header that the question names is asked of that column, and of no other: "available in
    Denmark"."""
    named = {one.column: words & frozenset(stems(one.column.replace("_", " "))) for one in found}
    asked = {one.words for one in found if one.kind == "value" and named[one.column]}
    kept = (one for one in found if one.kind != "value" or one.words not in asked or named[one.column])  # fmt: skip
    return [
        replace(one, words=one.words | named[one.column]) if one.kind == "value" else one
        for one in kept
    ]


def _words(asked: Asked) -> frozenset[str]:
    """Those that may pick rows."""
    told = asked.spoken
    named = told.likely("item", "filter", "number") if told else frozenset[str]()
    strong = {word for word, weight in asked.weights if weight > _WEAK or word in named}
    return frozenset(strong) - lists()["idle"]
