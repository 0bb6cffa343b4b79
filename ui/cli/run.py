"""From `argv` to an exit code: find the command, run it, and say every failure in one line."""

import argparse
import io
import os
import sys
import traceback
from collections.abc import Sequence

from ui.cli import (
    ask,
    audit,
    doctor,
    evaluate,
    library,
    models,
    replay,
    revenue,
    sources,
    surfaces,
    vram,
)
from ui.cli.arguments import Parser, parse
from ui.cli.failure import DONE, INTERRUPTED, NOT_DONE, Failure
from ui.cli.output import print_failure

GROUPS = (ask, replay, vram, revenue, audit, library, sources, surfaces, models, evaluate, doctor)
ABOUT = "Ask what AI vendors charge, earn and publish, and what fits on your card."
EXAMPLES = """examples:
  vendorscope ask "Is Tencent's IMA open source?"
  vendorscope vram HunyuanVideo --gpu "RTX 3060"
  vendorscope revenue --subscribers 100M --price 500/yr
  vendorscope chat
"""


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; the exit code is 0, 1, 2 or 130 as contracts §3 says."""
    _write_utf8()
    words = list(sys.argv[1:] if arguments is None else arguments)
    as_json = "--json" in words
    try:
        code = _run(words)
        sys.stdout.flush()
        return code
    except BrokenPipeError:
        _forget_stdout()  # whoever read has seen enough
        return DONE
    except Failure as failure:
        if _debugging() and failure.__cause__:
            traceback.print_exception(failure.__cause__)
        print_failure(failure, as_json)
        return failure.code
    except KeyboardInterrupt:
        print_failure(Failure("Interrupted.", kind="Interrupted"), as_json)
        return INTERRUPTED
    except OSError as error:
        if _debugging():
            raise
        print_failure(_of_system(error), as_json)
        return NOT_DONE
    except Exception as error:  # the last edge before the terminal: a bug is one sentence here
        if _debugging():
            raise
        print_failure(_of_bug(error), as_json)
        return NOT_DONE


def build_parser() -> tuple[Parser, dict[str, Parser]]:
    """The whole command line, and the parser of each command."""
    parser = Parser(prog="vendorscope", description=ABOUT, epilog=EXAMPLES)
    parser.add_argument("--version", action=_Version, nargs=0, help="print the version and stop")
    commands = parser.add_subparsers(metavar="COMMAND", title="commands")
    for group in GROUPS:
        group.add(commands)
    parsers: dict[str, Parser] = dict(commands.choices)
    parser.add_argument("--json", action="store_true", help="print JSON and nothing else")
    for command in parsers.values():  # which must not take back what stood before its name
        unset = argparse.SUPPRESS
        command.add_argument("--json", action="store_true", default=unset, help="print JSON only")
    return parser, parsers


class _Version(argparse.Action):
    def __call__(self, parser: argparse.ArgumentParser, *_: object) -> None:
        from importlib.metadata import PackageNotFoundError, version

        try:
            print(f"vendorscope {version('vendorscope')}")
        except PackageNotFoundError:
            print("vendorscope (not installed)")
        parser.exit()


def _run(words: list[str]) -> int:
    parser, commands = build_parser()
    try:
        options = parse(parser, commands, words)
    except SystemExit:  # argparse, after --help or --version
        return DONE
    return options.run(options)


def _of_system(error: OSError) -> Failure:
    what = f"{error.filename}: " if error.filename else ""
    return Failure(f"{what}{error.strerror or error}.", kind=type(error).__name__)


def _of_bug(error: Exception) -> Failure:
    return Failure(
        f"Something went wrong inside vendorscope ({type(error).__name__}: {error}).",
        "Run it again with VENDORSCOPE_DEBUG=1 to see where.",
        "Unexpected",
    )


def _debugging() -> bool:
    wanted = os.environ.get("VENDORSCOPE_DEBUG", "")  # noqa: TID251 - a setting of this surface
    return wanted not in ("", "0")


def _write_utf8() -> None:
    """Chinese answers on any locale; what cannot be said at all becomes `?`."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="replace")


def _forget_stdout() -> None:
    """So that the interpreter does not fail once more when it flushes at its end."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
