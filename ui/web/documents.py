"""Documents added on the page: uploads are kept with the user's own files, then learnt."""

import shutil
from collections.abc import Sequence
from html import escape
from pathlib import Path
from typing import Any

from knowledge.places import home


def keep(uploads: Sequence[str]) -> list[Path]:
    """Copies of uploaded files under a lasting path.

    A document's identity is its path; a temporary one would make every upload of the same file a
    new document.
    """
    folder = home() / "uploads"
    folder.mkdir(parents=True, exist_ok=True)
    return [Path(shutil.copyfile(upload, folder / Path(upload).name)) for upload in uploads]


def report_html(report: Any) -> str:
    """An `IngestReport` in words."""
    lines = [
        *_line("Added", report.added),
        *_line("Updated", report.updated),
        *_line("Already there", report.unchanged),
        *(f"<li class='vs-failed-file'>{_name(row['source'])}: {escape(str(row['reason']))}</li>"
          for row in report.failed),
    ]  # fmt: skip
    return f'<ul class="vs-report" role="status">{"".join(lines)}</ul>'


def _line(word: str, sources: Sequence[str]) -> list[str]:
    return [f"<li>{word} {_name(source)}</li>" for source in sources]


def _name(source: object) -> str:
    return f"<b>{escape(Path(str(source)).name)}</b>"
