"""Passages that say what another says: shown once with all their sources, or once for each day."""

import re
from collections.abc import Sequence
from functools import lru_cache
from typing import Any, cast

from knowledge.ingestion.wording import mark_of_any
from knowledge.storage.view import Row

_SAME_WORDS = 0.9


def is_copy(row: Row, other: Row) -> bool:
    """Whether they say the same of the same; with one name, sign or "not" apart they may disagree."""
    if row["extra"].get("kind") != other["extra"].get("kind"):
        return False
    mark = mark_of_any(row)
    return bool(mark) and mark == mark_of_any(other)


def say_the_same(row: Row, other: Row) -> bool:
    """Nearly the same words, whatever the figures: a price list of each year."""
    mine, theirs = (
        frozenset(w for w in _distinct_words(one["text"]) if not _has_figure(w))
        for one in (row, other)
    )
    return _overlap(mine, theirs)


def naming(row: Row, dropped: Sequence[Row]) -> Row:
    """The row, its `also` naming the other documents of copies not shown as well."""
    found = {one["document_id"]: one for one in _also(row)}
    for other in dropped:
        for one in (_named(other), *_also(other)):
            if one["document_id"] != row["document_id"]:
                found.setdefault(one["document_id"], one)
    return row | {"extra": row["extra"] | {"also": [*found.values()]}} if dropped and found else row


def _also(row: Row) -> list[dict[str, Any]]:
    """Other documents of its text; a row of a table may bear an `also` of its author's."""
    also: Any = row["extra"].get("also")
    if not isinstance(also, list):
        return []
    listed = cast("list[Any]", also)
    return [one for one in listed if isinstance(one, dict) and "document_id" in one]


def _named(row: Row) -> dict[str, Any]:
    return {name: row[name] for name in ("document_id", "title", "source", "date", "url")}


def _overlap(mine: frozenset[str], theirs: frozenset[str]) -> bool:
    # Sets of unlike size need not be compared.
    if min(len(mine), len(theirs)) < _SAME_WORDS * max(len(mine), len(theirs)):
        return False
    return len(mine & theirs) >= _SAME_WORDS * len(mine | theirs)


def _has_figure(word: str) -> bool:
    return re.search(r"\d", word) is not None


@lru_cache(maxsize=4096)
def _distinct_words(text: str) -> frozenset[str]:
    return frozenset(re.findall(r"\w+(?:[.,]\d+)*", text.lower()))
