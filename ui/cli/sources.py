"""`vendorscope sources`: the vendors' own documents, fetched, kept in versions and compared."""

import argparse
import functools
import shlex
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from ui.cli.arguments import Parser, day_since
from ui.cli.changed import print_changes, shortened
from ui.cli.failure import DONE, Failure, Stopped
from ui.cli.library import nothing_added, print_report, remove_command, say_notice
from ui.cli.meter import Meter
from ui.cli.output import print_json, print_table, progress

if TYPE_CHECKING:
    from knowledge import Library
    from knowledge.web import Change, Listed, Taken, Version

_PAUSE_SECONDS = 1.0
_SHOWN_REASON = 60
_NOBODY, _SEE_ALL = "No source is meant by that.", "See `vendorscope sources list`."
_ASK_INSTEAD = "what the library's dated facts tell of that time says"


def add(commands: Any) -> None:
    """The options of all of them."""
    group = commands.add_parser("sources", help="vendors' documents", description=__doc__)
    inner = group.add_subparsers(metavar="ACTION", title="actions", required=True)
    _add_list(inner)
    _add_pull(inner)
    _add_diff(inner)
    _add_add(inner)
    command = _command(inner, "remove", remove, "forget an address that you added")
    command.add_argument("address", metavar="ADDRESS")


def list_(options: argparse.Namespace) -> int:
    """Show the addresses that `pull` fetches: those that come with vendorscope, and your own."""
    library = _library(options)
    visits, changed = library.history.visits(), library.history.changed()
    rows: list[dict[str, Any]] = []
    own = {one.address for one in library.history.own()}
    for one in _wanted(library, options):
        visit = visits.get(one.address)
        said = {name: value for name, value in one.to_dict().items() if name != "modified"}
        rows.append(
            said
            | {
                "own": one.address in own,
                "checked": visit and visit.checked,
                "state": visit and visit.state,
                "changed": changed.get(one.address),
            }
        )
    if options.json:
        print_json(rows)
    elif not rows:
        print(f"{_NOBODY} {_SEE_ALL}")
    else:
        shown = ("vendor", "system", "kind", "title")
        listed = ([*(row[name] for name in shown), _state(row), row["address"]] for row in rows)
        print_table((*shown, "state", "address"), listed)
    return DONE


def _state(row: dict[str, Any]) -> str:
    """When it was fetched and when it changed, or why it could not be read."""
    if row["checked"] is None:
        return "not fetched yet"
    day = row["checked"][:10]
    if row["state"] == "gone":
        return f"gone from its server {day}"
    if row["state"] != "there":
        return f"failed {day}: {shortened(row['state'], _SHOWN_REASON)}"
    changed = f", changed {row['changed'][:10]}" if row["changed"] else ""
    return f"fetched {day}{changed}"


def pull(options: argparse.Namespace) -> int:
    """Fetch what is new or changed into your library; take out what is gone from its server."""
    library = _library(options)
    wanted = _wanted(library, options)
    if not wanted:
        raise Failure(_NOBODY, _SEE_ALL)
    return _show_taken(_pull(library, wanted, options), options)


def diff(options: argparse.Namespace) -> int:
    """Tell what changed since a day: documents new, gone, and the paragraphs that changed."""
    from knowledge.web import changes_since

    _check_is_past(options.since)
    library = _library(options)
    ask = f"{_ASK_INSTEAD} {_question(library, options)}."
    if not library.history.addresses():
        raise Failure(
            "Nothing was fetched yet, so there are no versions to compare.",
            f"Run `vendorscope sources pull` first; {ask}",
        )
    found = changes_since(library.history, options.since)
    found.changes = [one for one in found.changes if _is_meant(one, options)]
    if options.vendor or options.system:
        found.unknown = [
            address
            for address in found.unknown
            if _is_meant(library.history.versions(address)[-1], options)
        ]
    differs = f"These are changes of the pages' words; {ask}"
    if options.json:
        print_json(found.to_dict() | {"differs": differs})
    else:
        print_changes(found)
        print(differs)
    return DONE


def add_source(options: argparse.Namespace) -> int:
    """Keep an address of your own and fetch it: a page, a sitemap, a feed, or github:owner/repo."""
    from knowledge.web import Listed

    library = _library(options)
    listed = Listed(options.address, "own", options.vendor, options.system, options.title)
    taken = _pull(library, [listed], options)
    report = taken.report
    if report.added or report.updated or report.unchanged or taken.resumed:
        library.history.add_own(listed)
    return _show_taken(taken, options)


def remove(options: argparse.Namespace) -> int:
    """Forget an address that you added; what was fetched stays until `vendorscope remove`."""
    library = _library(options)
    if not library.history.remove_own(options.address):
        raise Failure(f"{options.address!r} is no source that you added.", _SEE_ALL)
    left = library.held(options.address)
    if options.json:
        print_json({"removed": options.address, "still_in_library": len(left)})
        return DONE
    print(f"{options.address} is forgotten: `sources pull` fetches it no more.")
    if left:
        what = left[0].title if len(left) == 1 else f"{len(left)} documents"
        command = remove_command(options.address, options.store)
        print(f"What was fetched from it stays in the library: {what}; `{command}` takes it out.")
    return DONE


def _add_list(inner: Any) -> None:
    _add_choice(_command(inner, "list", list_, "show what is fetched"))


def _add_pull(inner: Any) -> None:
    command = _command(inner, "pull", pull, "fetch what is new or changed")
    command.add_argument("addresses", metavar="ADDRESS", nargs="*", help="only these")
    _add_choice(command)
    _add_pause(command)


def _add_diff(inner: Any) -> None:
    command = _command(inner, "diff", diff, "tell what changed since a day")
    command.add_argument("since", metavar="DATE", type=day_since)
    _add_choice(command)


def _add_add(inner: Any) -> None:
    command = _command(inner, "add", add_source, "keep an address of your own")
    command.add_argument("address", metavar="ADDRESS")
    for name in ("vendor", "system", "title"):
        command.add_argument(f"--{name}", metavar=name.upper(), help="what to keep it under")
    _add_pause(command)


def _command(inner: Any, name: str, run: Any, about: str) -> Parser:
    command = inner.add_parser(name, help=about, description=run.__doc__)
    command.add_argument("--store", metavar="DIR", help="the library's folder (default: your own)")
    command.add_argument("--json", action="store_true", default=argparse.SUPPRESS, help="JSON only")
    command.set_defaults(run=_said(run))
    return command


def _said(run: Any) -> Any:
    """The same command, where what the library or its history cannot do is a `Failure`."""

    @functools.wraps(run)
    def said(options: argparse.Namespace) -> int:
        from knowledge import CannotRead

        try:
            return run(options)
        except CannotRead as error:
            raise Failure.of(error) from error

    return said


def _add_choice(command: Parser) -> None:
    for name in ("vendor", "system", "kind"):
        command.add_argument(f"--{name}", metavar=name.upper(), help=f"only of this {name}")


def _add_pause(command: Parser) -> None:
    command.add_argument(
        "--pause", metavar="SECONDS", type=_seconds, default=_PAUSE_SECONDS,
        help=f"between two requests to a host ({_PAUSE_SECONDS:g})",
    )  # fmt: skip


def _seconds(text: str) -> float:
    try:
        seconds = float(text)
    except ValueError:
        seconds = -1.0
    if not 0 <= seconds <= 3600:
        raise argparse.ArgumentTypeError(f"{text!r} is no number of seconds from 0 to 3600")
    return seconds


def _library(options: argparse.Namespace) -> "Library":
    from knowledge import Library

    return Library.open(options.store)


def _wanted(library: "Library", options: argparse.Namespace) -> "list[Listed]":
    """All sources that are meant, your own last; an address that is no source stands for itself."""
    from knowledge.web import Listed, shipped

    every = {one.address: one for one in (*shipped(), *library.history.own())}
    named = [Listed(name) for name in getattr(options, "addresses", [])]
    chosen = [every.get(one.address, one) for one in named] or list(every.values())
    return [one for one in chosen if _is_meant(one, options)]


def _is_meant(one: "Listed | Change | Version", options: argparse.Namespace) -> bool:
    """By `--vendor` and the like, whatever the case; a version kept does not know its kind."""
    for name in ("vendor", "system", "kind"):
        asked = getattr(options, name)
        if asked and name in one.__dataclass_fields__:
            found = getattr(one, name) or ""
            if asked.casefold() not in found.casefold():
                return False
    return True


def _pull(library: "Library", wanted: "list[Listed]", options: argparse.Namespace) -> "Taken":
    from knowledge.document import Interrupted
    from knowledge.web import Visitor

    try:
        say_notice(library)
        with Meter() as meter:
            return library.pull(
                wanted,
                Visitor(options.pause),
                lambda step: meter(step.done, step.total, step.address),
            )
    except Interrupted as cut:
        raise Stopped(cut.documents) from cut


def _show_taken(taken: "Taken", options: argparse.Namespace) -> int:
    report = taken.report
    if taken.resumed:
        progress(f"{taken.resumed} were done by the pull that was cut off.")
    went_in = report.added or report.updated or report.unchanged or report.removed
    if report.failed and not went_in and not taken.resumed:
        raise nothing_added(report)
    if options.json:
        print_json(report.to_dict() | {"resumed": taken.resumed})
    else:
        print_report(report)
    return DONE


def _question(library: "Library", options: argparse.Namespace) -> str:
    """What asks the chat for the same time and the same system or vendor."""
    whole = "each vendor"
    for name in ("vendor", "system"):  # `--vendor deep` is enough here, in the chat it is not
        if given := getattr(options, name):
            meant = {str(getattr(one, name)) for one in _wanted(library, options)}
            whole = meant.pop() if len(meant) == 1 else given
    return f"`vendorscope ask {shlex.quote(f'What changed at {whole} since {options.since}?')}`"


def _check_is_past(since: str) -> None:
    """Of a day that has not come nothing can have changed: a `Failure`."""
    today = datetime.now(UTC).date().isoformat()
    if since > today[: len(since)]:
        raise Failure(
            f"{since} lies in the future: nothing can have changed since.",
            f"Today is {today}; name an earlier day, month or year.",
        )
