"""Which changes of fetched pages a search tells."""

from pathlib import Path
from typing import Any

import pytest

from agent.evidence import Ledger
from agent.tools.search.changes import changes
from knowledge import Library
from knowledge.document import About


@pytest.mark.parametrize(
    ("query", "titles"),
    [
        ("What was said of an estimate at Acme?", ["Acme plans"]),
        ("What changed at Acme?", ["Acme plans"]),
        ("IMA有什么变化", ["IMA"]),
        ("What changed?", ["AI", "Acme plans", "IMA"]),
    ],
)
def test_only_whole_words_name_a_page_or_its_vendor(
    tmp_path: Path, query: str, titles: list[str]
) -> None:
    library = Library.open(tmp_path)
    for title, vendor in (("Acme plans", "Acme"), ("AI", "Bolt"), ("IMA", "Cord")):
        about: Any = About(title=title, vendor=vendor, date="2025-10-01", date_from="front_matter")
        library.history.keep(f"https://{vendor}.example/", f"{title} costs 9 USD.", about)
    found, left = changes(library, Ledger(), query, "2025-09", None, ())
    assert sorted(one["title"] for one in found) == titles
    assert left == 0
