import shutil

import pytest

from knowledge import Library, bundled, prepare
from knowledge.embedding.embed import default_embedder


@pytest.fixture
def two_sheets(tmp_path, monkeypatch):
    """Two sheets instead of all: the way is the same and takes a second."""
    for name in ("ima", "wan"):
        shutil.copy(bundled.DATA / f"{name}.jsonl", tmp_path)
    monkeypatch.setattr(bundled, "DATA", tmp_path)
    bundled._content.cache_clear()
    yield
    bundled._content.cache_clear()


def test_the_index_is_made_once_and_again_when_damaged(own_home, own_cache, two_sheets, capsys):
    assert not bundled.is_ready(default_embedder())
    assert prepare.main([]) == 0
    assert "Building the bundled library" in capsys.readouterr().out
    assert prepare.main([]) == 0
    assert "Bundled library: already there" in capsys.readouterr().out
    place = bundled.folder(default_embedder())
    count = len(Library.open().passages())
    assert count > 20

    shutil.rmtree(place / "chroma-1")
    assert len(Library.open().passages()) == count
    assert "Building the bundled library" in capsys.readouterr().err
    assert sorted(p.name for p in place.parent.iterdir()) == [".lock", place.name]


def test_a_repair_of_nothing_is_refused(tmp_path, capsys):
    assert prepare.main(["--rebuild", str(tmp_path / "nothing")]) == 1
    assert "There is no folder" in capsys.readouterr().err
