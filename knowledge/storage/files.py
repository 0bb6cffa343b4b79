"""Files that are there whole or not at all, and marks by which a change of them is noticed."""

import hashlib
import os
import shutil
import threading
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path

Mark = tuple[int, int, str]
"""Size, time of change, SHA-256."""

_ROOM_BYTES = 16 * 2**20
"""A database takes some for its journal before it writes anything else."""


def write_whole(target: Path, content: bytes) -> None:
    """A file that is there with all its content or not at all, also after a crash."""
    part = target.with_name(f".{target.name}.{os.getpid()}-{threading.get_ident()}")
    try:
        with part.open("wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        part.replace(target)
    finally:
        part.unlink(missing_ok=True)


def has_room(folder: Path) -> bool:
    """Whether the disk is not full, or so nearly that databases fail, for which each has many words."""
    return shutil.disk_usage(folder).free > _ROOM_BYTES


def settle(folder: Path, before: Mapping[str, Mark] | None = None) -> dict[str, Mark]:
    """All files of a folder onto the disk, with their marks by name.

    `before` are the marks of the state before: a file that is still the same is not read again.
    """
    marks: dict[str, Mark] = {}
    for file in sorted(folder.rglob("*")):
        if file.is_file() and not file.name.endswith(".lock"):
            name = file.relative_to(folder).as_posix()
            known, found = (before or {}).get(name), file.stat()
            if known and known[:2] == (found.st_size, found.st_mtime_ns):
                marks[name] = known
                continue
            with file.open("rb") as opened, suppress(OSError):
                os.fsync(opened.fileno())
            marks[name] = _mark(file)
    return marks


def are_as_marked(folder: Path, marks: Mapping[str, Mark]) -> bool:
    """Whether all files are as written. Those untouched since are not read again."""
    for name, (size, changed, digest) in marks.items():
        file = folder / name
        try:
            found = file.stat()
            if (found.st_size, found.st_mtime_ns) != (size, changed) and _mark(file)[2] != digest:
                return False
        except OSError:
            return False
    return True


def times(folder: Path) -> dict[str, list[int]]:
    """Size and time of change of all files that a database keeps between its uses."""
    stats: dict[str, list[int]] = {}
    for file in sorted(folder.rglob("*")):
        if file.is_file() and not file.name.endswith(("-shm", "-wal", "-journal")):
            found = file.stat()
            stats[file.relative_to(folder).as_posix()] = [found.st_size, found.st_mtime_ns]
    return stats


def _mark(file: Path) -> Mark:
    found = file.stat()
    with file.open("rb") as opened:
        digest = hashlib.file_digest(opened, "sha256").hexdigest()
    return found.st_size, found.st_mtime_ns, digest
