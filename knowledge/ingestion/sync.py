"""Bringing a shelf up to date with its sources: what is new, changed, gone.

The order of writes leaves a consistent library after a crash at any moment.
"""

import time
from collections.abc import Callable, Generator, Iterable, Mapping, Sequence, Set
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np

from knowledge.document import CannotRead, IngestReport, Interrupted
from knowledge.embedding.embed import Vectors
from knowledge.ingestion import sharing, stored, twins
from knowledge.ingestion.course import Course, Progress, Share, to_nobody
from knowledge.ingestion.portions import Portions
from knowledge.ingestion.stored import id_of, rows_again
from knowledge.reading.sources import Given, Source, find_sources, is_library
from knowledge.storage import keywords
from knowledge.storage.shelf import Shelf
from knowledge.storage.view import Entry, Row, View
from knowledge.storage.writing import Writing, writing

_STAYS = "; what it said before stays in the library, and `vendorscope remove` takes it out"
"""A file may be read while it is being saved; its last good version is kept."""
_AT_ONCE = 64
"""So many passages get their vectors before it is told how far it is."""


def ingest(
    shelf: Shelf,
    given: Iterable[Given],
    named: str | None = None,
    progress: Progress | None = None,
    missing: Iterable[Path] = (),
) -> IngestReport:
    """Add documents, replace changed ones, take out those whose file is gone from a given folder.

    `missing` are files and folders that were there: their documents are taken out.

    Order of writes: texts, passages into Chroma, the new state, then its name; only after that
    is the old removed. Before the name is written nothing has changed for any reader.
    """
    begun = time.monotonic()
    given = list(given)
    found = list(find_sources(given, named))
    course = Course(progress, len(found))
    report = IngestReport()
    portions, lasting = Portions(shelf.embedder), 0
    with writing(shelf) as pen, _counted(lambda: lasting):
        change = _Change()
        current = {entry.document.document_id: entry for entry in _entries(pen)}
        seen: set[str] = set()
        for source in found:
            shown = source[0] if isinstance(source, tuple) else source.shown
            course.reads(shown, len(change.entries))
            if isinstance(source, Source):
                _take(pen, source, current, seen, change, report)
            else:
                report.fail(*source)
            if portions.is_full(len(change.rows), len(pen.view) if pen.view else 0):
                report.passages += _apply(shelf, pen, change, course.embeds(len(change.entries)))
                portions.ends(len(change.rows))
                change, lasting = _Change(), report.written
        walked = [path for one in given if (path := _folder(one))]
        for entry in _gone(current.values(), [*walked, *missing], seen):
            report.removed.append(entry.shown)
            change.gone.add(entry.document.document_id)
        if change:
            report.passages += _apply(shelf, pen, change, course.embeds(len(change.entries)))
        course.ends()
    report.seconds = round(time.monotonic() - begun, 3)
    return report


@contextmanager
def _counted(lasting: Callable[[], int]) -> Generator[None]:
    """Ctrl-C says how many documents are in to stay."""
    try:
        yield
    except KeyboardInterrupt:
        raise Interrupted(lasting()) from None


def _take(
    pen: Writing,
    source: Source,
    current: Mapping[str, Entry],
    seen: set[str],
    change: "_Change",
    report: IngestReport,
) -> None:
    """One source into the change, and what came of it into the report."""
    document_id = id_of(source.identity)
    if document_id in seen:
        return
    seen.add(document_id)
    try:
        prepared = stored.prepare(pen, source, current.get(document_id))
    except CannotRead as error:
        stays = _STAYS if document_id in current else ""
        report.fail(source.shown.encode("utf-8", "replace").decode(), f"{error}{stays}")
        return
    if prepared is None:
        report.unchanged.append(source.shown)
        return
    (report.updated if document_id in current else report.added).append(source.shown)
    entry, rows, skipped = prepared
    if skipped:
        report.fail(source.shown, skipped)
    change.add(entry, rows)


def remove(shelf: Shelf, *document_ids: str) -> bool:
    """Take documents out; whether one was there."""
    with writing(shelf) as pen:
        there = {entry.document.document_id for entry in _entries(pen)} & set(document_ids)
        if there:
            _apply(shelf, pen, _Change(gone=there))
    return bool(there)


@dataclass
class _Change:
    entries: dict[str, Entry] = field(default_factory=dict[str, Entry])
    rows: list[Row] = field(default_factory=list[Row])
    gone: set[str] = field(default_factory=set[str])

    def __bool__(self) -> bool:
        return bool(self.entries or self.gone)

    def add(self, entry: Entry, rows: list[Row]) -> None:
        self.entries[entry.document.document_id] = entry
        self.rows.extend(rows)


def _entries(pen: Writing) -> list[Entry]:
    return pen.view.entries if pen.view else []


def _apply(shelf: Shelf, pen: Writing, change: _Change, tell: Share = to_nobody) -> int:
    """Make a change lasting, then visible, then remove what it replaced; new passages."""
    view = pen.view
    gone = change.gone | change.entries.keys()
    if view is not None and not _has_twins(_entries(pen), change, gone):
        return _extend(shelf, pen, view, change, gone, tell)
    every = [] if view is None else [view.stored(i) for i in range(len(view))]
    settled = twins.settle(
        [
            *(e for e in _entries(pen) if e.document.document_id not in gone),
            *change.entries.values(),
        ],
        [row for row in every if row["document_id"] not in gone],
        change.rows,
        _whole(shelf, pen, every, gone),
        {entry.document.document_id: entry.text_file for entry in _entries(pen)},
        lambda entry: rows_again(entry, shelf.text(entry.text_file)),
    )
    marks = {row.get("mark", "") for row in settled.kept}
    own = sharing.settle(
        settled.entries,
        settled.new,
        marks.intersection,
        lambda name: [row for row in settled.kept if row["document_id"] == name],
        lambda entry: shelf.text(entry.text_file),
    )
    entries = [own.entries.get(e.document.document_id, e) for e in settled.entries]
    kept = [row for row in settled.kept if row["document_id"] not in own.remade]
    vectors = _embed(shelf, view, own.rows, tell)
    _number(own.rows, view)
    # A library that holds nothing yet gets its name first, so that a crash leaves an empty one.
    if view is None:
        pen.write_state([], [], np.empty((0, shelf.embedder.dimension), np.float32))
    with pen.chroma() as store:
        store.add(own.rows, vectors)
        if view is not None:
            touched = [row for row in settled.touched if row["document_id"] not in own.remade]
            if touched:
                store.add(touched, view.vectors[[view.place(row["key"]) for row in touched]])
            places = [view.place(row["key"]) for row in kept]
            vectors = np.concatenate([view.vectors[places], vectors])
        rows = [*kept, *own.rows]
        pen.write_state(entries, rows, vectors)
        store.delete(store.ids() - {row["id"] for row in rows})
    pen.tidy()
    return len(own.rows)


def _whole(shelf: Shelf, pen: Writing, rows: Sequence[Row], names: Set[str]) -> list[Row]:
    """The rows of these documents, with those that they shared with others."""
    by_name: dict[str, list[Row]] = {}
    for row in rows:
        by_name.setdefault(row["document_id"], []).append(row)
    found: list[Row] = []
    for entry in _entries(pen):
        if (name := entry.document.document_id) in names:
            text = shelf.text(entry.text_file) if entry.shared else ""
            found.extend(sharing.whole(entry, by_name.get(name, []), text))
    return found


def _has_twins(entries: Sequence[Entry], change: _Change, gone: Set[str]) -> bool:
    """Whether a text that comes or goes is, or was, that of another document too."""
    new = [entry.words for entry in change.entries.values() if entry.words]
    moved = {*new, *(e.words for e in entries if e.document.document_id in gone)}
    stays = {e.words for e in entries if e.words and e.document.document_id not in gone}
    return len(set(new)) < len(new) or not moved.isdisjoint(stays)


def _extend(
    shelf: Shelf, pen: Writing, view: View, change: _Change, gone: Set[str], tell: Share
) -> int:
    """The same where no text has a twin: what stays is neither read nor written again."""
    own = sharing.settle(
        [
            *(e for e in view.entries if e.document.document_id not in gone),
            *change.entries.values(),
        ],
        change.rows,
        lambda marks: view.held(marks, gone),
        view.stored_of,
        lambda entry: shelf.text(entry.text_file),
    )
    gone = gone | own.remade
    left = [entry for entry in view.entries if entry.document.document_id in gone]
    kept = [entry for entry in view.entries if entry.document.document_id not in gone]
    entries = change.entries | own.entries
    vectors = _embed(shelf, view, own.rows, tell)
    _number(own.rows, view)
    new = {row["id"] for row in own.rows}
    old = {
        f"{e.document.document_id}-{e.version}-{n}"
        for e in left
        for n in range(e.document.passages)
    }
    with pen.chroma() as store:
        store.add(own.rows, vectors)
        pen.extend_state([*kept, *entries.values()], own.rows, vectors)
        store.delete(old - new)
        now = pen.view
        if now is not None and store.count() != len(now):  # a crash has left something there
            store.delete(store.ids() - {now.stored(i)["id"] for i in range(len(now))})
    pen.tidy()
    return len(own.rows)


def _embed(shelf: Shelf, view: View | None, rows: Sequence[Row], tell: Share) -> Vectors:
    """The vectors of rows; those that have been stored before have theirs."""
    vectors = np.empty((len(rows), shelf.embedder.dimension), np.float32)
    is_new = np.array([view is None or row["key"] < 0 for row in rows], np.bool_)
    fresh = [place for place, new in enumerate(is_new) if new]
    step: int = getattr(shelf.embedder, "texts_at_once", _AT_ONCE)
    for at in range(0, len(fresh), step):
        part = fresh[at : at + step]
        tell(at / len(fresh), str(rows[part[0]]["title"]))
        vectors[part] = shelf.embedder.embed([keywords.told(rows[place]) for place in part])
    if view is not None and not is_new.all():
        known = [row["key"] for row, new in zip(rows, is_new, strict=True) if not new]
        vectors[~is_new] = view.vectors_of(view.places(known))
    return vectors


def _number(rows: Sequence[Row], view: View | None) -> None:
    for key, row in enumerate(rows, 0 if view is None else view.next_key):
        row["key"] = key


def _folder(given: Given) -> Path | None:
    """Where all below was looked at: a folder that was given."""
    if isinstance(given, Source):
        return None
    path = Path(str(given)).expanduser()
    return path.resolve() if path.is_dir() else None


def _gone(current: Iterable[Entry], places: Sequence[Path], seen: set[str]) -> list[Entry]:
    """Documents at or below these places whose file is no longer there, or part of a library."""
    gone: list[Entry] = []
    for entry in current:
        path = Path(entry.identity)
        within = [place for place in places if path.is_relative_to(place)]
        if within and entry.document.document_id not in seen and _is_gone(path, within):
            gone.append(entry)
    return gone


def _is_gone(path: Path, within: Sequence[Path]) -> bool:
    # An older version took the files of a library below the folder for documents.
    above = (up for up in path.parents if any(up.is_relative_to(place) for place in within))
    is_no_file = not path.exists() or path.is_dir()
    return is_no_file or any(map(is_library, above))
