"""What goes to stdout and stderr, and files that are either whole or not there."""

import argparse
import json
import os
import re
import sys
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import Any

from ui.cli.failure import Failure

Writers = tuple[Callable[[Any, Path], object], Callable[[Any, Path], object]]
"""What writes a report as a workbook, and as CSV."""


def print_json(document: Any) -> None:
    """The one JSON document of a command."""
    print(json.dumps(document, ensure_ascii=False, indent=2))


def print_json_line(row: Any) -> None:
    """One row of a batch, at once, so that a reader can follow."""
    print(json.dumps(row, ensure_ascii=False), flush=True)


def print_markdown(text: str) -> None:
    """A report's Markdown without what only a page can show: emphasis and folds."""
    text = re.sub(r"<summary>(.*?)</summary>", r"\1:", text)
    print(re.sub(r"</?details>|\*\*", "", text).strip())


def print_failure(failure: Failure, as_json: bool) -> None:
    """The last line of stderr."""
    line = json.dumps(failure.to_dict(), ensure_ascii=False) if as_json else str(failure)
    sys.stdout.flush()
    print(line, file=sys.stderr, flush=True)


def progress(text: str) -> None:
    """A line for whoever watches."""
    print(text, file=sys.stderr, flush=True)


def print_table(header: Sequence[str], rows: Iterable[Sequence[Any]]) -> None:
    """Columns as wide as their widest cell."""
    cells = [list(header), *([_cell(value) for value in row] for row in rows)]
    widths = [max(len(row[i]) for row in cells) for i in range(len(header))]
    for row in cells:
        print(
            "  ".join(text.ljust(width) for text, width in zip(row, widths, strict=True)).rstrip()
        )


def write_file(path: Path, write: Callable[[Path], object]) -> None:
    """Let `write` fill a file beside `path`, then put it in place.

    Raises:
        Failure: when the folder is missing or cannot be written to.
    """
    if path.is_dir():
        raise Failure(f"{path} is a folder; name a file in it.")
    if not path.parent.is_dir():
        raise Failure(f"The folder {path.parent} does not exist; make it first.")
    unfinished = path.with_name(f".{os.getpid()}-{path.name}")
    try:
        unfinished.touch()  # whoever writes may have errors of its own for a folder that is closed
        write(unfinished)
        unfinished.replace(path)
    except OSError as error:
        reason = error.strerror or "no reason given"
        raise Failure(f"{path} cannot be written: {reason}.") from error
    finally:
        unfinished.unlink(missing_ok=True)


def hand_over(report: Any, options: argparse.Namespace, writers: Writers) -> None:
    """A report as the files asked for, then on stdout in the form asked for."""
    for name, write in zip((options.xlsx, options.csv), writers, strict=True):
        if name is not None:
            write_file(Path(name), lambda path, write=write: write(report, path))
            progress(f"Written: {name}")
    if options.json:
        print_json(report.to_dict())
    else:
        print_markdown(report.markdown("en"))


def _cell(value: Any) -> str:
    if value is None:
        return "-"
    if isinstance(value, float):
        return f"{value:g}"
    return str(value)
