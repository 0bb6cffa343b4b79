"""The rows of a table whose figure keeps to a bound: "which programmes cost less than £100 a term?"."""

import operator
import re
from collections.abc import Callable, Sequence
from decimal import Decimal

from agent.offline.documents.asked import Asked
from agent.offline.documents.columns import is_figure, is_total
from agent.offline.documents.judged import Judged
from agent.offline.documents.sizes import scale_of, size_of, value_of
from agent.offline.documents.words import stems
from agent.quantities import Quantity, find_quantities

_BOUNDS: tuple[tuple[str, Callable[[Decimal, Decimal], bool]], ...] = (
    (r"(?:no|not) more than|at most|up to|within|no later than|or (?:less|fewer)", operator.le),
    (r"(?:no|not) (?:less|fewer) than|at least|or more", operator.ge),
    (r"(?:more|greater|longer|larger|higher|older|over) than|over|above|beyond|exceed(?:s|ing)?", operator.gt),
    (r"(?:less|fewer|shorter|smaller|lower|cheaper|under) than|under|below", operator.lt),
)  # fmt: skip
_ASKS_WHICH = re.compile(
    r"\b(?:which|who|list|show|name|any)\b|\bwhat (?:[a-z]+ )?[a-z]+s (?:cost|have|are|weigh|take)\b",
    re.IGNORECASE,
)
_OF_ONE = 0.85
"""Chance by the tagger from which on one thing is asked, though a bound is in its name: a car up to 5 m."""
_NEAR = 12
"""Characters between the bound and its number."""
_MOST = 24


def bounded(asked: Asked, judged: Sequence[Judged]) -> tuple[Judged, ...]:
    """The cells of the column that is asked which keep to the bound; none where the question names no bound or no
    column of figures is spoken of in its words."""
    told = asked.spoken
    is_of_one = told is not None and told.kinds["value"] >= _OF_ONE
    bound = _bound(asked.text) if _ASKS_WHICH.search(asked.text) and not is_of_one else None
    if bound is None:
        return ()
    keeps, quantity = bound
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
    # "2 TB" keeps to "under 900 GB" only in bytes; a number in words has been read already.
    said = quantity.text if value_of(quantity.text) is not None else str(quantity.value)
    scale = scale_of([said, *(one.unit.value for one in cells)])
    number = size_of(said, scale) if scale else quantity.value
    kept = [
        one
        for one in cells
        if not is_total(one, cells)
        and value_of(one.unit.value) is not None
        and keeps(size_of(one.unit.value, scale), number)
    ]
    return tuple(kept) if len(found) > 1 and len(kept) <= _MOST else ()


def _bound(text: str) -> tuple[Callable[[Decimal, Decimal], bool], Quantity] | None:
    for q in find_quantities(text):
        before, after = text[max(0, q.start - _NEAR) : q.start], text[q.end : q.end + 2 * _NEAR]
        for said, keeps in _BOUNDS:
            ahead = re.search(rf"\b(?:{said})\s*$", before, re.IGNORECASE)
            if ahead or re.match(rf"(?:\s+[a-z]+)?\s+(?:{said})\b", after, re.IGNORECASE):
                return keeps, q
    return None


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
