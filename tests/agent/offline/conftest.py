"""A library of fetched pages of which versions are kept."""

import sqlite3
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from knowledge import Library
from knowledge.document import About
from knowledge.web import History

_PLANS = "# Acme plans\n\nAcme is old.\n\nPlus costs {} USD a month.\n"


@pytest.fixture
def fetched(tmp_path: Path) -> Library:
    """A library with versions of three pages: one changed, one gone, one new."""
    library = Library.open(tmp_path / "store")
    page = tmp_path / "plans.md"
    page.write_text(f"---\nvendor: Acme\ndate: 2025-10-05\n---\n{_PLANS.format(15)}")
    library.ingest(page)
    keep = _keeper(library.history, tmp_path)
    keep("plans", "2025-08-20", _PLANS.format(12))
    keep("beta", "2025-08-20", "# Acme Beta\n\nBeta writes summaries.")
    keep("plans", "2025-10-05", _PLANS.format(15))
    keep("beta", "2025-10-05", None)
    keep("delta", "2025-10-05", "# Acme Delta\n\nDelta transcribes calls.")
    return library


@pytest.fixture
def keep(fetched: Library, tmp_path: Path) -> Callable[[str, str, str | None], None]:
    """Keeps one more version, as it was seen on a day."""
    return _keeper(fetched.history, tmp_path)


def _keeper(history: History, folder: Path) -> Callable[[str, str, str | None], None]:
    """Keeps a version as it was seen on a day."""

    def keep(name: str, day: str, text: str | None) -> None:
        about: Any = About(title=f"Acme {name}", vendor="Acme", date=day, date_from="server")
        history.keep(f"https://acme.example/{name}", text, about)
        (file,) = (folder / "store").glob("**/history.sqlite")
        with sqlite3.connect(file) as base:
            base.execute("update versions set seen = ? where seen > '2026'", (f"{day}T00:00:00",))

    return keep
