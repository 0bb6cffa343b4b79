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
    from knowledge import Library

    try:
        found = make_again(receipt, Library.open(store))
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


def _lines(found: dict[str, Any]) -> list[str]:
    figures, same = found["figures"], sum(row["same"] for row in found["figures"])
    lines = [
        f"{same} of {len(figures)} figures are the same.",
        f"The receipt is {found['hash']}; the library is {found['library']}.",
    ]
    lines += [f"- {row['text']} ({row['origin']}): differs" for row in figures if not row["same"]]
    for call in found["tool_calls"]:
        lines += [f"- {call['name']}: {difference}" for difference in call["differences"]]
    lines += [
        f"- [{row['n']}] {row['title']}: its words are no longer there"
        for row in found["evidence"]
        if not row["same"]
    ]
    return [*lines, "Everything is the same." if found["same"] else "Not everything is the same."]
