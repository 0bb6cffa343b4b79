"""Folders that are watched: what changes in them is in the library a moment later."""

import os
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from knowledge.document import CannotRead, IngestReport
from knowledge.library import Library
from knowledge.reading.manifest import MANIFEST
from knowledge.reading.sources import HOLDS_A_LIBRARY, LEADS_OUT, is_library, is_passed_over

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
    report = library.ingest(shown)
    yield report
    named = {row["source"] for row in report.failed if row["reason"] == HOLDS_A_LIBRARY}
    told = {library.folder.resolve(), *(Path(source).resolve() for source in named)}
    for found in watcher:
        seen = _sorted(found, shown)
        libraries = {one for one in seen.libraries if one.resolve() not in told}
        told |= {one.resolve() for one in libraries}
        # Files of a library that were there before it was whole were taken for documents.
        missing = {one.resolve() for one in (*seen.missing, *libraries)}
        if not (seen.changed or missing or seen.links_out):
            continue
        report = library.follow(sorted(seen.changed), sorted(missing))
        for link in sorted(seen.links_out):
            report.fail(str(link), LEADS_OUT)
        for one in sorted(libraries):
            report.fail(str(one), HOLDS_A_LIBRARY)
        if report.added or report.updated or report.removed or report.failed:
            yield report


@dataclass
class _Seen:
    """Paths in the words of the folders given."""

    changed: set[Path] = field(default_factory=set[Path])
    missing: set[Path] = field(default_factory=set[Path])
    links_out: set[Path] = field(default_factory=set[Path])
    libraries: set[Path] = field(default_factory=set[Path])


def _sorted(found: Iterable[tuple[object, str]], folders: Sequence[Path]) -> _Seen:
    seen = _Seen()
    within = [folder.resolve() for folder in folders]
    for _, name in found:
        inside = _inside(Path(name), folders)
        if inside is None:
            continue
        # A manifest speaks of the files beside it.
        meant = inside.parent if inside.name == MANIFEST else inside
        if library := _library_over(inside, folders):
            seen.libraries.add(library)
        elif not any(map(inside.resolve().is_relative_to, within)):
            seen.links_out |= {inside} if inside.is_symlink() else set()  # behind it: seen as well
        elif meant.exists():
            seen.changed.add(meant)
        else:
            seen.missing.add(meant)
    return seen


def _library_over(path: Path, folders: Sequence[Path]) -> Path | None:
    """The library that it is or is part of."""
    above = (up for up in (path, *path.parents) if any(map(up.is_relative_to, folders)))
    return next(filter(is_library, above), None)


def _inside(path: Path, folders: Sequence[Path]) -> Path | None:
    """The path below the folder that was given; None for what an ingestion leaves out as well."""
    for folder in folders:
        place = Path(os.path.abspath(path))  # noqa: PTH100 - resolving follows a link that is gone
        for base in (Path(os.path.abspath(folder)), folder.resolve()):  # noqa: PTH100
            if place.is_relative_to(base):
                rest = place.relative_to(base)
                is_hidden = any(map(is_passed_over, rest.parts))
                return None if is_hidden else folder / rest
    return None
