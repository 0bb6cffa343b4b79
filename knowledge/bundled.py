"""The library that comes with the package: its index is made once a machine, in the cache."""

import hashlib
import shutil
import tempfile
from collections.abc import Callable
from functools import cache
from pathlib import Path

from knowledge import parse, places
from knowledge.document import CannotRead
from knowledge.embedding import graph
from knowledge.embedding.embed import Embedder
from knowledge.ingestion import chunk, sync
from knowledge.reading.manifest import MANIFEST
from knowledge.storage.shelf import Shelf

DATA = Path(__file__).parent / "data"
ADDRESSES = "sources.jsonl"
"""Where vendors' documents lie: addresses for `sources pull`, no sheet."""

Say = Callable[[str], None]


def open_bundled(embedder: Embedder, say: Say | None = None) -> Shelf:
    """The bundled documents; their index is made where it is missing or broken.

    Raises:
        CannotRead: when it cannot be made here, with the reason.
    """
    place = folder(embedder)
    if place.is_dir():
        try:
            shelf = Shelf(place, embedder)
            if shelf.view():
                return shelf
        except CannotRead:
            (say or graph.to_stderr)("The bundled library's index is damaged.")
    _build(place, embedder, say or graph.to_stderr)
    return Shelf(place, embedder)


def folder(embedder: Embedder) -> Path:
    """Where the index lies, whether or not it is made; keyed by content and model."""
    key = hashlib.sha256(
        f"{_content()} {parse.VERSION} {chunk.VERSION} {embedder.name}".encode()
    ).hexdigest()
    return places.cache() / "bundled" / key[:16]


def is_ready(embedder: Embedder) -> bool:
    """Whether the index is made."""
    return (folder(embedder) / "library.json").is_file()


def _build(place: Path, embedder: Embedder, say: Say) -> None:
    from filelock import FileLock

    parent = places.make(place.parent)
    with FileLock(parent / ".lock"):
        if _is_whole(place, embedder):
            return  # another process made it while we waited
        say("Building the bundled library's index (once, about 20 s) …")
        made = Path(tempfile.mkdtemp(prefix=".making-", dir=parent))
        try:
            report = sync.ingest(Shelf(made / "index", embedder), _sheets(), named="bundled")
            if report.failed or not report.added:
                why = report.failed or "there are none"
                raise CannotRead(
                    f"The bundled documents in {DATA} cannot be read ({why}); install vendorscope "
                    "again."
                )
            shutil.rmtree(place, ignore_errors=True)
            (made / "index").rename(place)
        finally:
            shutil.rmtree(made, ignore_errors=True)
        say(f"Built: {report.passages} passages of {len(report.added)} documents.")


def _is_whole(place: Path, embedder: Embedder) -> bool:
    try:
        return place.is_dir() and Shelf(place, embedder).view() is not None
    except CannotRead:
        return False


def _sheets() -> list[Path]:
    return [f for f in sorted(DATA.glob("*.jsonl")) if f.name not in {MANIFEST, ADDRESSES}]


@cache
def _content() -> str:
    digest = hashlib.sha256()
    for file in (f for f in sorted(DATA.glob("*.jsonl")) if f.name != ADDRESSES):
        content = file.read_bytes()
        digest.update(f"{file.name} {len(content)} ".encode() + content)
    return digest.hexdigest()
