"""Where bytes come from: files, folders and addresses, and what lies beside them about them."""

import json
import os
import stat
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any, cast
from urllib.parse import quote, unquote, urlsplit

from knowledge.dates import file_day, read_date
from knowledge.document import About, CannotRead
from knowledge.reading.address import fetch, is_address

MANIFEST = "manifest.jsonl"
"""What a folder says about its files, a row a `file`; not a document itself."""

ABOUT_FIELDS = frozenset({"title", "source", "date", "vendor", "system", "url", "language"})

_MOST_BYTES = 64 * 2**20


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
        row = _manifest(self.place.parent).get(self.place.name, {})
        return about_from(row).dated_by("manifest")

    def last_resort(self) -> About:
        """Its name, its path and the file's time, where nothing else says."""
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

    def read(self) -> tuple[bytes, str]:
        """What was fetched."""
        return self.content, self.suffix

    def about(self) -> About:
        """What the list says."""
        return self.said.over(About(url=self.identity))

    def last_resort(self) -> About:
        """Its address, and the day it was seen."""
        return self.day.over(super().last_resort())


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


def about_from(fields: Mapping[str, Any]) -> About:
    """The fields of front matter, a manifest's row or a JSON Lines row that we keep."""
    source, url = _source_text(fields.get("source"))
    return About(
        title=_text(fields.get("title")),
        source=source,
        date=read_date(fields.get("date")),
        vendor=_text(fields.get("vendor")),
        system=_text(fields.get("system")),
        url=_text(fields.get("url")) or url,
        language=_text(fields.get("language")),
        licence=_text(fields.get("licence")) or _text(fields.get("license")),
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
    for place, folders, files in os.walk(folder, onerror=problems.append):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        for name in sorted(files):
            path = Path(place) / name
            if name == MANIFEST or name.startswith("."):
                continue
            inside = path.relative_to(folder)
            if path.is_symlink() and not path.resolve().is_relative_to(folder.resolve()):
                yield str(Path(shown) / inside), "it is a link out of the folder; name its target"
                continue
            identity = _identity(path, inside.as_posix(), named)
            yield Source(identity, str(Path(shown) / inside), path)
    for problem in problems:
        yield str(problem.filename), f"the folder cannot be read ({problem.strerror})"


def _identity(path: Path, inside: str, named: str | None) -> str:
    return f"{named}:{inside}" if named else str(path.resolve())


def _manifest(folder: Path) -> dict[str, dict[str, Any]]:
    """Rows by file name; a broken row describes nothing, the files themselves still count."""
    try:
        found = (folder / MANIFEST).stat()
        return _manifest_rows(folder / MANIFEST, found.st_mtime_ns, found.st_size)
    except (OSError, UnicodeDecodeError):
        return {}


@lru_cache(maxsize=16)
def _manifest_rows(file: Path, _changed: int, _size: int) -> dict[str, dict[str, Any]]:
    """Read once for all the files beside it, again when it has changed."""
    lines = file.read_text("utf-8-sig").splitlines()
    rows: dict[str, dict[str, Any]] = {}
    for line in lines:
        try:
            row: Any = json.loads(line)
        except (json.JSONDecodeError, RecursionError):
            continue
        if isinstance(row, dict):
            fields = cast(dict[str, Any], row)
            rows[str(fields.get("file"))] = fields
    return rows
