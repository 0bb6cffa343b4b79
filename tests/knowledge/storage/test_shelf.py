import shutil
import threading
from pathlib import Path

import numpy as np
import pytest

from knowledge import CannotRead, Library
from knowledge.embedding.embed import MiniLM, default_embedder
from knowledge.storage.rebuild import rebuild


class Little:
    """An embedder of another name and dimension."""

    def __init__(self, name: str = "little", dimension: int = 8) -> None:
        self.name, self.dimension = name, dimension

    def encode(self, texts: list[str]) -> np.ndarray:
        return np.array([[len(t), *range(self.dimension - 1)] for t in texts], np.float64)


@pytest.fixture
def folder(library, write, tmp_path: Path) -> Path:
    """A library of two documents."""
    library.ingest(
        [write("zebra.md", "Zebra has stripes."), write("okapi.md", "Okapi eats leaves.")]
    )
    return tmp_path / "library"


def test_a_folder_that_does_not_exist_is_an_empty_library(tmp_path):
    assert Library.open(tmp_path / "new").search("anything") == []
    assert not (tmp_path / "new").exists()


def test_a_file_or_a_folder_of_other_things_is_no_library(write):
    path = write("a.md", "text")
    with pytest.raises(CannotRead, match="is a file"):
        Library.open(path)
    with pytest.raises(CannotRead, match="holds files but no library"):
        Library.open(path.parent)


def _damage(file: Path) -> None:
    file.write_bytes(b"\0damaged" * (file.stat().st_size // 8 + 1))


DAMAGE = {
    "database damaged": lambda f: _damage(f / "chroma-1/chroma.sqlite3"),
    "database cut": lambda f: (f / "chroma-1/chroma.sqlite3").write_bytes(b""),
    "database gone": lambda f: (f / "chroma-1/chroma.sqlite3").unlink(),
    "store gone": lambda f: shutil.rmtree(f / "chroma-1"),
    "pointer gone": lambda f: (f / "library.json").unlink(),
    "pointer damaged": lambda f: _damage(f / "library.json"),
    "pointer of nothing": lambda f: (f / "library.json").write_text("{}"),
    "state gone": lambda f: [shutil.rmtree(v) for v in f.glob("view-*")],
    "vectors gone": lambda f: [v.unlink() for v in f.glob("view-*/base/vectors.npy")],
    "vectors damaged": lambda f: [_damage(v) for v in f.glob("view-*/base/vectors.npy")],
    "passages cut": lambda f: [v.write_bytes(b"{") for v in f.glob("view-*/base/passages.jsonl")],
}


@pytest.mark.parametrize("damage", DAMAGE.values(), ids=DAMAGE.keys())
def test_a_broken_library_is_one_sentence_with_the_repair_which_repairs_it(folder, damage):
    damage(folder)
    with pytest.raises(CannotRead) as caught:
        Library.open(folder).search("zebra")
    said = str(caught.value)
    assert "\n" not in said
    assert f"python -m knowledge.prepare --rebuild {folder}" in said
    rebuild(folder, Library.open(folder.parent / "other")._embedder)
    assert {d.title for d in Library.open(folder).documents()} == {"zebra", "okapi"}
    assert Library.open(folder).search("zebra")[0].title == "zebra"


def test_nothing_left_is_said(folder):
    shutil.rmtree(folder / "chroma-1")
    (folder / "library.json").unlink()
    with pytest.raises(CannotRead, match="Nothing of the library"):
        rebuild(folder, Library.open(folder.parent / "other")._embedder)


def test_a_lost_text_is_said_and_the_rest_is_kept(folder):
    next((folder / "texts").iterdir()).unlink()
    library = Library.open(folder)
    with pytest.raises(CannotRead, match="is missing or damaged"):
        [library.text(document.document_id) for document in library.documents()]
    assert "1 documents. Lost, ingest them again: " in rebuild(folder, library._embedder)


def test_texts_that_are_out_of_reach_are_not_rebuilt_away(folder):
    texts, away = folder / "texts", folder.parent / "away"
    texts.rename(away)
    with pytest.raises(CannotRead, match="Not one text of the library is in .*put that folder"):
        rebuild(folder, default_embedder())
    texts.symlink_to(texts)  # cannot be read, as a folder without the right to it
    for act in (
        lambda: Library.open(folder).search("zebra"),
        lambda: rebuild(folder, default_embedder()),
    ):
        with pytest.raises(CannotRead, match="texts of the library .* cannot be read") as caught:
            act()
        assert "rebuild" not in str(caught.value)
    texts.unlink()
    away.rename(texts)
    assert Library.open(folder).search("zebra")[0].title == "zebra"


def test_what_is_added_while_a_library_is_rebuilt_stays(folder, write):
    quagga = write("quagga.md", "Quagga is extinct.")
    adding = threading.Thread(target=lambda: Library.open(folder).ingest(quagga))

    class Meanwhile(MiniLM):
        def embed(self, texts):
            adding.start()
            adding.join(timeout=2)
            return default_embedder().embed(texts)

    rebuild(folder, Meanwhile())
    adding.join()
    assert Library.open(folder).search("quagga")[0].title == "quagga"


def test_a_copied_library_is_as_good(folder, tmp_path):
    shutil.copytree(folder, tmp_path / "copy")
    assert Library.open(tmp_path / "copy").search("zebra")[0].title == "zebra"


def test_another_model_is_refused_until_the_library_is_rebuilt_with_it(folder):
    with pytest.raises(CannotRead, match="all-MiniLM-L6-v2 .384 dimensions.*--rebuild"):
        Library.open(folder, embedder=Little())
    rebuild(folder, Library.open(folder.parent / "other", embedder=Little())._embedder)
    library = Library.open(folder, embedder=Little())
    assert library.embed(["abc"]).shape == (1, 8)
    assert library.search("zebra")[0].title == "zebra"
    with pytest.raises(CannotRead, match="made with the embedding model little"):
        Library.open(folder)
    with pytest.raises(CannotRead, match=r"little \(8 dimensions\)"):
        Library.open(folder, embedder=Little(dimension=9))


def test_a_model_that_is_nowhere_is_said_and_no_library_rebuilt_or_begun_with_it(
    folder, write, tmp_path, monkeypatch
):
    monkeypatch.setenv("VENDORSCOPE_EMBEDDER", "/no/such-model")
    wrong = "'/no/such-model', which VENDORSCOPE_EMBEDDER names, cannot be loaded"
    with pytest.raises(CannotRead, match=wrong):
        Library.open(folder)
    with pytest.raises(CannotRead, match=wrong):
        Library.open(tmp_path / "new").ingest(write("zebra.md", "Zebra has stripes."))
    assert not (tmp_path / "new").exists()


@pytest.mark.parametrize("damage", ["deleted", "altered"])
def test_nothing_is_found_in_a_document_whose_text_is_damaged(library, write, tmp_path, damage):
    library.ingest(
        [write("zebra.md", "Zebra has stripes."), write("okapi.md", "Okapi eats leaves.")]
    )
    assert len(library.search("zebra")) == 2
    zebra = next(d for d in library.documents() if d.title == "zebra")
    place = next(f for f in (tmp_path / "library/texts").iterdir() if "Zebra" in f.read_text())
    if damage == "deleted":
        place.unlink()
    else:
        place.write_text("Zebra has wings.")
    for opened in (library, Library.open(tmp_path / "library")):
        with pytest.raises(CannotRead, match="missing or damaged.*knowledge.prepare --rebuild"):
            opened.search("zebra")
    library.remove(zebra.document_id)
    assert [passage.title for passage in library.search("zebra")] == ["okapi"]


def test_a_damaged_bundled_text_says_that_it_is_made_again(own_home, own_cache):
    library = Library.open()
    folder = next(place.parent for place in own_cache.rglob("library.json"))
    for file in (folder / "texts").iterdir():
        file.unlink()
    with pytest.raises(CannotRead, match="Delete that folder"):
        library.search("ChatGPT Plus price")
