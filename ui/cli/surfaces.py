"""`vendorscope chat`, `slack` and `serve`: the other surfaces."""

import argparse
import os
import socket
import sys
from contextlib import AbstractContextManager, nullcontext, redirect_stdout
from typing import Any, NoReturn

from ui.cli.arguments import whole_number
from ui.cli.failure import INTERRUPTED, NOT_DONE, Failure, WrongUsage
from ui.cli.output import print_json

LOCAL_HOST = "127.0.0.1"
CHAT_PORT = 7860


def add(commands: Any) -> None:
    """The options of all three."""
    command = commands.add_parser("chat", help="open the web chat", description=chat.__doc__)
    command.add_argument("--host", help=f"address to listen on (HOST, else {LOCAL_HOST})")
    command.add_argument("--port", type=whole_number, help=f"(PORT, else {CHAT_PORT})")
    command.add_argument("--model", metavar="M", help="a preset (see `models`) or provider:model")
    command.set_defaults(run=chat)

    command = commands.add_parser("slack", help="answer in Slack", description=slack.__doc__)
    command.add_argument("--check", action="store_true", help="say which token or scope is missing")
    command.add_argument("--model", metavar="M", help="a preset (see `models`) or provider:model")
    command.set_defaults(run=slack)

    command = commands.add_parser("serve", help="(a later release)", description=serve.__doc__)
    command.set_defaults(run=serve)


def chat(options: argparse.Namespace) -> int:
    """Open the chat in a browser page of this machine."""
    host = options.host or _setting("HOST") or LOCAL_HOST
    port = _port(options.port)
    _check_free(host, port)
    if options.json:
        print_json({"host": host, "port": port})
    from agent import Analyst
    from ui.web import serve as serve_web

    try:
        with _quiet(options.json), Analyst(model=options.model) as analyst:
            serve_web(analyst, host, port)
    except ValueError as error:
        raise Failure.of(error) from error
    _leave(INTERRUPTED)  # it serves until Ctrl-C


def slack(options: argparse.Namespace) -> int:
    """Answer mentions and direct messages in Slack until Ctrl-C."""
    from ui.slack import check, run

    if options.check:
        return check(as_json=options.json)
    with _quiet(options.json):
        code = run(model=options.model)
    if code == NOT_DONE and options.json:  # it has said why, in a sentence on stderr
        raise Failure(
            "vendorscope slack has stopped; the line before this one says why.",
            "Run `vendorscope slack --check --json` for what is missing.",
            "CannotServe",
        )
    return code


def serve(options: argparse.Namespace) -> int:
    """Serve the analyst over HTTP (a later release)."""
    raise Failure(
        "`vendorscope serve` comes with a later release.",
        "Use `vendorscope chat`, or `from agent import Analyst` in Python.",
        "NotYet",
    )


def _quiet(as_json: bool) -> AbstractContextManager[Any]:
    """With `--json` stdout holds one document, and what a server says goes to stderr."""
    return redirect_stdout(sys.stderr) if as_json else nullcontext()


def _leave(code: int) -> NoReturn:
    """End here: a thread that still loads the embedder would make the interpreter's end a crash."""
    sys.stdout.flush()
    sys.stderr.flush()
    os._exit(code)


def _port(given: int | None) -> int:
    text = _setting("PORT")
    if given is None and text and not text.isdecimal():
        raise WrongUsage(f"PORT is {text!r}.", "Give a number from 1 to 65535.")
    port = given if given is not None else int(text or CHAT_PORT)
    if not 0 < port < 65_536:
        raise WrongUsage(f"There is no port {port}.", "Give a number from 1 to 65535.")
    return port


def _setting(name: str) -> str:
    return os.environ.get(name, "").strip()  # noqa: TID251 - what `make chat PORT=…` sets


def _check_free(host: str, port: int) -> None:
    """Before seconds of loading: whether the port can be had.

    Raises:
        Failure: when another program has it, or the address is not ours.
    """
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    try:
        with socket.create_server((host, port), family=family):
            return
    except OSError as error:
        raise Failure(
            f"{host}:{port} cannot be listened on: {error.strerror or error}.",
            "Choose another with --port or --host.",
            "PortTaken",
        ) from error
