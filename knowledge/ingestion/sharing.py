"""Passages that say what one of another document says: stored once, with all their sources.

The document that shares a passage keeps its place and span (`Entry.shared`), out of which it is
made again when the passage that stands for it goes.
"""

from collections.abc import Callable, Iterable, Sequence, Set
from dataclasses import dataclass, field, replace

from knowledge.ingestion.twins import flat
from knowledge.storage.view import Entry, Row, named

_OWN = ("mark", "char_start", "char_end", "heading", "language", "page_turn", "extra")
"""Of a shared passage; all else is its document's."""

Held = Callable[[Iterable[str]], Set[str]]
"""Which of these marks a passage bears that stays as it is."""


@dataclass
class Settled:
    """What of a change is to be written."""

    rows: list[Row] = field(default_factory=list[Row])
    """The new passages that are nobody's copy, and all of the documents in `remade`. One that has
    been stored before bears its key."""
    entries: dict[str, Entry] = field(default_factory=dict[str, Entry])
    """Documents that say something else now than they were given."""
    remade: set[str] = field(default_factory=set[str])
    """Documents that stayed, but get back a passage of which another's went."""


def settle(
    entries: Sequence[Entry],
    new: Sequence[Row],
    held: Held,
    stored: Callable[[str], list[Row]],
    text_of: Callable[[Entry], str],
) -> Settled:
    """Of near-copies let one document hold the passage.

    Args:
        entries: Every document of the state to come.
        new: Rows to be added; their documents have no others.
        held: Tells marks of rows that stay.
        stored: The rows of a document that stays.
        text_of: The text of a document.
    """
    now = {entry.document.document_id: entry for entry in entries}
    by_document: dict[str, list[Row]] = {}
    for row in new:
        by_document.setdefault(row["document_id"], []).append(row)
    stays = [entry for name, entry in now.items() if name not in by_document and entry.shared]
    sought = {row["mark"] for row in new} | {one["mark"] for e in stays for one in e.shared}
    holders = dict.fromkeys(held(sought - {""}), "")
    settled = Settled()
    for name, rows in by_document.items():
        own = [row for row in rows if not row["mark"] or _holds(holders, row["mark"], name)]
        if len(own) == len(rows):
            settled.rows.extend(rows)
            continue
        copies = [row for row in rows if row["mark"] and holders[row["mark"]] != name]
        _write(settled, now[name], own, [_short(row) for row in copies])
    for entry in stays:
        name = entry.document.document_id
        back = [one for one in entry.shared if _holds(holders, one["mark"], name)]
        if back:
            restored = _restored(entry, back, text_of(entry), _followers(entry, entries))
            rows = sorted([*stored(name), *restored], key=lambda row: row["char_start"])
            _write(settled, entry, rows, [one for one in entry.shared if one not in back])
            settled.remade.add(name)
    return settled


def whole(entry: Entry, rows: Iterable[Row], text: str) -> list[Row]:
    """All rows of a document, those that another's stand for among them."""
    return sorted(
        [*rows, *_restored(entry, entry.shared, text, [])], key=lambda row: row["char_start"]
    )


def _holds(holders: dict[str, str], mark: str, name: str) -> bool:
    """Whether a passage is the document's own: it was the first to say so."""
    return holders.setdefault(mark, name) == name


def _write(settled: Settled, entry: Entry, rows: Sequence[Row], shared: list[Row]) -> None:
    document = replace(entry.document, passages=len(rows), shared=len(shared))
    entry = replace(entry, document=document, shared=shared)
    settled.entries[document.document_id] = entry
    for n, row in enumerate(rows):
        # Other ids than those of the same document before: it has other passages.
        own_id = f"{document.document_id}-{entry.version}-{n}"
        settled.rows.append(row | {"id": own_id, "entry": flat(entry) if n == 0 else None})


def _short(row: Row) -> Row:
    short = {name: row[name] for name in _OWN}
    extra = {name: value for name, value in row["extra"].items() if name != "also"}
    return short | {"extra": extra}


def _restored(
    entry: Entry, shared: Iterable[Row], text: str, also: list[dict[str, str | None]]
) -> list[Row]:
    document = entry.document
    about = {
        name: getattr(document, name)
        for name in ("document_id", "title", "source", "vendor", "date", "system", "url")
    }
    return [
        {
            "id": "",
            "key": -1,
            **about,
            **one,
            "is_cut": True,  # rows as their author made them are never shared
            "extra": one["extra"] | ({"also": also} if also else {}),
            "entry": None,
            "text": text[one["char_start"] : one["char_end"]],
        }
        for one in shared
    ]


def _followers(entry: Entry, entries: Iterable[Entry]) -> list[dict[str, str | None]]:
    """The documents of the same words, as `twins` names them."""
    mine = entry.document.document_id
    same = [one.document for one in entries if one.document.same_as == mine]
    return [named(one) for one in sorted(same, key=lambda one: one.document_id)]
