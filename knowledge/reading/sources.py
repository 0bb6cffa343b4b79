"""Where bytes come from: files, folders and addresses, and what lies beside them about them."""

import json
import os
import re
import stat
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any, cast
from urllib.parse import quote, unquote, urlsplit

from knowledge.dates import file_day, is_ambiguous, read_date
from knowledge.document import About, CannotRead
from knowledge.language.tongue import code_of
from knowledge.reading import manifest
from knowledge.reading.address import fetch, is_address
from knowledge.reading.manifest import MANIFEST

ABOUT_FIELDS = frozenset({"title", "source", "date", "vendor", "system", "url", "language"})

_OTHER_NAMES = {
    "date": (
        "as_of",
        "last_updated",
        "updated",
        "updated_at",
        "last_modified",
        "lastmod",
        "modified",
        "published",
        "published_at",
        "publish_date",
        "publication_date",
    ),
    "licence": ("license",),
    "language": ("lang", "locale"),
}
"""What else people call a field; the first that is there counts: a text says what held when it was
last changed."""

LEADS_OUT = "it is a link out of the folder; name its target"
HOLDS_A_LIBRARY = "it holds a library; keep your documents in another folder"
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
        row = manifest.rows_in(self.place.parent).get(self.place.name, {})
        return about_from(row).dated_by("manifest")

    def last_resort(self, text: str) -> About:
        """Its name, its path and the file's time, where nothing else says; `text` is what it says."""
        if isinstance(self.place, str):
            return About(title=_name_in(self.place) or self.shown, source=self.shown)
        try:
            day = file_day(self.place.stat().st_mtime)
        except OSError:
            day = None
        return About(title=self.place.stem, source=self.shown, date=day).dated_by("file")


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
            yield Source(text, text, text)
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


def about_from(fields: Mapping[str, Any]) -> About:
    """The fields of front matter, a manifest's row or a JSON Lines row that we keep."""
    named = by_name(fields)
    source, url = _source_text(named.get("source"))
    return About(
        title=_text(named.get("title")),
        source=source,
        date=read_date(named.get("date")),
        vendor=_text(named.get("vendor")),
        system=_text(named.get("system")),
        url=_text(named.get("url")) or url,
        language=code_of(_text(named.get("language"))),
        licence=_text(named.get("licence")),
    )


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


def by_name(fields: Mapping[str, Any]) -> dict[str, Any]:
    """Fields by our names, of `Date`, `last-updated` or `license` as well; those without value left
    out."""
    named = {plain_name(name): one for name, one in fields.items() if one is not None}
    for ours, theirs in _OTHER_NAMES.items():
        if ours not in named and (there := next((t for t in theirs if t in named), None)):
            named[ours] = named[there]
    return named


@lru_cache(maxsize=1024)
def plain_name(name: object) -> str:
    """A field's name in one spelling: `Last-Updated` is `last_updated`."""
    return re.sub(r"[\s-]+", "_", str(name).strip()).casefold()


def unread_date(fields: Mapping[str, Any]) -> str:
    """Why a date that is given is not taken; empty where it is, or where none is given."""
    given = by_name(fields).get("date")
    if not isinstance(given, (str, int)) or read_date(given) or not re.search(r"\d", str(given)):
        return ""
    what = "may be two days" if is_ambiguous(str(given)) else "cannot be read"
    return f"its date {str(given)[:40]!r} {what} and was left out; write it as 2025-09-15"


def _source_text(value: Any) -> tuple[str | None, str | None]:
    """A source as text and the address that opens it.

    >>> _source_text({"repo": "a/b", "path": "README.md", "commit": "c0ffee"})
    ('a/b README.md', 'https://github.com/a/b/blob/c0ffee/README.md')
    """
    if not isinstance(value, Mapping):
        return _text(value), None
    given = cast(Mapping[str, Any], value)
    repo, path, url = (_text(given.get(name)) for name in ("repo", "path", "url"))
    if repo and path:
        commit = _text(given.get("commit")) or "HEAD"
        return f"{repo} {path}", url or f"https://github.com/{repo}/blob/{commit}/{quote(path)}"
    shown = _text(given.get("title")) or _text(given.get("description")) or repo or path or url
    # Plain values only: YAML's references can make a few lines of inner ones gigabytes.
    plain = {str(name): _text(one) for name, one in given.items() if _text(one)}
    return shown or json.dumps(plain, ensure_ascii=False), url


def _text(value: Any) -> str | None:
    if value is None or isinstance(value, (dict, list)):
        return None
    # Half a surrogate pair, as a broken escape leaves it, could not be written to disk.
    return str(value).encode("utf-8", "replace").decode().strip() or None


def _walk(folder: Path, shown: str, named: str | None) -> Iterator[Source | tuple[str, str]]:
    problems: list[OSError] = []
    links: list[Source] = []
    for place, folders, files in os.walk(folder, onerror=problems.append):
        if is_library(Path(place)):  # what is stored would be taken in again with each run
            folders.clear()
            name = str(Path(shown) / Path(place).relative_to(folder))
            yield name, HOLDS_A_LIBRARY
            continue
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        for name in sorted([*files, *folders]):  # a folder's own files are walked in its turn
            path = Path(place) / name
            if name == MANIFEST or name.startswith("."):
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
