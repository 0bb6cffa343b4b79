"""One folder of stored documents, as readers see it: its current state, and whether it is whole."""

import hashlib
import json
import threading
from contextlib import suppress
from pathlib import Path

from knowledge import places
from knowledge.document import CannotRead
from knowledge.embedding.embed import Embedder
from knowledge.storage import files, pointer, server, store
from knowledge.storage.pointer import Pointer
from knowledge.storage.view import View

CHECKED, LOCK, TEXTS = "checked.json", "writing.lock", "texts"
_TRIES = 5


class Shelf:
    """The documents of one folder. Many threads may read while one writes, and see the change.

    Layout: `library.json` names the current state, `view-N/` is that state as answering reads it,
    `chroma-N/` holds passages and vectors, `texts/` the documents' texts by content.

    Raises:
        CannotRead: when the folder is no library, or a broken one, with the repair command.
    """

    def __init__(self, folder: Path, embedder: Embedder) -> None:
        self.folder = folder
        self.embedder = embedder
        self.repair = f"Repair it with: {rebuild_command(folder)}"
        """What the error says to do where the folder's files are broken."""
        self.pointer: Pointer | None = None
        self._loading = threading.Lock()
        self._stamp: tuple[int, ...] | None = None
        self._view: View | None = None
        self._text_files: dict[str, str] = {}
        self._whole: dict[str, tuple[int, int]] = {}
        self.view()

    def view(self) -> View | None:
        """The current state; None while nothing was ever stored.

        Raises:
            CannotRead: as for the class.
        """
        if self._now() == self._stamp:
            return self._view
        with self._loading:
            for _ in range(_TRIES):
                stamp = self._now()
                if stamp == self._stamp:
                    return self._view
                with suppress(FileNotFoundError):
                    self._load(stamp)
                    return self._view
                # Two changes while we read: the state we were reading is gone already.
        raise self.broken("files of it are missing")

    @property
    def generation(self) -> int:
        """Another number after every change."""
        self.view()
        return self.pointer.generation if self.pointer else 0

    def text(self, text_file: str) -> str:
        """A document's text by its file.

        Raises:
            CannotRead: the file is missing, damaged or cannot be read.
        """
        content = read_text(self.folder, text_file)
        if content is None:
            raise self.broken(f"the text {text_file} is missing or damaged")
        return content

    def opening(self, text_file: str, characters: int) -> str:
        """How a document's text begins; empty where its file is gone."""
        try:
            with (self.folder / TEXTS / text_file).open(encoding="utf-8", errors="replace") as file:
                return file.read(characters)
        except OSError:
            return ""

    def check_text(self, document_id: str) -> None:
        """Whether a document's text is as it was kept; one untouched since is not read again.

        Raises:
            CannotRead: the file is missing, damaged or cannot be read.
        """
        text_file = self._text_files.get(document_id)
        if text_file is None or self._is_whole(text_file):
            return
        self.view()
        # Where another process has just replaced the document, the file went with it.
        if self._text_files.get(document_id) == text_file:
            raise self.broken(f"the text {text_file} is missing or damaged")

    def notice(self) -> str | None:
        """That a Chroma server is set but not used: where passages lie is settled by the first."""
        self.view()
        if self.pointer is None or not server.is_wanted(self.folder):
            return None
        if server.is_used(self.folder / self.pointer.chroma):
            return None
        return (
            f"VENDORSCOPE_CHROMA_URL is not used for the library {self.folder}, whose passages lie "
            f"in its own folder; to move them to the server: {rebuild_command(self.folder)}"
        )

    def _is_whole(self, text_file: str) -> bool:
        try:
            found = (self.folder / TEXTS / text_file).stat()
        except OSError:
            return read_text(self.folder, text_file) is not None  # says what is in the way
        mark = (found.st_size, found.st_mtime_ns)
        if self._whole.get(text_file) == mark:
            return True
        if read_text(self.folder, text_file) is None:
            return False
        self._whole[text_file] = mark
        return True

    def broken(self, why: str) -> store.BrokenStore:
        """The error that says what is wrong and what repairs it."""
        return store.BrokenStore(f"The library {self.folder} is broken: {why}. {self.repair}")

    def _now(self) -> tuple[int, ...]:
        try:
            return pointer.stamp(self.folder)
        except OSError as error:
            raise CannotRead(
                f"The library {self.folder} cannot be read ({error.strerror})."
            ) from None

    def _load(self, stamp: tuple[int, ...]) -> None:
        if not stamp:
            self._check_is_empty()
            self.pointer, self._view, self._text_files = None, None, {}
            self._stamp = stamp
            return
        try:
            current = pointer.read_pointer(self.folder)
        except (ValueError, TypeError, AttributeError, KeyError, IndexError):
            raise self.broken(f"{pointer.NAME} cannot be read") from None
        self._check_model(current)
        place = self.folder / current.view
        if not files.are_as_marked(place, current.files):
            if self._now() != stamp:
                raise FileNotFoundError(place)
            raise self.broken("files of it are missing, changed or damaged")
        try:
            view = View(place, current.dimension)
        except (ValueError, KeyError, TypeError, EOFError) as error:
            if self._now() != stamp:
                raise FileNotFoundError(place) from None
            raise self.broken(f"it cannot be opened ({error})") from None
        self._check_chroma(current, view)
        self.pointer, self._view = current, view
        self._text_files = {e.document.document_id: e.text_file for e in view.entries}
        self._stamp = stamp  # last: it tells other threads that the rest is loaded

    def _check_is_empty(self) -> None:
        if self.folder.is_file():
            raise CannotRead(f"{self.folder} is a file; name the folder of a library.")
        try:
            every = list(self.folder.iterdir()) if self.folder.is_dir() else []
        except OSError as error:
            raise CannotRead(
                f"The folder {self.folder} cannot be read ({error.strerror})."
            ) from None
        found = {one.name for one in every}
        if any(name.startswith("chroma") for name in found):
            raise self.broken(f"{pointer.NAME} is missing")
        # What a first ingestion leaves that was cut off before it wrote anything to Chroma.
        ours = (LOCK, TEXTS, "view-", ".")
        if not all(name.startswith(ours) for name in found):
            raise CannotRead(
                f"{self.folder} holds files but no library; name an empty or new folder for the "
                "library, and add these files to it with ingest."
            )

    def _check_model(self, current: Pointer) -> None:
        dimension = self.embedder.dimension  # first: a model that is nowhere says so itself
        same_name = current.model == self.embedder.name
        if not same_name or current.dimension != dimension:
            is_set = places.setting("EMBEDDER") == self.embedder.name
            raise CannotRead(
                f"The library {self.folder} was made with the embedding model {current.model} "
                f"({current.dimension} dimensions), not with {self.embedder.name}"
                f"{', which VENDORSCOPE_EMBEDDER names' if is_set else ''}; use that "
                f"model, or rebuild it with this one: {rebuild_command(self.folder)}"
                + (f" --embedder {self.embedder.name}" if not same_name else "")
            )

    def _check_chroma(self, current: Pointer, view: View) -> None:
        """Files as we left them are whole; others (a copy, a crash, damage) are looked into.

        Chroma writes to what it opens, and answers need none of it: where nothing can be written
        the look is left to whoever can.
        """
        place = self.folder / current.chroma
        is_known = not len(view) or files.times(place) == self._checked()
        if is_known or not files.has_room(self.folder):
            return
        from filelock import FileLock, Timeout

        try:
            with FileLock(self.folder / LOCK, timeout=0):
                self._look_into_chroma(place, view, current.dimension)
                with suppress(OSError):
                    remember_whole(self.folder, place)
        except (Timeout, OSError):
            return  # written right now, by someone who could open it; or not ours to write

    def _look_into_chroma(self, place: Path, view: View, dimension: int) -> None:
        try:
            store.check(place, {view.row(i)["id"] for i in range(len(view))}, dimension)
        except store.BrokenStore as error:
            raise self.broken(str(error)) from None

    def _checked(self) -> dict[str, list[int]] | None:
        try:
            return json.loads((self.folder / CHECKED).read_bytes())
        except (OSError, ValueError):
            return None


def rebuild_command(folder: Path) -> str:
    """What makes a folder's library anew out of what is left of it."""
    return f"python -m knowledge.prepare --rebuild {folder}"


def remember_whole(folder: Path, chroma: Path) -> None:
    """Note the store's files as they are now as whole, so that they need no look at next time."""
    files.write_whole(folder / CHECKED, json.dumps(files.times(chroma)).encode())


def text_name(content: bytes) -> str:
    """The file of a text: named by its content."""
    return hashlib.sha256(content).hexdigest()[:32]


def read_text(folder: Path, text_file: str) -> str | None:
    """A kept text; None where it is missing or not what was kept.

    Raises:
        CannotRead: it may be whole, but cannot be read, with the reason.
    """
    try:
        content = (folder / TEXTS / text_file).read_bytes()
    except FileNotFoundError:
        return None
    except OSError as error:
        raise CannotRead(
            f"The texts of the library {folder} cannot be read ({error.strerror}); make "
            f"{folder / TEXTS} readable and try again."
        ) from None
    return content.decode() if text_name(content) == text_file else None
