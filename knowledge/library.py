"""The one door of the package: documents in, passages out."""

import os
from collections.abc import Iterable, Sequence
from datetime import date
from pathlib import Path
from typing import Self

from knowledge import bundled, places, sync
from knowledge.dates import check_date
from knowledge.document import CannotRead, Document, IngestReport, Passage
from knowledge.embed import Embedder, MiniLM, Vectors, choose_embedder
from knowledge.search import search
from knowledge.shelf import Shelf
from knowledge.view import Entry, View, passage


class Library:
    """Documents and their passages. One library may be used from many threads at once."""

    def __init__(self, shelves: Sequence[Shelf], embedder: Embedder) -> None:
        self._shelves = shelves
        self._embedder = embedder

    @classmethod
    def open(cls, directory: str | Path | None = None, embedder: object | None = None) -> Self:
        """Open a library; a folder that does not exist yet is an empty one.

        Args:
            directory: Its folder, which holds only what is put into it. None is the bundled
                library with the user's own documents over it.
            embedder: Name or folder of a sentence-transformers model, or an object with `name`,
                `dimension` and `embed(texts)` or `encode(texts)`; by default all-MiniLM-L6-v2.

        Raises:
            CannotRead: no library, a broken one, or one made with another model; in one sentence
                that says what repairs it.
        """
        chosen = choose_embedder(embedder)
        if directory is not None:
            return cls([Shelf(Path(directory).expanduser().absolute(), chosen)], chosen)
        own = Shelf(places.documents(), chosen)
        return cls([bundled.open_bundled(chosen), own], chosen)

    def ingest(self, sources: Iterable[str | Path] | str | Path) -> IngestReport:
        """Add files, folders and addresses; all is on disk when this returns.

        A second time does nothing, a changed file replaces its passages, one gone from a folder
        given again is taken out. What cannot be read is named in the report's `failed`.
        """
        given = [sources] if isinstance(sources, (str, os.PathLike)) else list(sources)
        return sync.ingest(self._own, given)

    def search(
        self,
        query: str,
        k: int = 8,
        as_of: str | date | None = None,
        vendors: Sequence[str] | None = None,
    ) -> list[Passage]:
        """The passages that answer best, best first.

        Args:
            query: A question or some words, in English or Chinese.
            k: How many passages at most.
            as_of: Hides what is dated later. A month or a year counts from its first day; the
                undated stays.
            vendors: Only passages of these vendors.

        Raises:
            CannotRead: `as_of` is no date, or the library is broken.
        """
        until = check_date(as_of)
        only = [vendors] if isinstance(vendors, str) else vendors
        return search(self._views(), self._embedder, query, k, until, only)

    def documents(self) -> list[Document]:
        """Every document."""
        return [entry.document for _, entry in self._entries()]

    def passages(self) -> list[Passage]:
        """Every stored passage, in the order of the documents and of their texts."""
        return [passage(view.row(i)) for view in self._views() for i in range(len(view))]

    def text(self, document_id: str) -> str:
        """The stored text, into which the spans of passages point.

        Raises:
            CannotRead: there is no such document.
        """
        for shelf, entry in self._entries():
            if entry.document.document_id == document_id:
                return shelf.text(entry.text_file)
        raise CannotRead(f"The library has no document {document_id!r}.")

    def remove(self, document_id: str) -> None:
        """Take a document out; it is gone with the next search, in every process.

        Raises:
            CannotRead: there is no such document, or it came with the package.
        """
        if sync.remove(self._own, document_id):
            return
        if any(entry.document.document_id == document_id for _, entry in self._entries()):
            raise CannotRead("A document of the bundled library cannot be removed.")
        raise CannotRead(f"The library has no document {document_id!r}.")

    def embed(self, texts: Sequence[str]) -> Vectors:
        """One row a text, float32, unit length."""
        return self._embedder.embed(texts)

    def warm(self) -> None:
        """Load the model now, for example on a thread while other things start."""
        if isinstance(self._embedder, MiniLM):
            self._embedder.load()

    @property
    def generation(self) -> tuple[int, ...]:
        """Another value after every change, by whichever process."""
        self._views()
        return tuple(shelf.generation for shelf in self._shelves)

    @property
    def _own(self) -> Shelf:
        """Where documents are added: the only shelf, or the one over the bundled."""
        return self._shelves[-1]

    def _views(self) -> list[View]:
        views = [shelf.view() for shelf in self._shelves]
        return [view for view in views if view is not None]

    def _entries(self) -> list[tuple[Shelf, Entry]]:
        shelves = [(shelf, shelf.view()) for shelf in self._shelves]
        return [(shelf, entry) for shelf, view in shelves if view for entry in view.entries]
