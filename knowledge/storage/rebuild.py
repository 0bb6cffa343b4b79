"""Making a library anew from what is left of it: its current state, or else its Chroma store."""

from collections.abc import Sequence
from pathlib import Path

import numpy as np

from knowledge.document import CannotRead, Document
from knowledge.embedding.embed import Embedder
from knowledge.storage import files, keywords, store
from knowledge.storage.pointer import read_pointer
from knowledge.storage.shelf import TEXTS, read_text
from knowledge.storage.view import Entry, Row, View
from knowledge.storage.writing import beginning_anew


def rebuild(folder: Path, embedder: Embedder) -> str:
    """Rebuild the library of a folder with a model; says in a sentence what came of it.

    The texts stay as they are; passages are embedded anew, so any model will do. What was there
    is removed only when the new state is complete.

    Raises:
        CannotRead: nothing usable is left, or the texts are out of reach.
    """
    if not folder.is_dir():
        raise CannotRead(f"There is no folder {folder}.")
    with beginning_anew(folder, embedder) as writing:  # before the look: nothing is added meanwhile
        entries, rows = _from_view(folder) or _from_chroma(folder)
        if entries and all(read_text(folder, entry.text_file) is None for entry in entries):
            raise CannotRead(
                f"Not one text of the library is in {folder / TEXTS}; put that folder back and run "
                f"this again, or delete {folder} and add its documents again with ingest."
            )
        whole, rows = _whole(folder, entries, rows)
        for key, row in enumerate(rows):
            row["key"] = key
        vectors = np.empty((0, embedder.dimension), np.float32)
        if rows:
            vectors = embedder.embed([keywords.told(row) for row in rows])
        with writing.chroma() as opened:
            opened.add(rows, vectors)
        writing.write_state(whole, rows, vectors)
        writing.tidy()
    lost = [entry.shown for entry in entries if entry not in whole]
    said = f"Rebuilt {folder}: {len(rows)} passages of {len(whole)} documents."
    return said + (f" Lost, ingest them again: {', '.join(lost)}." if lost else "")


def _whole(
    folder: Path, entries: Sequence[Entry], rows: Sequence[Row]
) -> tuple[list[Entry], list[Row]]:
    """The documents whose text is there, with all passages that stand for it, and the passages."""
    whole = [entry for entry in entries if read_text(folder, entry.text_file) is not None]
    while True:  # one that goes may have stood for another
        kept = {entry.document.document_id for entry in whole}
        rows = [row for row in rows if row["document_id"] in kept]
        marks = {row.get("mark") for row in rows}
        also = [
            entry
            for entry in whole
            if entry.document.same_as in {None, *kept}
            and all(one["mark"] in marks for one in entry.shared)
        ]
        if len(also) == len(whole):
            return whole, rows
        whole = also


def _from_view(folder: Path) -> tuple[list[Entry], list[Row]] | None:
    """From the state that is named, if all its files are as written."""
    try:
        current = read_pointer(folder)
        if not files.are_as_marked(folder / current.view, current.files):
            return None
        view = View(folder / current.view, current.dimension)
        return view.entries, [view.stored(i) for i in range(len(view))]
    except (OSError, ValueError, KeyError, TypeError, EOFError):
        return None


def _from_chroma(folder: Path) -> tuple[list[Entry], list[Row]]:
    """From the newest store that can be read; of a document in two versions the complete one."""
    places = sorted(folder.glob("chroma-*"), key=_number, reverse=True)
    for place in places:
        try:
            with store.open_store(place, "", 0) as opened:
                rows = [row for row, _ in opened.read()]
        except store.BrokenStore:
            continue
        entries = _complete(rows)
        names = {(entry.document.document_id, entry.version) for entry in entries}
        return entries, sorted(
            (row for row in rows if _names(row) in names),
            key=lambda row: (row["key"], row["id"]),
        )
    raise CannotRead(
        f"Nothing of the library {folder} can be saved; delete the folder and add its documents "
        "again with ingest."
    )


def _complete(rows: Sequence[Row]) -> list[Entry]:
    """Documents all of whose passages are there; of two versions the one stored last."""
    count: dict[tuple[str, str], int] = {}
    for row in rows:
        count[_names(row)] = count.get(_names(row), 0) + 1
    found: dict[str, tuple[int, Entry]] = {}
    for row in rows:
        if not row["entry"]:
            continue
        entry = Entry(**(row["entry"] | {"document": Document(**row["entry"]["document"])}))
        stored = found.get(row["document_id"])
        is_whole = count[_names(row)] == entry.document.passages
        if is_whole and (stored is None or stored[0] < row["key"]):
            found[row["document_id"]] = (row["key"], entry)
    return [entry for _, entry in found.values()]


def _names(row: Row) -> tuple[str, str]:
    """Document and version, out of the passage's id."""
    document_id, version, _ = row["id"].split("-")
    return document_id, version


def _number(place: Path) -> int:
    tail = place.name.rpartition("-")[2]
    return int(tail) if tail.isdigit() else 0
