"""What only the one writer of a folder may do, in an order that a crash cannot spoil."""

import errno
import re
import shutil
from collections.abc import Generator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

from knowledge import places
from knowledge.document import CannotRead
from knowledge.embedding.embed import Embedder, Vectors
from knowledge.storage import files, store
from knowledge.storage.pointer import Pointer
from knowledge.storage.shelf import CHECKED, LOCK, TEXTS, Shelf, remember_whole, text_name
from knowledge.storage.states import extend_view, write_view
from knowledge.storage.view import Entry, Row, View

_WAIT_SECONDS = 120
_NO_ROOM_OR_RIGHT = {errno.EACCES, errno.EPERM, errno.EROFS, errno.ENOSPC, errno.EDQUOT}
_SAYS_NO_ROOM = re.compile(rf"os error ({errno.ENOSPC}|{errno.EDQUOT})\b|disk is full")
"""Of tantivy and Chroma, whose errors carry no number."""


class Writing:
    """Changes one folder: texts, then passages, then a state, then its name, then tidying."""

    def __init__(
        self, folder: Path, embedder: Embedder, current: Pointer | None, view: View | None
    ) -> None:
        self._folder = folder
        self._embedder = embedder
        self._current = current
        self.view = view

    def keep_text(self, text: str) -> str:
        """Write a text; the name of its file."""
        content = text.encode()
        target = places.make(self._folder / TEXTS) / text_name(content)
        if not target.is_file() or target.read_bytes() != content:
            files.write_whole(target, content)
        return target.name

    @contextmanager
    def chroma(self) -> Generator[store.Store]:
        """The store of the current state, open; begun where there is none."""
        place = self._folder / self._pointer.chroma
        model = self._embedder
        with store.open_store(place, model.name, model.dimension, create=True) as opened:
            yield opened

    def write_state(self, entries: Sequence[Entry], rows: Sequence[Row], vectors: Vectors) -> None:
        """Write a state and name it the current one: from here on every reader sees it."""
        before = self._folder / self._pointer.view if self.view is not None else None
        place = self._next_place()
        write_view(place, entries, rows, vectors, before)
        self._name(place)

    def extend_state(self, entries: Sequence[Entry], new: Sequence[Row], vectors: Vectors) -> None:
        """The same, where `new` is all that the state before lacks: the rest of it is not read."""
        assert self.view is not None
        place = self._next_place()
        extend_view(place, entries, new, vectors, self.view)
        self._name(place)

    def _next_place(self) -> Path:
        place = self._folder / f"view-{self._pointer.generation + 1}"
        shutil.rmtree(place, ignore_errors=True)  # what a crash left there
        return place

    def _name(self, place: Path) -> None:
        last = self._pointer
        marks = files.settle(place, last.files)
        self._current = replace(last, generation=last.generation + 1, view=place.name, files=marks)
        self._current.write(self._folder)
        self.view = View(place, last.dimension)

    def tidy(self) -> None:
        """Remove what no state needs, and note the store's files as whole."""
        now = self._pointer
        remember_whole(self._folder, self._folder / now.chroma)
        # The state before stays: another process may just be opening it.
        kept = {now.view, f"view-{now.generation - 1}", now.chroma}
        for place in self._folder.iterdir():
            if place.name.startswith(("view-", "chroma-")) and place.name not in kept:
                shutil.rmtree(place, ignore_errors=True)
        needed = {entry.text_file for entry in self.view.entries} if self.view else set[str]()
        for file in (self._folder / TEXTS).glob("*"):
            if file.name not in needed:
                file.unlink(missing_ok=True)

    @property
    def _pointer(self) -> Pointer:
        """The current state; before the first one, a state numbered past all that lies around."""
        if self._current is None:
            tails = (p.name.rpartition("-")[2] for p in self._folder.glob("*-*") if p.is_dir())
            last = max((int(tail) for tail in tails if tail.isdigit()), default=0)
            chroma = f"chroma-{last + 1}"
            model = self._embedder
            self._current = Pointer(model.name, model.dimension, last, f"view-{last}", chroma, {})
        return self._current


@contextmanager
def writing(shelf: Shelf) -> Generator[Writing]:
    """The right to change a shelf's folder; one writer at a time, a second one waits.

    Raises:
        CannotRead: the folder cannot be written, the other writer takes too long, or there is no
            such embedding model.
    """
    _ = shelf.embedder.dimension  # of a model that is nowhere nothing is begun
    with _alone(shelf.folder):
        view = shelf.view()
        try:
            yield Writing(shelf.folder, shelf.embedder, shelf.pointer, view)
        except store.BrokenStore as error:
            raise shelf.broken(str(error)) from None


@contextmanager
def beginning_anew(folder: Path, embedder: Embedder) -> Generator[Writing]:
    """The right to replace whatever a folder's library is now, broken or not.

    Raises:
        CannotRead: as `writing`.
    """
    with _alone(folder):
        (folder / CHECKED).unlink(missing_ok=True)
        yield Writing(folder, embedder, None, None)


@contextmanager
def _alone(folder: Path) -> Generator[None]:
    from filelock import FileLock, Timeout

    places.make(folder)
    try:
        with FileLock(folder / LOCK, timeout=_WAIT_SECONDS):
            yield
    except Timeout:
        raise CannotRead(
            f"Another process is adding documents to {folder}; try again when it is done."
        ) from None
    except (OSError, ValueError) as error:
        if not (why := _no_room_or_right(folder, error)):
            raise
        raise CannotRead(
            f"The library {folder} cannot be written ({why}); make room or name a "
            "folder you may write to. What it held is unchanged."
        ) from None


def _no_room_or_right(folder: Path, error: Exception) -> str | None:
    """Why a folder cannot be written, where that is what an error comes of."""
    if isinstance(error, OSError) and error.errno in _NO_ROOM_OR_RIGHT:
        return error.strerror if _is_of(folder, error) else None
    is_told = isinstance(error, CannotRead) and not isinstance(error, store.BrokenStore)
    is_full = _SAYS_NO_ROOM.search(str(error)) or not files.has_room(folder)
    return "there is no space left on its disk" if is_full and not is_told else None


def _is_of(folder: Path, error: OSError) -> bool:
    """Whether it speaks of this folder; a disk that is full may be another."""
    if error.filename is not None:
        return Path(str(error.filename)).is_relative_to(folder)
    return error.errno != errno.ENOSPC or not files.has_room(folder)
