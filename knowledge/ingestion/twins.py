"""Documents whose text is the same word for word: stored once, with all their sources.

Only the very same words count: of two pages that differ in one price, both are kept.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from knowledge.dates import first_day
from knowledge.document import WEAK
from knowledge.ingestion.wording import mark_of
from knowledge.storage.view import Entry, Row, named

Texts = Mapping[str, str]
"""The file of each document's text, by the document's id."""
Resplit = Callable[[Entry], list[Row]]
"""The rows of a document out of its own text."""


@dataclass
class Settled:
    """What a state will hold."""

    entries: list[Entry]
    kept: list[Row]
    """Rows of the state before that stay."""
    new: list[Row]
    touched: list[Row]
    """Those of `kept` that say something else now."""


def settle(
    entries: Sequence[Entry],
    kept: Sequence[Row],
    new: Sequence[Row],
    gone: Sequence[Row],
    before: Texts,
    resplit: Resplit,
) -> Settled:
    """Of each group with the same words let one document hold the passages.

    Args:
        entries: Every document of the state to come.
        kept: Rows of the state before whose documents stay.
        new: Rows to be added.
        gone: Rows of the state before whose documents go or change: another may take them over.
        before: The texts of the state before.
        resplit: Makes rows where those of a group's other texts do not fit.
    """
    firsts, others = _chosen(entries)
    now = {entry.document.document_id: entry for entry in entries}
    holders = {row["document_id"] for row in (*kept, *new)}
    holders |= {name for name, entry in now.items() if entry.shared}
    texts = {name: entry.text_file for name, entry in now.items()}
    added: list[Row] = []
    for first, group in firsts.items():
        for entry in group:
            name = entry.document.document_id
            now[name] = entry if name == first else _following(entry, first)
        if first not in holders:
            text_file = now[first].text_file
            # One that shares passages with others has not all of them among its rows.
            whole = [row for row in (*kept, *new) if not now[row["document_id"]].shared]
            rows = _taken_over(text_file, whole, gone, texts, before)
            rows = rows or resplit(now[first])
            leading = replace(now[first].document, same_as=None, passages=len(rows))
            now[first] = replace(now[first], document=leading)
            added.extend(_owned(row, now[first], n) for n, row in enumerate(rows))
    settled = Settled(list(now.values()), [], [], [])
    also = {first: _also(group, first) for first, group in firsts.items()}
    for row in kept:
        if row["document_id"] not in others:
            said = _saying(row, also.get(row["document_id"], []))
            settled.kept.append(said)
            if said is not row:
                settled.touched.append(said)
    for row in (*new, *added):
        if row["document_id"] not in others:
            settled.new.append(_saying(row, also.get(row["document_id"], [])))
    return settled


def _chosen(entries: Iterable[Entry]) -> tuple[dict[str, list[Entry]], set[str]]:
    """Groups by the document that holds the passages, and the ids of all the others."""
    by_words: dict[str, list[Entry]] = {}
    for entry in entries:
        if entry.words:
            by_words.setdefault(entry.words, []).append(entry)
    firsts: dict[str, list[Entry]] = {}
    others: set[str] = set()
    for group in by_words.values():
        if len(group) > 1 or group[0].document.same_as:
            first = min(group, key=_rank).document.document_id
            firsts[first] = group
            others |= {entry.document.document_id for entry in group} - {first}
    return firsts, others


def _rank(entry: Entry) -> tuple[bool, int, bool]:
    """Dated before merely seen, early before late: the text was known from that day."""
    document = entry.document
    day = first_day(document.date) if document.date else 2**31 - 1
    return document.date_from in WEAK, day, document.same_as is not None


def _following(entry: Entry, first: str) -> Entry:
    return replace(entry, document=replace(entry.document, same_as=first, passages=0), shared=[])


def _taken_over(
    text_file: str, rows: Sequence[Row], gone: Sequence[Row], now: Texts, before: Texts
) -> list[Row]:
    """The rows of another document of the very same text, where there is one."""
    for stored, texts in ((rows, now), (gone, before)):
        donors = [row for row in stored if texts.get(row["document_id"]) == text_file]
        if donors and donors[0]["is_cut"]:
            return [row for row in donors if row["document_id"] == donors[0]["document_id"]]
    return []


def _owned(row: Row, entry: Entry, n: int) -> Row:
    """A row as that of another document."""
    document = entry.document
    about = {name: getattr(document, name) for name in ("title", "source", "vendor", "date")}
    about |= {"system": document.system, "url": document.url}
    extra = row["extra"] | {"licence": document.licence, "date_from": document.date_from}
    owned = {
        **row,
        **about,
        "id": f"{document.document_id}-{entry.version}-{n}",
        "key": -1,
        "document_id": document.document_id,
        "extra": {name: value for name, value in extra.items() if value is not None},
        "entry": flat(entry) if n == 0 else None,
    }
    return owned | {"mark": mark_of(owned, entry)}


def flat(entry: Entry) -> dict[str, Any]:
    """An entry as plain JSON, carried by its first passage for a repair."""
    return vars(entry) | {"document": entry.document.to_dict()}


def _also(group: Sequence[Entry], first: str) -> list[dict[str, str | None]]:
    others = (entry.document for entry in group if entry.document.document_id != first)
    return [named(one) for one in sorted(others, key=lambda one: one.document_id)]


def _saying(row: Row, also: list[dict[str, str | None]]) -> Row:
    if row["extra"].get("also", []) == also:
        return row
    extra = {name: value for name, value in row["extra"].items() if name != "also"}
    return row | {"extra": extra | ({"also": also} if also else {})}
