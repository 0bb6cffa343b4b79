"""`vendorscope audit`: the claims of a text against the library."""

import argparse
from typing import Any

from ui.cli.failure import Failure


def add(commands: Any) -> None:
    """The command's options."""
    command = commands.add_parser("audit", help="(a later release)", description=audit.__doc__)
    command.add_argument("source", metavar="FILE|URL|-", help="what to check; `-` is stdin")
    command.set_defaults(run=audit)


def audit(options: argparse.Namespace) -> int:
    """Check each claim of a document against the library (a later release)."""
    raise Failure(
        "`vendorscope audit` comes with a later release.",
        'Ask one claim at a time: vendorscope ask "Is it true that …?"',
        "NotYet",
    )
