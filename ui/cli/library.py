"""`vendorscope ingest`, `search` and `remove`: documents in, passages out, documents out."""

import argparse
import shlex
import sys
from contextlib import AbstractContextManager, nullcontext
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ui.cli.arguments import date, positive_number
from ui.cli.failure import DONE, Failure, Stopped, WrongUsage
from ui.cli.meter import Meter
from ui.cli.output import print_json, print_json_line, progress

if TYPE_CHECKING:
    from knowledge import IngestReport, Library, Passage

_FILTERS = {
    "vendor": "only of this vendor; may be given again",
    "system": "only of this product",
    "source": "only where the source's name holds this",
    "language": "only in this language: en, zh, de, ja …",
    "document": "only of the document with this id",
}


def add(commands: Any) -> None:
    """The options of each command."""
    command = commands.add_parser("ingest", help="add documents", description=ingest.__doc__)
    command.add_argument(
        "sources", metavar="PATH|URL", nargs="+",
        help="a folder is walked; a sitemap, a feed or github:owner/repo is opened",
    )  # fmt: skip
    command.add_argument(
        "--ray", metavar="ADDRESS", nargs="?", const="",
        help="embed on Ray: a cluster's host:port, or nothing for this machine's cores",
    )  # fmt: skip
    command.add_argument("--watch", action="store_true", help="go on with what changes in folders")
    command.add_argument("--store", metavar="DIR", help="the library's folder (default: your own)")
    command.set_defaults(run=ingest)

    command = commands.add_parser("search", help="find passages", description=search.__doc__)
    command.add_argument("query", metavar="QUERY", nargs="+")
    command.add_argument("-k", metavar="N", type=positive_number, default=8, help="how many (8)")
    command.add_argument("--as-of", metavar="DATE", type=date, help="what was known on that day")
    command.add_argument("--since", metavar="DATE", type=date, help="nothing dated earlier")
    for name, what in _FILTERS.items():
        command.add_argument(f"--{name}", metavar=name.upper(), action="append", help=what)
    command.add_argument("--store", metavar="DIR", help="the library's folder (default: the usual)")
    command.set_defaults(run=search)

    command = commands.add_parser("remove", help="take documents out", description=remove.__doc__)
    command.add_argument(
        "names", metavar="PATH|URL|ID", nargs="+",
        help="a folder is all below it, a sitemap, a feed or github:owner/repo all it led to",
    )  # fmt: skip
    command.add_argument("--store", metavar="DIR", help="the library's folder (default: your own)")
    command.set_defaults(run=remove)


def ingest(options: argparse.Namespace) -> int:
    """Add files, folders or addresses to the library; what did not change is left alone."""
    from knowledge import CannotRead, Library
    from knowledge.document import Interrupted

    try:
        with _embedder(options) as embedder:
            library = Library.open(options.store, embedder)
            say_notice(library)
            if options.watch:
                return _watch(library, options)
            with Meter() as meter:
                report = library.ingest(options.sources, progress=meter)
    except CannotRead as error:
        raise Failure.of(error) from error
    except Interrupted as cut:
        raise Stopped(cut.documents) from cut
    _say_how_to_remove(report, library, options.store)
    went_in = report.added or report.updated or report.unchanged or report.removed
    if report.failed and not went_in:
        raise nothing_added(report)
    if options.json:
        print_json(asdict(report))
    else:
        print_report(report)
    return DONE


def remove(options: argparse.Namespace) -> int:
    """Take documents out of the library: files, also deleted ones, folders, addresses, or ids."""
    store = existing_store(options.store)
    from knowledge import CannotRead, Library

    try:
        report = Library.open(store).take_out(options.names)
    except CannotRead as error:
        raise Failure(f"Nothing was removed. {error}", kind="NotRemoved") from error
    if options.json:
        print_json(asdict(report))
        return DONE
    for source in report.removed:
        print(f"{'removed':<10}{source}")
    if any("://" in source for source in report.removed):
        progress(
            "What a source leads to comes back with `vendorscope sources pull`; "
            "`vendorscope sources remove ADDRESS` forgets a source of your own."
        )
    return DONE


def _say_how_to_remove(report: "IngestReport", library: "Library", store: str | None) -> None:
    """Of a file or folder that is gone but whose documents the library holds."""
    for failed in report.failed:
        name = failed["source"]
        if _is_missing(name) and library.held(name):
            command = remove_command(name, store)
            failed["reason"] += f"; the library still holds it, and `{command}` takes it out"


def remove_command(name: str, store: str | None) -> str:
    """What takes that out."""
    return shlex.join(["vendorscope", "remove", name, *(["--store", store] if store else [])])


def _is_missing(name: str) -> bool:
    try:
        return "://" not in name and not Path(name).expanduser().exists()
    except (OSError, ValueError, RuntimeError):  # no path at all
        return False


def say_notice(library: "Library") -> None:
    """What whoever adds documents should know."""
    if notice := library.notice:
        progress(notice)


def _embedder(options: argparse.Namespace) -> AbstractContextManager[object | None]:
    if options.ray is None:
        return nullcontext()
    from knowledge.embedding.cluster import on_ray

    return on_ray(options.ray or None)


def _watch(library: "Library", options: argparse.Namespace) -> int:
    """With `--json` a report a line: it ends with Ctrl-C only."""
    from knowledge.watch import watch

    for report in watch(library, options.sources):
        if options.json:
            print_json_line(asdict(report))
        else:
            print_report(report)
            sys.stdout.flush()
    return DONE


def search(options: argparse.Namespace) -> int:
    """Find the passages nearest to a query, by meaning and by words."""
    query = " ".join(options.query)
    if not query.strip():
        raise WrongUsage("The query is empty.", "Write what to look for.")
    store = existing_store(options.store)
    from knowledge import CannotRead, Library

    try:
        library = Library.open(store)
        check_holds_documents(library, store)
        only = {f"{name}s": getattr(options, name) for name in _FILTERS}
        passages = library.search(
            query, k=options.k, as_of=options.as_of, since=options.since, **only
        )
        if not passages:
            _say_whom_none_is_of(library, options)
    except CannotRead as error:
        raise Failure.of(error) from error
    if options.json:
        print_json([asdict(passage) | {"enough": passages.enough} for passage in passages])
    else:
        _print_passages(passages)
    return DONE


def _say_whom_none_is_of(library: "Library", options: argparse.Namespace) -> None:
    """Which `--vendor` or `--system` the library does not know."""
    from difflib import get_close_matches

    asked = [
        (name, given) for name in ("vendor", "system") for given in getattr(options, name) or ()
    ]
    passages = library.passages() if asked else []
    for name, given in asked:
        held = {str(known).casefold(): known for one in passages if (known := getattr(one, name))}
        if given.casefold().strip() not in held:
            near = get_close_matches(given.casefold(), held, n=1)
            meant = f" Did you mean {held[near[0]]!r}?" if near else ""
            progress(f"The library has no passage of the {name} {given!r}.{meant}")


def existing_store(store: str | None) -> str | None:
    """The folder of `--store`, which a question cannot make.

    Raises:
        Failure: when it is not there.
    """
    if store is not None and not Path(store).is_dir():
        raise Failure(
            f"There is no library in {store!r}.",
            "Make one with `vendorscope ingest PATH --store DIR`.",
        )
    return store


def check_holds_documents(library: "Library", store: str | None) -> None:
    """A folder named by `--store` in which there is nothing to ask.

    Raises:
        Failure: when it holds no document.
    """
    if store is not None and not library.documents():
        raise Failure(
            f"The folder {store!r} holds no documents.",
            f"Add some with `vendorscope ingest PATH --store {shlex.quote(store)}`.",
        )


def nothing_added(report: "IngestReport") -> Failure:
    """What is wrong with each of the sources, none of which could be read."""
    *others, last = report.failed
    for failed in others:
        progress(f"{failed['source']}: {failed['reason']}")
    reason = f"{last['source']}: {last['reason']}"
    return Failure(f"Nothing was added. {reason}", kind="NothingAdded", failed=report.failed)


def print_report(report: "IngestReport") -> None:
    """A line for each source, and one for what of it was left out or is wrong."""
    for what in ("added", "updated", "unchanged", "removed"):
        for source in getattr(report, what):
            print(f"{what:<10}{source}")
    went_in = {*report.added, *report.updated}
    for failed in report.failed:
        what = "note" if failed["source"] in went_in else "failed"
        print(f"{what:<10}{failed['source']}: {failed['reason']}")
    print(f"{report.passages} passages, {report.seconds:.1f} s")


def _print_passages(passages: "list[Passage]") -> None:
    if not passages:
        print("Nothing found.")
    for n, passage in enumerate(passages, start=1):
        print(f"[{n}] {passage.title} · {passage.date or 'undated'} · {passage.source}")
        print(f"    {' '.join(passage.text.split())}\n")
