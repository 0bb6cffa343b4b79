"""The command line: `main` is the entry point, one file beside it for each group of commands.

Nothing heavy is imported here: a command imports what it needs when it runs, so that `--help` and
`vram` start at once.
"""

from ui.cli.run import main

__all__ = ["main"]
