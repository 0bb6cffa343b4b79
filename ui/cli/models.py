"""`vendorscope models`: the presets, and what each still needs."""

import argparse
from dataclasses import asdict
from typing import Any

from ui.cli.failure import DONE
from ui.cli.output import print_json, print_table


def add(commands: Any) -> None:
    """The command's options."""
    command = commands.add_parser("models", help="models to ask", description=models.__doc__)
    command.set_defaults(run=models)


def models(options: argparse.Namespace) -> int:
    """List the presets for `--model`; any `provider:model` may be named too."""
    from agent.models import presets

    table = [
        asdict(preset) | {"ready": preset.is_ready, "missing": preset.missing()}
        for preset in presets().values()
    ]
    if options.json:
        print_json(table)
        return DONE
    rows = [(row["name"], _state(row), row["model"], row["about"]) for row in table]
    print_table(("preset", "state", "model", "about"), rows)
    return DONE


def _state(row: dict[str, Any]) -> str:
    return "ready" if row["ready"] else f"set {', '.join(row['missing'])}"
