"""Passages and their vectors in Chroma: the source of truth.

Opened to write, to check and to rebuild. Answering reads the view made from it (`view.py`): a
question imports no Chroma.
"""

import json
import sqlite3
import threading
from collections.abc import Generator, Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import numpy as np

from knowledge.document import CannotRead
from knowledge.embedding.embed import Vectors
from knowledge.storage import server

_COLLECTION = "passages"
_AT_ONCE = 1000
# Chroma keeps one client a folder for the whole process and hands it out again; two threads that
# open and close it would close it for each other.
_lock = threading.RLock()


class BrokenStore(CannotRead):
    """The files of a store do not hold what they should."""


class Store:
    """The passages of one folder. Made by `open_store`."""

    def __init__(self, collection: Any) -> None:  # Any: Chroma's class changes its place
        self._collection = collection

    def ids(self) -> set[str]:
        """Of all passages, also of those not yet or no longer part of the library."""
        return set(self._collection.get(include=[])["ids"])

    def count(self) -> int:
        """How many passages it holds."""
        return int(self._collection.count())

    def add(self, rows: Sequence[dict[str, Any]], vectors: Vectors) -> None:
        """Write passages; one already there stays one."""
        for i in range(0, len(rows), _AT_ONCE):
            part = rows[i : i + _AT_ONCE]
            self._collection.upsert(
                ids=[row["id"] for row in part],
                embeddings=vectors[i : i + _AT_ONCE],
                documents=[row["text"] for row in part],
                metadatas=[_metadata(row) for row in part],
            )

    def delete(self, ids: Iterable[str]) -> None:
        """Take passages out."""
        every = sorted(ids)
        for i in range(0, len(every), _AT_ONCE):
            self._collection.delete(ids=every[i : i + _AT_ONCE])

    def read(self) -> Iterator[tuple[dict[str, Any], Any]]:
        """Every passage's row and vector."""
        for i in range(0, self._collection.count(), _AT_ONCE):
            got = self._collection.get(
                limit=_AT_ONCE, offset=i, include=["documents", "metadatas", "embeddings"]
            )
            for n, text in enumerate(got["documents"]):
                row = json.loads(got["metadatas"][n]["row"])
                yield row | {"text": text}, np.asarray(got["embeddings"][n], np.float32)

    def nearest(self, vector: Vectors, k: int) -> list[tuple[str, float]]:
        """Ids and cosines by Chroma's own index; approximate, as it is made for."""
        got = self._collection.query(query_embeddings=vector, n_results=k, include=["distances"])
        return [
            (name, 1.0 - far) for name, far in zip(got["ids"][0], got["distances"][0], strict=True)
        ]


@contextmanager
def open_store(folder: Path, model: str, dimension: int, create: bool = False) -> Generator[Store]:
    """The store in a folder, closed again at the end: nothing of it stays open or locked.

    Raises:
        BrokenStore: when Chroma cannot read it.
        CannotRead: when its passages lie on a server that does not answer.
    """
    is_there = (folder / "chroma.sqlite3").is_file() or server.is_used(folder)
    if not create and not is_there:
        raise BrokenStore(f"{folder} holds no Chroma database")
    from chromadb.api.shared_system_client import SharedSystemClient

    kept = {"model": model, "dimension": dimension}
    with _lock:
        client: Any = None  # Any: its `close` is not in the declared class
        try:
            with _chroma_errors(folder):
                # Another process may have written since: never a client kept from before.
                SharedSystemClient.clear_system_cache()
                if not is_there and server.is_wanted(folder):
                    server.begin(folder)
                client, name = _client(folder)
                collection = (
                    client.get_or_create_collection(
                        name,
                        metadata=kept,
                        configuration={"hnsw": {"space": "cosine"}},
                        embedding_function=None,
                    )
                    if create
                    else client.get_collection(name, embedding_function=None)
                )
            with _chroma_errors(folder):
                yield Store(collection)
        finally:
            if client is not None:
                client.close()
            SharedSystemClient.clear_system_cache()


def _client(folder: Path) -> tuple[Any, str]:
    """Of the database in the folder, or of the server that has its passages."""
    if server.is_used(folder):
        return server.connect(folder)
    import chromadb
    from chromadb.config import Settings

    settings = Settings(anonymized_telemetry=False)
    return chromadb.PersistentClient(path=str(folder), settings=settings), _COLLECTION


def check(folder: Path, ids: set[str], dimension: int) -> None:
    """Whether a store is whole and holds these passages.

    Raises:
        BrokenStore: when it does not.
    """
    if not server.is_used(folder):
        _check_database(folder)
    with open_store(folder, "", 0) as store:
        lost = len(ids - store.ids())
        if lost:
            raise BrokenStore(f"{lost} of its passages are gone")
        if ids:
            probe = np.full((1, dimension), dimension**-0.5, np.float32)
            store.nearest(probe, 1)


def _check_database(folder: Path) -> None:
    try:
        # Not only to read: what a writer that was killed left half done, SQLite first takes back.
        database = f"{(folder / 'chroma.sqlite3').resolve().as_uri()}?mode=rw"
        connection = sqlite3.connect(database, uri=True)
        try:
            verdict = connection.execute("PRAGMA quick_check(1)").fetchone()[0]
        finally:
            connection.close()
    except sqlite3.Error as error:
        raise BrokenStore(f"its database cannot be read ({error})") from None
    if verdict != "ok":
        raise BrokenStore(f"its database is damaged ({verdict})")


@contextmanager
def _chroma_errors(folder: Path) -> Generator[None]:
    """Chroma raises errors of Rust, SQLite and its own, panics among them: here one of ours."""
    try:
        yield
    except (CannotRead, KeyboardInterrupt, SystemExit, GeneratorExit, OSError):
        raise
    except BaseException as error:
        if not _is_chromas(error):
            raise
        reason = (str(error).strip().splitlines() or [type(error).__name__])[0][:200]
        raise BrokenStore(f"Chroma cannot use {folder} ({reason})") from error


def _is_chromas(error: BaseException) -> bool:
    module = type(error).__module__
    named = module.startswith(("chromadb", "pyo3", "sqlite3", "tenacity", "builtins"))
    return named and not isinstance(error, (TypeError, AttributeError, NameError, AssertionError))


def _metadata(row: dict[str, Any]) -> dict[str, str | int]:
    """The whole row, and what one may want to see or filter by in Chroma itself."""
    rest = {key: value for key, value in row.items() if key != "text"}
    plain = ("document_id", "title", "source", "vendor", "date")
    shown = {key: row[key] for key in plain if row[key] is not None}
    return {**shown, "row": json.dumps(rest, ensure_ascii=False, separators=(",", ":"))}
