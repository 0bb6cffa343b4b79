"""A small library of a user's own: an observatory, an orchard, a choir, a bridge, a museum."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from agent import Analyst
from knowledge import Library


@pytest.fixture(scope="session")
def own_analyst(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Analyst]:
    """An analyst on those documents alone."""
    library = Library.open(tmp_path_factory.mktemp("own") / "library")
    documents = Path(__file__).parent / "library"
    assert not library.ingest(sorted(documents.iterdir())).failed
    with Analyst(library=library, threads=":memory:") as analyst:
        yield analyst
