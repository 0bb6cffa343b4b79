"""Rows of one table that a question sets side by side without saying by what: "Compare Elm and Oak"."""

import re
from collections.abc import Sequence

from agent.offline.documents.asked import Asked
from agent.offline.documents.cues import asks
from agent.offline.documents.judged import Judged
from agent.offline.documents.words import stems

_MOST_COLUMNS, _MOST_ROWS = 8, 4
_BETWEEN = re.compile(
    r"\s*(?:[,&]|\b(?:and|with|to|versus|vs\.?|against)\b)+\s*(?:\b(?:and|the)\b\s*)*",
    re.IGNORECASE,
)


def compared_rows(asked: Asked, judged: Sequence[Judged]) -> tuple[Judged, ...]:
    """The cells of each row that is named, column by column; none where the question names an aspect, or no table
    has a row for every name."""
    compared = asks("compared").match(asked.text)
    said = _BETWEEN.split(compared[1] or compared[2]) if compared else []
    names = [frozenset(stems(name)) for name in said]
    if not 2 <= len(names) <= _MOST_ROWS or not all(names):
        return ()
    tables: dict[tuple[str, int], dict[int, list[Judged]]] = {}
    for one in judged:
        unit = one.unit
        if unit.kind == "cell" and one.row is not None:
            place = next((i for i, name in enumerate(names) if _is_named(one, name)), None)
            if place is not None:
                table = tables.setdefault((one.source.document_id, unit.table), {})
                table.setdefault(place, []).append(one)
    found = next((table for table in tables.values() if len(table) == len(names)), {})
    cells = [one for _, row in sorted(found.items()) for one in row if not one.unit.is_blank]
    columns = [*dict.fromkeys(one.unit.column for one in cells)][:_MOST_COLUMNS]
    return tuple(one for column in columns for one in cells if one.unit.column == column)


def _is_named(one: Judged, name: frozenset[str]) -> bool:
    return any(frozenset(stems(part)) == name for part in one.unit.label.split(" · "))
