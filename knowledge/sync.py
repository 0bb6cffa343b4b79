"""Bringing a shelf up to date with its sources: what is new, changed, gone.

The order of writes leaves a consistent library after a crash at any moment.
"""

import hashlib
import json
import time
from collections.abc import Callable, Iterable, Sequence, Set
from dataclasses import asdict, dataclass, field, replace
from pathlib import Path

import numpy as np

from knowledge import chunk, keywords, parse
from knowledge.document import About, CannotRead, Chunk, Document, IngestReport, Parsed
from knowledge.embed import Vectors
from knowledge.glossary import CHINESE
from knowledge.shelf import Shelf
from knowledge.sources import Source, find_sources
from knowledge.view import Entry, Row, View
from knowledge.writing import Writing, writing

_PASSAGES_A_COMMIT = 5000
"""After so many new passages what was done is made lasting, so that a crash loses little."""

Progress = Callable[[str, int], None]
"""Told each document as it is read, with the number of passages so far."""


def ingest(
    shelf: Shelf,
    given: Iterable[str | Path],
    named: str | None = None,
    progress: Progress | None = None,
) -> IngestReport:
    """Add documents, replace changed ones, take out those whose file is gone from a given folder.

    Order of writes: texts, passages into Chroma, the new state, then its name; only after that
    is the old removed. Before the name is written nothing has changed for any reader.
    """
    begun = time.monotonic()
    given = list(given)
    report = IngestReport()
    with writing(shelf) as pen:
        change = _Change()
        current = {entry.document.document_id: entry for entry in _entries(pen)}
        seen: set[str] = set()
        for source in find_sources(given, named):
            if not isinstance(source, Source):
                report.fail(*source)
                continue
            document_id = _id(source.identity)
            if document_id in seen:
                continue
            seen.add(document_id)
            try:
                _check_name(source)
                prepared = _prepare(pen, source, current.get(document_id))
            except CannotRead as error:
                report.fail(source.shown.encode("utf-8", "replace").decode(), str(error))
                continue
            if prepared is None:
                report.unchanged.append(source.shown)
                continue
            (report.updated if document_id in current else report.added).append(source.shown)
            change.add(*prepared)
            report.passages += len(prepared[1])
            if progress:
                progress(source.shown, report.passages)
            if len(change.rows) >= _PASSAGES_A_COMMIT:
                _apply(shelf, pen, change)
                change = _Change()
        for entry in _gone(current.values(), given, seen):
            report.removed.append(entry.shown)
            change.gone.add(entry.document.document_id)
        if change:
            _apply(shelf, pen, change)
    report.seconds = round(time.monotonic() - begun, 3)
    return report


def remove(shelf: Shelf, document_id: str) -> bool:
    """Take a document out; whether it was there."""
    with writing(shelf) as pen:
        if document_id not in {entry.document.document_id for entry in _entries(pen)}:
            return False
        _apply(shelf, pen, _Change(gone={document_id}))
    return True


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


def _prepare(pen: Writing, source: Source, known: Entry | None) -> tuple[Entry, list[Row]] | None:
    """A source's document and passages; None where it is as we have it."""
    content, suffix = source.read()
    outside = source.about()
    fingerprint = _fingerprint(content, suffix, outside)
    if known and known.fingerprint == fingerprint:
        return None
    parsed = parse.parse(content, suffix)
    chunks = chunk.split(parsed.text) if parsed.rows is None else parsed.rows
    if not chunks:
        raise CannotRead("there is no text in it")
    about = parsed.about_with(outside).over(source.last_resort())
    if about.language is None:
        about = replace(about, language=_language(parsed.text))
    document = Document(
        document_id=_id(source.identity),
        title=about.title or source.shown,
        source=about.source or source.shown,
        vendor=about.vendor,
        date=about.date,
        language=about.language,
        passages=len(chunks),
        system=about.system,
        url=about.url,
        licence=about.licence,
        date_from=about.date_from,
    )
    text_file = pen.keep_text(parsed.text)
    entry = Entry(document, source.identity, source.shown, fingerprint, text_file)
    inherited = about if parsed.rows is None else _for_rows(about, outside)
    return entry, [_row(entry, i, one, parsed, inherited) for i, one in enumerate(chunks)]


def _check_name(source: Source) -> None:
    try:
        source.identity.encode()
    except UnicodeEncodeError:
        raise CannotRead("its name is not valid UTF-8; rename it") from None


def _for_rows(about: About, outside: About) -> About:
    """What a row without a field of its own takes over; never a date that is only the file's."""
    return replace(about, date=outside.date, date_from=outside.date_from)


def _row(entry: Entry, n: int, piece: Chunk, parsed: Parsed, inherited: About) -> Row:
    if piece.about.source and not piece.about.url:
        inherited = replace(inherited, url=None)  # the document's address opens another source
    about = piece.about.over(inherited)
    text = parsed.text
    return {
        "id": f"{entry.document.document_id}-{entry.version}-{n}",
        "key": -1,  # given when it is stored
        "document_id": entry.document.document_id,
        "char_start": piece.start,
        "char_end": piece.end,
        "title": about.title,
        "source": about.source,
        "vendor": about.vendor,
        "date": None if piece.is_undated else about.date,
        "system": about.system,
        "url": about.url,
        "language": piece.about.language or _language(text[piece.start : piece.end]),
        "heading": piece.heading,
        # A row of JSON Lines is a passage as its author made it; what we cut may be trimmed.
        "is_cut": parsed.rows is None,
        "extra": parsed.notes(piece, about),
        # One passage of each document carries what is needed to list it after a repair.
        "entry": vars(entry) | {"document": entry.document.to_dict()} if n == 0 else None,
        "text": text[piece.start : piece.end],
    }


def _apply(shelf: Shelf, pen: Writing, change: _Change) -> None:
    """Make a change lasting, then visible, then remove what it replaced."""
    view = pen.view
    gone = change.gone | change.entries.keys()
    kept = _kept(view, gone)
    entries = [e for e in _entries(pen) if e.document.document_id not in gone]
    vectors = _embed(shelf, change.rows)
    first = 0 if view is None else view.next_key
    for key, row in enumerate(change.rows, first):
        row["key"] = key
    # A library that holds nothing yet gets its name first, so that a crash leaves an empty one.
    if view is None:
        pen.write_state([], [], np.empty((0, shelf.embedder.dimension), np.float32))
    with pen.chroma() as store:
        store.add(change.rows, vectors)
        rows = [*kept, *change.rows]
        if view is not None:
            places = [view.place(row["key"]) for row in kept]
            vectors = np.concatenate([view.vectors[places], vectors])
        pen.write_state([*entries, *change.entries.values()], rows, vectors)
        store.delete(store.ids() - {row["id"] for row in rows})
    pen.tidy()


def _kept(view: View | None, gone: Set[str]) -> list[Row]:
    rows = [] if view is None else [view.row(i) for i in range(len(view))]
    return [row for row in rows if row["document_id"] not in gone]


def _embed(shelf: Shelf, rows: Sequence[Row]) -> Vectors:
    if not rows:
        return np.empty((0, shelf.embedder.dimension), np.float32)
    return shelf.embedder.embed([keywords.told(row) for row in rows])


def _gone(current: Iterable[Entry], given: Sequence[str | Path], seen: set[str]) -> list[Entry]:
    """Documents of a folder given now whose file is no longer there."""
    folders = [Path(str(one)).expanduser() for one in given]
    walked = [folder.resolve() for folder in folders if folder.is_dir()]
    gone: list[Entry] = []
    for entry in current:
        path = Path(entry.identity)
        inside = any(path.is_relative_to(folder) for folder in walked)
        if inside and entry.document.document_id not in seen and not path.exists():
            gone.append(entry)
    return gone


def _fingerprint(content: bytes, suffix: str, outside: About) -> str:
    said = json.dumps(
        [parse.VERSION, chunk.VERSION, suffix, asdict(outside)], ensure_ascii=False
    ).encode()
    return hashlib.sha256(said + b"\0" + content).hexdigest()


def _id(identity: str) -> str:
    return hashlib.sha256(identity.encode("utf-8", "surrogateescape")).hexdigest()[:16]


def _language(text: str) -> str:
    """`zh` where a tenth of the letters is Chinese, else `en`: what the analyst writes."""
    sample = text[:20_000]
    letters = sum(1 for c in sample if c.isalpha())
    return "zh" if letters and len(CHINESE.findall(sample)) * 10 > letters else "en"
