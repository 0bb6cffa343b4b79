"""Rows of a file that stand for themselves, each with the title, source, vendor and date it names."""

from bisect import bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import replace
from itertools import accumulate
from typing import Any

from agent.evidence import Row
from agent.offline.documents.parsed import units_of
from agent.offline.documents.units import Unit
from knowledge.document import Document

_ABOUT = ("title", "source", "vendor", "system", "date")
_BETWEEN = "\n\n"


def gathered(rows: Sequence[Row], documents: Mapping[str, Document]) -> dict[str, list[Row]]:
    """Passages by the id of their document; of a file of rows those that say the same of themselves
    by a mark of their own, which is no id."""
    apart = {
        row["document_id"]
        for row in rows
        if documents[row["document_id"]].date_from == "row"
        or _about(row) != _about(documents[row["document_id"]].to_dict())
    }
    found: dict[str, list[Row]] = {}
    for row in rows:
        is_apart = row["document_id"] in apart
        mark = f"{row['document_id']} {_about(row)}" if is_apart else row["document_id"]
        found.setdefault(mark, []).append(row)
    return found


def units_in(rows: Sequence[Row]) -> tuple[Unit, ...]:
    """What these passages say, read one after another; spans are those in their document's text."""
    texts = {row["char_start"]: str(row["text"]) for row in rows}
    starts = sorted(texts)
    sizes = [len(texts[start]) + len(_BETWEEN) for start in starts]
    places = [0, *accumulate(sizes[:-1])]
    found: list[Unit] = []
    for unit in units_of(_BETWEEN.join(texts[start] for start in starts)):
        n = bisect_right(places, unit.start) - 1
        away = starts[n] - places[n]
        found.append(replace(unit, start=unit.start + away, end=unit.end + away))
    return tuple(found)


def _about(said: Mapping[str, Any]) -> tuple[Any, ...]:
    return tuple(said[name] for name in _ABOUT)
