"""The one door of the package: documents in, passages out."""

import os
from collections.abc import Iterable, Sequence
from datetime import date
from pathlib import Path
from typing import Self

from knowledge import bundled, places, web
from knowledge.dates import check_date
from knowledge.document import CannotRead, Document, IngestReport, Interrupted, Passage
from knowledge.embedding.cross_encoder import default_close_reader, default_cross_encoder
from knowledge.embedding.embed import Embedder, MiniLM, Vectors, choose_embedder
from knowledge.ingestion import held, sync
from knowledge.ingestion.course import Progress
from knowledge.language.question import check_is_text
from knowledge.reading.address import is_address
from knowledge.reading.spelling import one_spelling
from knowledge.retrieval import rerank
from knowledge.retrieval.enough import Found
from knowledge.retrieval.filters import Filters
from knowledge.retrieval.search import search
from knowledge.storage.shelf import Shelf
from knowledge.storage.view import Entry, View, passage


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
        if directory is not None and not str(directory).strip():
            raise CannotRead("The library's folder has no name; leave it out for the usual one.")
        chosen = choose_embedder(embedder)
        if directory is not None:
            return cls([Shelf(Path(directory).expanduser().absolute(), chosen)], chosen)
        own = Shelf(places.documents(), chosen)
        shipped = bundled.open_bundled(chosen)
        # Made out of the package, it loses nothing by being deleted; a rebuild would lose texts.
        shipped.repair = "Delete that folder: the next use makes it again."
        return cls([shipped, own], chosen)

    def ingest(
        self,
        sources: Iterable[str | Path] | str | Path,
        progress: Progress | None = None,
    ) -> IngestReport:
        """Add files, folders and addresses; all is on disk when this returns.

        A second time does nothing, a changed file replaces its passages, one gone from a folder
        given again is taken out. What cannot be read is named in the report's `failed`. An
        address may be a sitemap, a feed, or `github:owner/repo`: all that it lists goes in.

        Args:
            sources: Paths and addresses.
            progress: Told how many are done, of how many, and which one is next.

        Raises:
            Interrupted: on Ctrl-C, with how many are in; the same call goes on from there.
        """
        given = [sources] if isinstance(sources, (str, os.PathLike)) else list(sources)
        pages = [str(one) for one in given if _is_of_the_web(str(one))]
        rest = [one for one in given if str(one) not in pages]
        report = IngestReport()
        if rest or not pages:
            report.add(sync.ingest(self._own, rest, progress=progress))
        if pages:
            try:
                report.add(self._take_in(pages, progress).report)
            except Interrupted as cut:
                raise Interrupted(report.written + cut.documents) from None
        return report

    def pull(
        self,
        wanted: Iterable[web.Listed],
        visitor: web.Visitor | None = None,
        tell: web.Tell | None = None,
    ) -> web.Taken:
        """Fetch listed addresses that are new or changed; take out what is gone from its server.

        One that is cut off goes on where it was.
        """
        return web.take_in(self._own, wanted, visitor or web.Visitor(), resumes=True, tell=tell)

    def follow(self, changed: Iterable[Path], missing: Iterable[Path]) -> IngestReport:
        """Take in files that changed, take out those that were there and are not any more."""
        return sync.ingest(self._own, changed, missing=missing)

    @property
    def folder(self) -> Path:
        """Where what is added lies."""
        return self._own.folder

    @property
    def history(self) -> web.History:
        """The versions of what was fetched, and the addresses that the user added."""
        return web.History(self.folder)

    def search(
        self,
        query: str,
        k: int = 8,
        as_of: str | date | None = None,
        vendors: Sequence[str] | None = None,
        since: str | date | None = None,
        systems: Sequence[str] | None = None,
        sources: Sequence[str] | None = None,
        languages: Sequence[str] | None = None,
        documents: Sequence[str] | None = None,
    ) -> Found:
        """The passages that answer best, best first; `.enough` says how likely they answer at all.

        A plain question gets what was cut out of a text trimmed to the sentences that answer; one
        that names sources gets whole passages of each in turn. A filter that is None lets all
        through, an empty list nothing.

        Args:
            query: A question or some words, in English or Chinese.
            k: How many passages at most.
            as_of: Hides what is dated later. A month or a year counts from its first day; the
                undated stays.
            vendors: Only passages of these vendors.
            since: Hides what is dated earlier, and the undated. A text stored once is of the day of
                each of its documents; `extra["also"]` names the others.
            systems: Only passages filed under these products.
            sources: Only passages whose source's name holds one of these.
            languages: Only passages in these languages: `en`, `zh`, `de`, …
            documents: Only passages of the documents with these ids.

        Raises:
            CannotRead: `as_of` or `since` is no date, the query no valid text, or the library is broken.
        """
        until, first = check_date(as_of), check_date(since)
        check_is_text(query)
        filters = Filters(
            until,
            first,
            *(_as_list(names) for names in (vendors, systems, sources, languages, documents)),
        )
        found = search(self._views(), self._embedder, query, k, filters, rerank.chosen())
        self._check_texts({passage.document_id for passage in found})
        return found

    def documents(self) -> list[Document]:
        """Every document."""
        return [entry.document for _, entry in self._entries()]

    def passages(self) -> list[Passage]:
        """Every stored passage, in the order of the documents and of their texts."""
        return [passage(view.row(i)) for view in self._views() for i in range(len(view))]

    def text(self, document_id: str) -> str:
        """The stored text, into which the spans of passages point; of a fetched page's version too.

        Raises:
            CannotRead: there is no such document.
        """
        for shelf, entry in self._entries():
            if entry.document.document_id == document_id:
                return shelf.text(entry.text_file)
        if (text := web.version_text(self.history, document_id)) is not None:
            return text
        raise CannotRead(f"The library has no document {document_id!r}.")

    def openings(self, most: int = 500, characters: int = 2000) -> list[tuple[Document, str]]:
        """Documents that were added here, the newest `most`, each with how its text begins.

        Those of the bundled library are not among them.
        """
        view = self._own.view()
        entries = view.entries[-most:] if view else []
        return [(e.document, self._own.opening(e.text_file, characters)) for e in entries]

    def vendors(self) -> set[str]:
        """Of all that was added here; rows of one document may each have another."""
        view = self._own.view()
        return {name for name in view.named("vendors").distinct if name} if view else set()

    def held(self, name: str) -> list[Document]:
        """The documents added here that a file, a folder, an address, a list of addresses or an id
        stands for; the file need not be there any more."""
        return [entry.document for entry in self._held(name)]

    def take_out(self, names: Iterable[str | Path]) -> IngestReport:
        """Remove all that these stand for, as for `held`; where one stands for nothing, nothing.

        Raises:
            CannotRead: which one, in a sentence.
        """
        found: dict[str, Entry] = {}
        for name in map(str, names):
            here = self._held(name)
            if not here:
                self._check_is_not_bundled(name)
                view = self._own.view()
                raise CannotRead(held.why_not(view.entries if view else [], name))
            found |= {entry.document.document_id: entry for entry in here}
        sync.remove(self._own, *found)
        return IngestReport(removed=[entry.shown for entry in found.values()])

    def remove(self, document_id: str) -> None:
        """Take a document out; it is gone with the next search, in every process.

        Raises:
            CannotRead: there is no such document, or it came with the package.
        """
        if sync.remove(self._own, document_id):
            return
        self._check_is_not_bundled(document_id)
        raise CannotRead(f"The library has no document {document_id!r}.")

    def embed(self, texts: Sequence[str]) -> Vectors:
        """One row a text, float32, unit length."""
        return self._embedder.embed(texts)

    def answers(self, question: str, statements: Sequence[str]) -> list[float] | None:
        """The log odds that each English statement answers an English question, both read together;
        None where the model for it is missing."""
        return default_cross_encoder().answers(question, statements)

    def answers_closely(self, question: str, statements: Sequence[str]) -> list[float] | None:
        """The same by a model eight times as large, some 15 ms a statement; for the few likeliest."""
        return default_close_reader().answers(question, statements)

    def warm(self) -> None:
        """Load the model now, for example on a thread while other things start."""
        if isinstance(self._embedder, MiniLM):
            self._embedder.load()

    @property
    def notice(self) -> str | None:
        """What whoever adds documents should know: a setting that comes too late for this library."""
        return self._own.notice()

    @property
    def generation(self) -> tuple[int, ...]:
        """Another value after every change, by whichever process."""
        self._views()
        return tuple(shelf.generation for shelf in self._shelves)

    def _take_in(self, pages: Sequence[str], progress: Progress | None) -> web.Taken:
        def tell(step: web.Step) -> None:
            if progress:
                progress(step.done, step.total, step.address)

        # Named one by one by a person: robots.txt speaks to those who follow links.
        wanted = [web.Listed(page) for page in pages]
        return web.take_in(self._own, wanted, web.Visitor(), obeys_robots=False, tell=tell)

    @property
    def _own(self) -> Shelf:
        """Where documents are added: the only shelf, or the one over the bundled."""
        return self._shelves[-1]

    def _held(self, name: str) -> list[Entry]:
        view = self._own.view()
        if view is None:
            return []
        led_to = self.history.below(one_spelling(name)) if _is_of_the_web(name) else set[str]()
        return held.find(view.entries, name, led_to)

    def _check_is_not_bundled(self, document_id: str) -> None:
        if any(entry.document.document_id == document_id for _, entry in self._entries()):
            raise CannotRead("A document of the bundled library cannot be removed.")

    def _check_texts(self, document_ids: set[str]) -> None:
        """A passage whose document's text is gone or altered could not be cited."""
        for shelf in self._shelves:
            for document_id in document_ids:
                shelf.check_text(document_id)

    def _views(self) -> list[View]:
        return [view for shelf in self._shelves if (view := shelf.view()) is not None]

    def _entries(self) -> list[tuple[Shelf, Entry]]:
        shelves = [(shelf, shelf.view()) for shelf in self._shelves]
        return [(shelf, entry) for shelf, view in shelves if view for entry in view.entries]


def _is_of_the_web(source: str) -> bool:
    return is_address(source) or source.startswith("github:")


def _as_list(names: Sequence[str] | None) -> Sequence[str] | None:
    return [names] if isinstance(names, str) else names
