"""One state of a library as files that never change: what answering reads.

Written whole, then named as the current one: a reader sees the state before or after a change,
never between.
"""

import json
import mmap
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from knowledge import keywords
from knowledge.dates import first_day
from knowledge.document import Document, Passage
from knowledge.embed import Vectors
from knowledge.glossary import CHINESE
from knowledge.keywords import Keywords
from knowledge.question import SourceNames

Row = dict[str, Any]
"""A stored passage: id, key, document_id, text, span, what is known about it, and `extra`."""

_PASSAGES, _OFFSETS, _VECTORS = "passages.jsonl", "offsets.npy", "vectors.npy"
_NONE = np.empty(0, np.int32)
_FACETS, _DOCUMENTS, _KEYWORDS = "facets.npz", "documents.jsonl", "keywords"


@dataclass(frozen=True)
class Entry:
    """A document of the library, and how to tell whether it changed."""

    document: Document
    identity: str
    """Path or address that makes it the same document next time."""
    shown: str
    """As the user gave it."""
    fingerprint: str
    """Of its bytes and of what was said about it."""
    text_file: str

    @property
    def version(self) -> str:
        """Short mark of this content; part of its passages' ids."""
        return self.fingerprint[:12]


class View:
    """One state of a library. Safe to use from many threads."""

    def __init__(self, folder: Path, dimension: int) -> None:
        self._offsets: NDArray[np.int64] = np.load(folder / _OFFSETS)
        self.vectors: Vectors = (
            np.load(folder / _VECTORS, mmap_mode="r")
            if len(self)
            else np.empty((0, dimension), np.float32)
        )
        with np.load(folder / _FACETS, allow_pickle=False) as facets:
            self._keys: NDArray[np.int64] = facets["keys"]
            self.days: NDArray[np.int32] = facets["days"]
            self._vendor_codes: NDArray[np.int32] = facets["vendor_codes"]
            self._vendors = [str(name) for name in facets["vendors"]]
            self.has_chinese = bool(facets["has_chinese"])
            has_sources = "sources" in facets
            self._source_codes: NDArray[np.int32] = facets["source_codes"] if has_sources else _NONE
            self._sources = [str(name) for name in facets["sources"]] if has_sources else []
            self._subjects = [str(s) for s in facets["subjects"]] if "subjects" in facets else []
        self.entries = [_entry(line) for line in _lines(folder / _DOCUMENTS)]
        self.keywords = Keywords(folder / _KEYWORDS)
        with (folder / _PASSAGES).open("rb") as file:
            # Mapped, not read: opening costs the same for a hundred passages and a million.
            self._bytes = mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) if len(self) else b""

    def __len__(self) -> int:
        return len(self._offsets) - 1

    def row(self, i: int) -> Row:
        """The passage at a place."""
        return json.loads(self._bytes[self._offsets[i] : self._offsets[i + 1]])

    def place(self, key: int) -> int:
        """Where the passage with a key is."""
        return int(np.searchsorted(self._keys, key))

    def places(self, keys: Sequence[int]) -> NDArray[np.int64]:
        """Where the passages with these keys are."""
        return np.searchsorted(self._keys, np.asarray(keys, np.int64))

    @cached_property
    def source_names(self) -> SourceNames:
        """By which a question may call the sources; none in a state that an older version wrote."""
        return SourceNames(self._sources, self._subjects)

    def of_sources(self, sources: Iterable[str]) -> NDArray[np.bool_]:
        """Which passages are of one of these sources."""
        wanted = set(sources)
        codes = [i for i, name in enumerate(self._sources) if name in wanted]
        if not len(self._source_codes):
            return np.zeros(len(self), np.bool_)
        return np.isin(self._source_codes, codes)

    def vendor_mask(self, vendors: Iterable[str]) -> NDArray[np.bool_]:
        """Which passages are of one of these vendors; case does not matter."""
        wanted = {name.casefold().strip() for name in vendors}
        codes = [i for i, name in enumerate(self._vendors) if name.casefold() in wanted]
        return np.isin(self._vendor_codes, codes)

    @property
    def next_key(self) -> int:
        """Keys grow and are never used twice."""
        return int(self._keys[-1]) + 1 if len(self) else 0


def write_view(
    folder: Path,
    entries: Sequence[Entry],
    rows: Sequence[Row],
    vectors: Vectors,
    old: Path | None,
) -> None:
    """Write a state into an empty folder.

    `rows` with their `vectors` come in the order of their keys. The lexical index of the state
    before (`old`) is taken over and only what differs is written to it.
    """
    folder.mkdir(parents=True)
    lines = [_json(row) for row in rows]
    (folder / _PASSAGES).write_bytes(b"".join(lines))
    np.save(folder / _OFFSETS, np.cumsum([0, *map(len, lines)], dtype=np.int64))
    np.save(folder / _VECTORS, np.asarray(vectors, np.float32))
    (folder / _DOCUMENTS).write_bytes(b"".join(_json(_flat(entry)) for entry in entries))
    names = sorted({row["vendor"] or "" for row in rows})
    code = {name: i for i, name in enumerate(names)}
    sources = sorted({row["source"] for row in rows})
    subjects = {name for row in rows for name in (row["vendor"], row["system"]) if name}
    of_source = {name: i for i, name in enumerate(sources)}
    np.savez(
        folder / _FACETS,
        keys=np.array([row["key"] for row in rows], np.int64),
        days=np.array([first_day(row["date"]) for row in rows], np.int32),
        vendor_codes=np.array([code[row["vendor"] or ""] for row in rows], np.int32),
        vendors=np.array(names, np.str_),
        source_codes=np.array([of_source[row["source"]] for row in rows], np.int32),
        sources=np.array(sources, np.str_),
        subjects=np.array(sorted(subjects), np.str_),
        has_chinese=np.bool_(any(CHINESE.search(row["text"]) for row in rows)),
    )
    _write_keywords(folder, entries, rows, old)


def passage(row: Row, score: float = 0.0, similarity: float = 0.0, overlap: float = 0.0) -> Passage:
    """A stored passage as callers see it."""
    return Passage(
        text=row["text"],
        score=score,
        document_id=row["document_id"],
        title=row["title"],
        source=row["source"],
        vendor=row["vendor"],
        date=row["date"],
        char_start=row["char_start"],
        char_end=row["char_end"],
        system=row["system"],
        language=row["language"],
        heading=row["heading"],
        url=row["url"],
        similarity=similarity,
        overlap=overlap,
        extra=row["extra"],
    )


def _write_keywords(
    folder: Path, entries: Sequence[Entry], rows: Sequence[Row], old: Path | None
) -> None:
    target = folder / _KEYWORDS
    if old is None:
        keywords.write(target, rows)
        return
    target.mkdir()
    for file in (old / _KEYWORDS).iterdir():
        # Segments never change once written: a second name for them is as good as a copy.
        if not file.name.endswith(".lock"):
            _link(file, target / file.name)
    before = {(e.document.document_id, e.version) for e in map(_entry, _lines(old / _DOCUMENTS))}
    now = {(e.document.document_id, e.version) for e in entries}
    new = {document_id for document_id, _ in now - before}
    keywords.write(
        target,
        (row for row in rows if row["document_id"] in new),
        gone=sorted({document_id for document_id, _ in before - now}),
    )


def _link(file: Path, target: Path) -> None:
    if file.suffix == ".json":  # replaced, not changed, by tantivy; small enough to be sure
        target.write_bytes(file.read_bytes())
        return
    try:
        target.hardlink_to(file)
    except OSError:  # a file system without links
        target.write_bytes(file.read_bytes())


def _json(value: Any) -> bytes:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode() + b"\n"


def _lines(file: Path) -> list[bytes]:
    return [line for line in file.read_bytes().split(b"\n") if line]


def _flat(entry: Entry) -> dict[str, Any]:
    return {**vars(entry), "document": entry.document.to_dict()}


def _entry(line: bytes) -> Entry:
    kept = json.loads(line)
    return Entry(**(kept | {"document": Document(**kept["document"])}))
