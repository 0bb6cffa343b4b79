"""Where bytes come from: files, folders and addresses, and what lies beside them about them."""

import os
import stat
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from fnmatch import fnmatch
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

from knowledge.dates import file_day
from knowledge.document import About, CannotRead
from knowledge.reading import manifest
from knowledge.reading.address import fetch, is_address
from knowledge.reading.fields import about_from, unread_date
from knowledge.reading.manifest import MANIFEST
from knowledge.reading.spelling import one_spelling

LEADS_OUT = "it is a link out of the folder; name its target"
HOLDS_A_LIBRARY = "it holds a library; keep your documents in another folder"
_PASSED_OVER = (".*", "~$*", "*~", "*.tmp", "*.swp", "thumbs.db", "desktop.ini")
_MOST_BYTES = 64 * 2**20
_FIRST_WRITTEN = ("writing.lock", "checked.json", "texts", "view-", "chroma-", ".")


@dataclass(frozen=True)
class Source:
    """One file or address to read."""

    identity: str
    """What makes it the same document next time: its full path or address."""
    shown: str
    """As the user gave it."""
    place: Path | str
    """A path, or an address."""

    def read(self) -> tuple[bytes, str]:
        """The bytes and the suffix that names their kind.

        Raises:
            CannotRead: missing, unreadable or too large.
        """
        if isinstance(self.place, str):
            return fetch(self.place, _MOST_BYTES)
        try:
            found = self.place.stat()
            if not stat.S_ISREG(found.st_mode):  # a pipe would be waited for without end
                raise CannotRead("it is no plain file")
            if found.st_size > _MOST_BYTES:
                raise CannotRead(f"the file is larger than {_MOST_BYTES // 2**20} MB")
            return self.place.read_bytes(), self.place.suffix
        except OSError as error:
            reason = error.strerror or "it cannot be opened"
            raise CannotRead(f"the file cannot be read ({reason})") from None

    def about(self) -> About:
        """What is known from outside the bytes: the manifest beside a file."""
        if isinstance(self.place, str):
            return About(url=self.place)
        return about_from(self._manifest_row(self.place)).dated_by("manifest")

    def unread(self) -> str:
        """Why a date that the manifest gives is not taken; empty where it is."""
        why = "" if isinstance(self.place, str) else unread_date(self._manifest_row(self.place))
        return f"{MANIFEST}: {why}" if why else ""

    def last_resort(self, text: str) -> About:
        """Its name, its path and the file's time, where nothing else says; `text` is what it says."""
        if isinstance(self.place, str):
            return About(title=_name_in(self.place) or self.shown, source=self.shown)
        try:
            day = file_day(self.place.stat().st_mtime)
        except OSError:
            day = None
        return About(title=self.place.stem, source=self.shown, date=day).dated_by("file")

    def _manifest_row(self, path: Path) -> dict[str, Any]:
        return manifest.rows_in(path.parent).get(path.name, {})


@dataclass(frozen=True)
class Page(Source):
    """An address whose bytes are here already."""

    content: bytes
    suffix: str
    said: About
    """What a list of sources says about it, as a manifest does of a file."""
    day: About
    """Its date where nothing in it says one: the server's, or the day on which we saw it."""
    former: tuple[str, About] | None = None
    """What it said before, and its date in place of `day` if it says something else now; None where
    it is the same page."""

    def read(self) -> tuple[bytes, str]:
        """What was fetched."""
        return self.content, self.suffix

    def about(self) -> About:
        """What the list says."""
        return self.said.over(About(url=self.identity))

    def last_resort(self, text: str) -> About:
        """Its address, and the day it was seen."""
        says_else = self.former and self.former[0].split() != text.split()  # blanks say nothing
        day = self.former[1] if self.former and says_else else self.day
        return day.over(super().last_resort(text))


Given = str | Path | Source


def find_sources(
    given: Iterable[Given], named: str | None = None
) -> Iterator[Source | tuple[str, str]]:
    """Every file and address behind what was given, folders walked, or `(source, reason)`.

    `named` replaces the folder in identities, so that they are the same on every machine.
    """
    for one in given:
        if isinstance(one, Source):
            yield one
            continue
        text = str(one)
        if not text.strip():  # as a path it would be the current folder, all of it
            yield repr(text), "the path is empty; name a file, a folder or an address"
            continue
        if is_address(text):
            yield Source(one_spelling(text), text, text)
            continue
        path = Path(text).expanduser()
        try:
            if path.is_dir():
                yield from _walk(path, text, named)
            elif path.is_file():
                if path.name == MANIFEST:
                    yield text, "a manifest describes the files beside it; it is no document"
                else:
                    yield Source(_identity(path, path.name, named), text, path)
            else:
                reason = "it is no plain file" if path.exists() else "there is no such file"
                yield text, reason
        except (OSError, ValueError) as error:  # ValueError: a NUL in the name
            yield text, f"it cannot be opened ({getattr(error, 'strerror', None) or error})"


def is_library(folder: Path) -> bool:
    """Whether a library lies in this folder, or is being written there for the first time."""
    try:
        names = {file.name for file in folder.iterdir()}
        if "library.json" not in names:
            return "writing.lock" in names and all(n.startswith(_FIRST_WRITTEN) for n in names)
        with (folder / "library.json").open("rb") as file:  # others have files of that name, too
            return b'"generation"' in file.read(500)
    except OSError:
        return False


def is_passed_over(name: str) -> bool:
    """Whether a file or folder of this name is hidden or put there by a program for itself.

    >>> is_passed_over("~$offer.docx"), is_passed_over("offer.docx")
    (True, False)
    """
    return any(fnmatch(name.lower(), pattern) for pattern in _PASSED_OVER)


def _name_in(address: str) -> str:
    """The last part of its path, as a person reads it.

    >>> _name_in("https://example.org/%E4%BD%BF%E7%94%A8.md")
    '使用.md'
    """
    tail = urlsplit(address).path.rstrip("/").rpartition("/")[2]
    try:
        name = unquote(tail, errors="strict")
    except UnicodeDecodeError:
        return tail
    return name if name.isprintable() else tail


def _walk(folder: Path, shown: str, named: str | None) -> Iterator[Source | tuple[str, str]]:
    problems: list[OSError] = []
    links: list[Source] = []
    for place, folders, files in os.walk(folder, onerror=problems.append):
        if is_library(Path(place)):  # what is stored would be taken in again with each run
            folders.clear()
            name = str(Path(shown) / Path(place).relative_to(folder))
            yield name, HOLDS_A_LIBRARY
            continue
        if unused := manifest.unused_in(Path(place)):
            yield str(Path(shown) / Path(place).relative_to(folder) / MANIFEST), unused
        folders[:] = sorted(name for name in folders if not is_passed_over(name))
        for name in sorted([*files, *folders]):  # a folder's own files are walked in its turn
            path = Path(place) / name
            if name == MANIFEST or is_passed_over(name):
                continue
            inside = path.relative_to(folder)
            if path.is_symlink() and not path.resolve().is_relative_to(folder.resolve()):
                yield str(Path(shown) / inside), LEADS_OUT
            elif name not in folders:
                identity = _identity(path, inside.as_posix(), named)
                found = Source(identity, str(Path(shown) / inside), path)
                if path.is_symlink():
                    links.append(found)
                else:
                    yield found
    yield from links  # last: a file goes by its own name where that is in the folder as well
    for problem in problems:
        yield str(problem.filename), f"the folder cannot be read ({problem.strerror})"


def _identity(path: Path, inside: str, named: str | None) -> str:
    return f"{named}:{inside}" if named else str(path.resolve())
