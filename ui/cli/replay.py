"""`vendorscope replay`: a receipt's figures made again."""

import argparse
import json
from pathlib import Path
from typing import Any

from ui.cli.failure import DONE, NOT_DONE, Failure
from ui.cli.library import existing_store
from ui.cli.output import print_json


def add(commands: Any) -> None:
    """The command's options."""
    command = commands.add_parser(
        "replay", help="make a receipt's figures again", description=replay.__doc__
    )
    command.add_argument("receipt", metavar="FILE", help="made by `ask --receipt FILE`")
    command.add_argument("--store", metavar="DIR", help="the library that was asked")
    command.set_defaults(run=replay)


def replay(options: argparse.Namespace) -> int:
    """Run a receipt's tools and calculations again, offline; say whether every figure is the same."""
    receipt = _read(Path(options.receipt))
    store = existing_store(options.store)
    from agent.receipt import NoReceipt
    from agent.receipt import replay as make_again
    from agent.settings import Settings
    from knowledge import Library

    try:
        found = make_again(receipt, Library.open(store), Settings.read().receipt_key)
    except NoReceipt as error:
        raise Failure.of(error) from error
    if options.json:
        print_json(found)
    else:
        print("\n".join(_lines(found)))
    return DONE if found["same"] else NOT_DONE


def _read(path: Path) -> dict[str, Any]:
    try:
        receipt = json.loads(path.read_text("utf-8"))
    except OSError as error:
        raise Failure(f"{path} cannot be read: {error.strerror or error}.") from error
    except ValueError as error:
        raise Failure(f"{path} is no JSON.", "Make one with `ask … --receipt FILE`.") from error
    if not isinstance(receipt, dict):
        raise Failure(f"{path} is no receipt.", "Make one with `ask … --receipt FILE`.")
    return receipt


def _counted(figures: list[dict[str, Any]]) -> str:
    """How many figures came out again; struck ones, and those without a source, count apart."""
    states = [row["state"] for row in figures]
    apart = [
        f"{count} {state}"
        for state in ("struck", "without a source")
        if (count := states.count(state))
    ]
    made = len(figures) - states.count("struck") - states.count("without a source")
    said = f"{states.count('same')} of {made} figures are the same"
    return f"{'; '.join([said, *apart])}."


def _lines(found: dict[str, Any]) -> list[str]:
    figures = found["figures"]
    lines = [
        _counted(figures),
        f"The receipt is {found['hash']}; the library is {found['library']}.",
    ]
    lines += [
        f"- {row['text']} ({row['origin']}): {row['state']}"
        for row in figures
        if row["state"] != "same"
    ]
    for call in found["tool_calls"]:
        lines += [f"- {call['name']}: {difference}" for difference in call["differences"]]
    lines += [
        f"- [{row['n']}] {row['title']}: this is not what the library holds"
        for row in found["evidence"]
        if not row["same"]
    ]
    return [*lines, "Everything is the same." if found["same"] else "Not everything is the same."]
