"""Folders that are watched: what changes in them is in the library a moment later."""

import os
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from knowledge.document import CannotRead, IngestReport
from knowledge.library import Library
from knowledge.reading.manifest import MANIFEST
from knowledge.reading.sources import LEADS_OUT, is_library

_TOGETHER_MS = 300
"""Changes that follow each other so closely are taken in at once."""


def watch(library: Library, folders: Sequence[str | Path]) -> Iterator[IngestReport]:
    """What is there now, then each change, until Ctrl-C (`KeyboardInterrupt`).

    Raises:
        CannotRead: one of them is no folder.
    """
    from watchfiles import watch as changes

    shown = [Path(folder).expanduser() for folder in folders]
    for given, folder in zip(folders, shown, strict=True):
        if not folder.is_dir():
            raise CannotRead(f"{given} is no folder; only folders are watched.")
    watcher = changes(
        *shown, watch_filter=None, debounce=_TOGETHER_MS, step=50, yield_on_timeout=True
    )
    next(watcher)  # watching begins before the first look: nothing can slip in between
    yield library.ingest(shown)
    for found in watcher:
        changed, missing, out = _sorted(found, shown)
        if changed or missing or out:
            report = library.follow(changed, missing)
            for link in out:
                report.fail(str(link), LEADS_OUT)
            if report.added or report.updated or report.removed or report.failed:
                yield report


def _sorted(
    found: Iterable[tuple[object, str]], folders: Sequence[Path]
) -> tuple[list[Path], list[Path], list[Path]]:
    """Paths that are there, paths that are not and links that lead out, in the words of the
    folders given."""
    changed: set[Path] = set()
    missing: set[Path] = set()
    out: set[Path] = set()
    within = [folder.resolve() for folder in folders]
    for _, name in found:
        inside = _inside(Path(name), folders)
        if inside is None:
            continue
        if not any(map(inside.resolve().is_relative_to, within)):
            out |= {inside} if inside.is_symlink() else set()  # what lies behind it is seen as well
        elif inside.name == MANIFEST:  # it speaks of the files beside it
            changed.add(inside.parent)
        elif inside.exists():
            changed.add(inside)
        else:
            missing.add(inside.resolve())
    return sorted(changed), sorted(missing), sorted(out)


def _inside(path: Path, folders: Sequence[Path]) -> Path | None:
    """The path below the folder that was given; None for what an ingestion leaves out as well."""
    for folder in folders:
        place = Path(os.path.abspath(path))  # noqa: PTH100 - resolving follows a link that is gone
        for base in (Path(os.path.abspath(folder)), folder.resolve()):  # noqa: PTH100
            if place.is_relative_to(base):
                rest = place.relative_to(base)
                is_hidden = any(part.startswith(".") for part in rest.parts)
                is_stored = any(is_library(base / up) for up in (rest, *rest.parents))
                return None if is_hidden or is_stored else folder / rest
    return None
