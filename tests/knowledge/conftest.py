"""A library in a folder of its own, and documents to put into it."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from knowledge import Library

Write = Callable[..., Path]


@pytest.fixture
def library(tmp_path: Path) -> Library:
    """An empty library."""
    return Library.open(tmp_path / "library")


@pytest.fixture
def write(tmp_path: Path) -> Write:
    """Writes a document below `documents/`; a list becomes JSON Lines."""

    def write_document(name: str, content: str | bytes | list[dict[str, Any]]) -> Path:
        path = tmp_path / "documents" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        if isinstance(content, list):
            content = "\n".join(json.dumps(row, ensure_ascii=False) for row in content)
        path.write_bytes(content.encode() if isinstance(content, str) else content)
        return path

    return write_document


@pytest.fixture
def own_home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A home without documents, for tests of the library that `open()` gives."""
    home = tmp_path / "home"
    monkeypatch.setenv("VENDORSCOPE_HOME", str(home))
    return home


@pytest.fixture
def own_cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A cache that holds the model's graph and nothing else."""
    from knowledge import graph

    models = graph.ensure().parent
    cache = tmp_path / "cache"
    cache.mkdir()
    (cache / "models").symlink_to(models)
    monkeypatch.setenv("VENDORSCOPE_CACHE", str(cache))
    return cache
