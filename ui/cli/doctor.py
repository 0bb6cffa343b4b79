"""`vendorscope doctor`: what is set up, what is missing and how to get it."""

import argparse
from typing import Any

from ui.cli.failure import DONE, NOT_DONE
from ui.cli.output import print_json


def add(commands: Any) -> None:
    """The command's options."""
    command = commands.add_parser("doctor", help="what is set up", description=doctor.__doc__)
    command.set_defaults(run=doctor)


def doctor(options: argparse.Namespace) -> int:
    """Say what is set up, what is missing and how to get it.

    Exit code 0: all that is needed is there; 1: something must be mended first.
    """
    from ui.doctor import is_ok, run_checks, to_dict, to_text

    checks = run_checks()
    if options.json:
        print_json(to_dict(checks))
    else:
        print(to_text(checks))
    return DONE if is_ok(checks) else NOT_DONE
