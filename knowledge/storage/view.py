"""One state of a library as files that never change: what answering reads.

Written whole, then named as the current one: a reader sees the state before or after a change,
never between. A small change writes only itself: the passages before it are the same files.
"""

import hashlib
import json
from collections.abc import Callable, Iterable, Sequence, Set
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from knowledge.document import Document, Passage
from knowledge.embedding.embed import Vectors
from knowledge.language.question import SourceNames
from knowledge.language.words import words
from knowledge.storage import facets
from knowledge.storage.facets import Names
from knowledge.storage.keywords import Keywords
from knowledge.storage.part import Part

Row = dict[str, Any]
"""A stored passage: id, key, document_id, text, span, what is known about it, and `extra`."""

BASE, RECENT, HIDDEN = "base", "recent", "hidden.npy"
"""Most passages; those added since, written anew with each change; rows of the base that went."""
DOCUMENTS, KEYWORDS = "documents.jsonl", "keywords"
_FEWER = 4
"""Of fewer than every fourth passage the vectors are gathered; else all are scanned in a row."""


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
    words: str = ""
    """Mark of its words, by which another of the same text is found; empty for rows of a table."""
    shared: list[Row] = field(default_factory=list[Row])
    """Its passages that one of another document stands for: the `mark` of both, and its span."""

    @property
    def version(self) -> str:
        """Short mark of this content; part of its passages' ids, of which a twin has none."""
        if self.document.same_as:
            return "twin"
        if not self.shared:
            return self.fingerprint[:12]
        without = " ".join([self.fingerprint, *(str(one["char_start"]) for one in self.shared)])
        return hashlib.sha256(without.encode()).hexdigest()[:12]


class View:
    """One state of a library. Safe to use from many threads."""

    def __init__(self, folder: Path, dimension: int) -> None:
        self.folder = folder
        # An older version wrote the base into the folder itself.
        base = Part(folder / BASE if (folder / BASE).is_dir() else folder, dimension)
        self.parts = [base]
        self.kept: list[NDArray[np.int64]] = [np.arange(len(base))]
        """Of each part, the rows that are passages of this state."""
        if (folder / RECENT).is_dir():
            self.kept = [others(len(base), np.load(folder / HIDDEN))]
            self.parts.append(Part(folder / RECENT, dimension))
            self.kept.append(np.arange(len(self.parts[1])))
        self.facets = facets.joined(
            [one.facets.taken(rows) for one, rows in zip(self.parts, self.kept, strict=True)]
            if self._is_mixed
            else [base.facets]
        )
        self.days = self.facets.days
        self._read: dict[str, Names] = {}
        self.has_chinese = self.facets.has_chinese
        self.entries = [entry_of(line) for line in lines(folder / DOCUMENTS)]
        self.keywords = Keywords(folder / KEYWORDS)

    def __len__(self) -> int:
        return sum(map(len, self.kept))

    @property
    def _is_mixed(self) -> bool:
        return len(self.parts) > 1 or len(self.kept[0]) < len(self.parts[0])

    def raw(self, i: int) -> bytes:
        """The line of the passage at a place."""
        of_base = len(self.kept[0])
        n, at = (0, i) if i < of_base else (1, i - of_base)
        return self.parts[n].raw(int(self.kept[n][at]))

    def stored(self, i: int) -> Row:
        """The passage at a place as it was written."""
        return json.loads(self.raw(i))

    def row(self, i: int) -> Row:
        """The passage at a place, with all its sources."""
        row = self.stored(i)
        copies = self._copies.get(int(self.facets.marks[i])) if self._copies else None
        if not copies:
            return row
        also: list[Any] = row["extra"].get("also", [])
        found = {one["document_id"]: one for one in (*also, *copies)}
        found.pop(row["document_id"], None)
        return row | {"extra": row["extra"] | {"also": [*found.values()]}}

    @cached_property
    def vectors(self) -> Vectors:
        """Every vector in one piece: to copy from, not to search."""
        if not self._is_mixed:
            return self.parts[0].vectors
        return self.vectors_of(np.arange(len(self)))

    def vectors_of(self, places: NDArray[np.int64]) -> Vectors:
        """The vectors of some passages."""
        of_base = len(self.kept[0])
        found = np.empty((len(places), self.parts[0].vectors.shape[1]), np.float32)
        is_first = places < of_base
        found[is_first] = self.parts[0].vectors[self.kept[0][places[is_first]]]
        if not is_first.all():
            found[~is_first] = self.parts[1].vectors[self.kept[1][places[~is_first] - of_base]]
        return found

    def likeness(self, meaning: Vectors, places: NDArray[np.int64]) -> Vectors:
        """Cosines of passages with a vector; of many passages near enough to choose by."""
        found: list[Vectors] = []
        first = 0
        for one, kept in zip(self.parts, self.kept, strict=True):
            low, high = np.searchsorted(places, (first, first + len(kept)))
            rows = kept[places[low:high] - first]
            first += len(kept)
            if not len(rows):
                continue
            if len(rows) <= len(one) // _FEWER:
                found.append(one.likeness(meaning, rows))
            else:
                every = one.likeness(meaning)
                found.append(every if len(rows) == len(one) else every[rows])
        return np.concatenate(found) if found else np.empty(0, np.float32)

    def place(self, key: int) -> int:
        """Where the passage with a key is."""
        return int(np.searchsorted(self.facets.keys, key))

    def places(self, keys: Sequence[int]) -> NDArray[np.int64]:
        """Where the passages with these keys are."""
        return np.searchsorted(self.facets.keys, np.asarray(keys, np.int64))

    @cached_property
    def source_names(self) -> SourceNames:
        """By which a question may call the sources; none in a state that an older version wrote."""
        shared = {one.source for ones in self._sharing.values() for one in ones}
        every = sorted({*self.facets.sources.distinct, *shared})
        return SourceNames(every, self.facets.subjects)

    @cached_property
    def subject_words(self) -> frozenset[str]:
        """Of the names of vendors and systems; a number names nothing."""
        found = (word for name in self.facets.subjects for word in words(name))
        return frozenset(word for word in found if len(word) > 1 and not word[0].isdigit())

    def held(self, marks: Iterable[str], gone: Set[str]) -> set[str]:
        """Which of these marks a passage bears whose document is none of `gone`."""
        sought = {int(mark, 16): mark for mark in marks}
        if not sought or not self.facets.marks.any():
            return set()
        bear = np.isin(self.facets.marks, np.fromiter(sought, np.uint64))
        bear &= ~self.named("documents").where(gone.__contains__)
        return {sought[int(mark)] for mark in np.unique(self.facets.marks[bear])}

    def stored_of(self, document_id: str) -> list[Row]:
        """The passages of a document as they were written."""
        mask = self.named("documents").where(document_id.__eq__)
        return [self.stored(int(i)) for i in np.flatnonzero(mask)]

    def of_sources(self, sources: Iterable[str]) -> NDArray[np.bool_]:
        """Which passages are of one of these sources."""
        wanted = set(sources)
        if not len(self.facets.sources.codes):
            return np.zeros(len(self), np.bool_)
        own = self.facets.sources.where(wanted.__contains__)
        return own | self.shared_by(lambda document: document.source in wanted)

    def shared_by(self, is_wanted: Callable[[Document], bool]) -> NDArray[np.bool_]:
        """Which passages stand for one of such a document too."""
        mask = np.zeros(len(self), np.bool_)
        marks = [m for m, ones in self._sharing.items() if any(map(is_wanted, ones))]
        if marks:
            mask |= np.isin(self.facets.marks, np.array(marks, np.uint64))
        firsts = {one.same_as for one in self._twins if is_wanted(one)}
        if firsts:
            mask |= self.named("documents").where(firsts.__contains__)
        return mask

    @cached_property
    def _twins(self) -> list[Document]:
        """Documents all of whose passages are another's."""
        return [entry.document for entry in self.entries if entry.document.same_as]

    @cached_property
    def _sharing(self) -> dict[int, list[Document]]:
        """By the mark of a passage the documents, not its own, that say the same."""
        found: dict[int, list[Document]] = {}
        for entry in self.entries:
            if entry.shared:
                mine = entry.document.document_id
                same = [entry.document, *(one for one in self._twins if one.same_as == mine)]
                for mark in {one["mark"] for one in entry.shared}:
                    found.setdefault(int(mark, 16), []).extend(same)
        return found

    @cached_property
    def _copies(self) -> dict[int, list[dict[str, str | None]]]:
        return {mark: [*map(named, ones)] for mark, ones in self._sharing.items()}

    def named(self, facet: str) -> Names:
        """The `vendors`, `systems`, `sources`, `languages` or `documents` of the passages.

        Of a state that an older version wrote they are read out of every passage, once.
        """
        stored: Names = getattr(self.facets, facet)
        if len(stored.codes) == len(self):
            return stored
        if facet not in self._read:
            field = "document_id" if facet == "documents" else facet.removesuffix("s")
            self._read[facet] = Names.of([self.row(i).get(field) or "" for i in range(len(self))])
        return self._read[facet]

    @property
    def next_key(self) -> int:
        """Keys grow and are never used twice."""
        return int(self.facets.keys[-1]) + 1 if len(self) else 0


def named(document: Document) -> dict[str, str | None]:
    """A document as a passage's `also` lists it."""
    names = ("document_id", "title", "source", "date", "url")
    return {name: getattr(document, name) for name in names}


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


def others(most: int, rows: NDArray[np.int64]) -> NDArray[np.int64]:
    """The numbers below `most` that are none of these."""
    mask = np.ones(most, np.bool_)
    mask[rows] = False
    return np.flatnonzero(mask)


def lines(file: Path) -> list[bytes]:
    """Those that are not empty."""
    return [line for line in file.read_bytes().split(b"\n") if line]


def entry_of(line: bytes) -> Entry:
    """A document as a state keeps it."""
    kept = json.loads(line)
    return Entry(**(kept | {"document": Document(**kept["document"])}))
