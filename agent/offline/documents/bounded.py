"""The rows of a table whose figure keeps to a bound: "which programmes cost less than £100 a term?"."""

import re
from collections.abc import Sequence

from agent.offline.documents.asked import Asked
from agent.offline.documents.bounded_cells import keeping
from agent.offline.documents.bounds import bounds_in
from agent.offline.documents.columns import is_figure, is_total
from agent.offline.documents.judged import Judged
from agent.offline.documents.words import stems

_ASKS_WHICH = re.compile(
    r"\b(?:which|who|list|show|name|any)\b|\bwhat (?:[a-z]+ )?[a-z]+s (?:cost|have|are|weigh|take)\b",
    re.IGNORECASE,
)
_OF_ONE = 0.85
"""Chance by the tagger from which on one thing is asked, though a bound is in its name: a car up to 5 m."""
_MOST = 24


def bounded(asked: Asked, judged: Sequence[Judged]) -> tuple[Judged, ...]:
    """The cells of the column that is asked which keep to the bound; none where the question names no bound or no
    column of figures is spoken of in its words."""
    told = asked.spoken
    is_of_one = told is not None and told.kinds["value"] >= _OF_ONE
    bounds = (one for one in bounds_in(asked.text) if one.kind == "figure")
    bound = next(bounds, None) if _ASKS_WHICH.search(asked.text) and not is_of_one else None
    if bound is None:
        return ()
    columns: dict[tuple[str, int, str], list[Judged]] = {}
    for one in judged:
        if is_figure(one):
            key = (one.source.document_id, one.unit.table, one.unit.column)
            columns.setdefault(key, []).append(one)
    words = frozenset(word for word, _ in asked.weights)
    found = max(columns.values(), key=lambda cells: _worth(words, asked, cells), default=[])
    if not found or not _worth(words, asked, found)[0]:
        return ()
    cells = sorted(_named(words, found), key=lambda one: one.unit.row)
    rows = keeping(bound, {one.unit.row: one.unit.value for one in cells}, cells[0].unit.column)
    kept = [one for one in cells if one.unit.row in rows and not is_total(one, cells)]
    return tuple(kept) if len(found) > 1 and len(kept) <= _MOST else ()


def _named(words: frozenset[str], cells: Sequence[Judged]) -> Sequence[Judged]:
    """Those whose rows are named by a word that is no column's own and that others lack; all where none are."""
    labels = [frozenset(stems(one.unit.label)) for one in cells]
    unit = cells[0].unit
    header = frozenset(stems(f"{unit.column} {unit.keys}".replace("_", " ")))
    own = words - header - frozenset.intersection(*labels)
    found = [one for one, label in zip(cells, labels, strict=True) if own & label]
    return found if len(found) > 1 else cells


def _worth(words: frozenset[str], asked: Asked, cells: Sequence[Judged]) -> tuple[bool, int, float]:
    """Whether a column and its table are both spoken of, how often, and how near the best cell is."""
    unit, source = cells[0].unit, cells[0].source
    header = frozenset(stems(unit.column.replace("_", " ")))
    costs = bool(_PRICED.search(asked.text) and _PRICE.search(f"{unit.column} {unit.value}"))
    table = frozenset(stems(f"{source.name} {unit.heading} {unit.keys}"))
    is_asked = bool(words & header or costs) and bool(words & table)
    return (
        is_asked,
        len(words & header) + costs + len(words & table),
        max(one.score for one in cells),
    )


_PRICED = re.compile(r"\b(?:cost|price|cheap|charge|fee|pay)|[$€£¥]", re.IGNORECASE)
_PRICE = re.compile(r"\b(?:cost|price|fee|charge|rate|rent|rates)s?\b|[$€£¥]", re.IGNORECASE)
