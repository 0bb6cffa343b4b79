"""Writing states: whole, or only what changed beside files that stay."""

from collections.abc import Iterable, Sequence, Set
from itertools import chain
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from knowledge.embedding.embed import Vectors
from knowledge.storage import facets, keywords, part
from knowledge.storage.facets import Facets
from knowledge.storage.keywords import Keywords
from knowledge.storage.part import as_line
from knowledge.storage.view import (
    BASE,
    DOCUMENTS,
    HIDDEN,
    KEYWORDS,
    RECENT,
    Entry,
    Row,
    View,
    entry_of,
    lines,
    others,
)

_FEW = 2000
"""So many recent passages are written anew without a thought; of many, a tenth of the base."""


def write_view(
    folder: Path,
    entries: Sequence[Entry],
    rows: Sequence[Row],
    vectors: Vectors,
    old: Path | None,
) -> None:
    """Write a state of these passages into an empty folder.

    `rows` with their `vectors` come in the order of their keys. The lexical index of the state
    before (`old`) is taken over and only what differs is written to it.
    """
    part.write(folder / BASE, rows, vectors)
    _write_documents(folder, entries)
    if old is None:
        keywords.write(folder / KEYWORDS, rows)
        return
    before, now = _versions(map(entry_of, lines(old / DOCUMENTS))), _versions(entries)
    new = {document_id for document_id, _ in now - before}
    added = (row for row in rows if row["document_id"] in new)
    gone = {document_id for document_id, _ in before - now}
    _write_keywords(folder, gone, added, rows, old)


def extend_view(
    folder: Path, entries: Sequence[Entry], new: Sequence[Row], vectors: Vectors, old: View
) -> None:
    """Write the state that has these documents, of which `old` lacks the passages in `new`.

    The base stays as it is, under a second name; once much has changed all is written as a base.
    """
    before, now = _versions(old.entries), _versions(entries)
    gone = {document_id for document_id, _ in before - now}
    if len(old.facets.documents.codes) < len(old):
        return _rewrite(folder, entries, gone, new, vectors, old)
    stays = ~old.facets.documents.where(gone.__contains__)
    base, of_base = old.parts[0], len(old.kept[0])
    hidden = others(len(base), old.kept[0][stays[:of_base]])
    recent = of_base + np.flatnonzero(stays[of_base:])
    few = max(_FEW, len(base) // 10)
    if len(recent) + len(new) > few or len(hidden) > few:
        _write_with(folder / BASE, old, np.flatnonzero(stays), new, vectors)
    else:
        _link_all(old.folder / BASE, folder / BASE)
        np.save(folder / HIDDEN, hidden)
        _write_with(folder / RECENT, old, recent, new, vectors)
    _write_documents(folder, entries)
    kept = (old.stored(int(i)) for i in np.flatnonzero(stays))
    _write_keywords(folder, gone, new, chain(kept, new), old.folder)
    return None


def _rewrite(
    folder: Path,
    entries: Sequence[Entry],
    gone: Set[str],
    new: Sequence[Row],
    vectors: Vectors,
    old: View,
) -> None:
    """After a state of an older version, which does not tell passages by document."""
    rows = [old.stored(i) for i in range(len(old))]
    kept = [i for i, row in enumerate(rows) if row["document_id"] not in gone]
    before = old.vectors_of(np.array(kept, np.int64))
    rows = [*(rows[i] for i in kept), *new]
    write_view(folder, entries, rows, np.concatenate([before, vectors]), old.folder)


def _write_with(
    folder: Path, old: View, kept: NDArray[np.int64], new: Sequence[Row], vectors: Vectors
) -> None:
    """A part of passages of a state before and new ones."""
    part.write_raw(
        folder,
        [*(old.raw(int(i)) for i in kept), *map(as_line, new)],
        np.concatenate([old.vectors_of(kept), vectors]),
        facets.joined([old.facets.taken(kept), Facets.of(new)]),
    )


def _write_documents(folder: Path, entries: Sequence[Entry]) -> None:
    (folder / DOCUMENTS).write_bytes(b"".join(as_line(_flat(entry)) for entry in entries))


def _versions(entries: Iterable[Entry]) -> set[tuple[str, str]]:
    return {(entry.document.document_id, entry.version) for entry in entries}


def _write_keywords(
    folder: Path, gone: Set[str], new: Iterable[Row], every: Iterable[Row], old: Path
) -> None:
    """The index of the state before without what is gone and with what is new, or all anew."""
    if Keywords(old / KEYWORDS).is_worn(gone):
        keywords.write(folder / KEYWORDS, every)
        return
    # Segments never change once written: a second name for them is as good as a copy.
    _link_all(old / KEYWORDS, folder / KEYWORDS)
    keywords.write(folder / KEYWORDS, new, gone=sorted(gone))


def _link_all(folder: Path, target: Path) -> None:
    target.mkdir(parents=True)
    for file in folder.iterdir():
        if not file.name.endswith(".lock"):
            _link(file, target / file.name)


def _link(file: Path, target: Path) -> None:
    if file.suffix == ".json":  # replaced, not changed, by tantivy; small enough to be sure
        target.write_bytes(file.read_bytes())
        return
    try:
        target.hardlink_to(file)
    except OSError:  # a file system without links
        target.write_bytes(file.read_bytes())


def _flat(entry: Entry) -> dict[str, Any]:
    return {**vars(entry), "document": entry.document.to_dict()}
