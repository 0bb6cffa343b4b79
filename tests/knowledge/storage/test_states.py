from pathlib import Path

import numpy as np
import pytest

from evals.scale import unit
from knowledge.document import Document
from knowledge.retrieval.filters import Filters
from knowledge.storage.states import extend_view, write_view
from knowledge.storage.store import open_store
from knowledge.storage.view import Entry, View


def entry(name: str, version: str = "1") -> Entry:
    document = Document(name, name, f"Source {name}", "V", None, "en", 2)
    return Entry(document, name, name, version * 12, "")


def rows(name: str, first: int, version: str = "1") -> list[dict]:
    plain = {"document_id": name, "source": f"Source {name}", "vendor": f"vendor {name}"}
    plain |= {"title": name, "heading": "", "system": None, "date": f"202{first % 10}", "extra": {}}
    texts = [f"zebra {name} {version} {i}" for i in range(2)]
    return [
        {"id": f"{name}-{version}-{i}", "key": first + i, "text": text, **plain}
        for i, text in enumerate(texts)
    ]


def vectors(first: int) -> np.ndarray:
    return unit(np.random.default_rng(first).standard_normal((2, 4), np.float32))


def _of(view: View, vendor: str) -> list[bool]:
    mask = Filters(vendors=[vendor]).mask(view)
    assert mask is not None
    return mask.tolist()


@pytest.fixture
def old(tmp_path: Path) -> View:
    """A state of three documents, two passages each."""
    every = [row for n, name in enumerate("abc") for row in rows(name, 2 * n)]
    matrix = np.concatenate([vectors(2 * n) for n in range(3)])
    write_view(tmp_path / "1", [entry(name) for name in "abc"], every, matrix, None)
    return View(tmp_path / "1", 4)


def texts(view: View) -> list[str]:
    return [view.row(i)["text"] for i in range(len(view))]


def test_a_change_is_what_writing_all_anew_would_be(old, tmp_path):
    entries = [entry("a"), entry("b", "2"), entry("d")]
    new = [*rows("b", 6, "2"), *rows("d", 8)]
    extend_view(tmp_path / "2", entries, new, np.concatenate([vectors(6), vectors(8)]), old)
    view = View(tmp_path / "2", 4)
    every = [*rows("a", 0), *new]
    matrix = np.concatenate([vectors(0), vectors(6), vectors(8)])
    write_view(tmp_path / "whole", entries, every, matrix, None)
    whole = View(tmp_path / "whole", 4)
    assert texts(view) == texts(whole) == [row["text"] for row in every]
    assert np.allclose(view.vectors, whole.vectors)
    for some in (np.arange(6), np.array([1, 4]), np.array([0]), np.array([5])):
        assert np.allclose(view.likeness(matrix[3], some), matrix[some] @ matrix[3], atol=1e-5)
    assert view.next_key == whole.next_key == 10
    assert view.days.tolist() == whole.days.tolist()
    for vendor in ("vendor a", "vendor b", "vendor c", "VENDOR D"):
        assert _of(view, vendor) == _of(whole, vendor)
    found = {view.place(key) for key, _ in view.keywords.search({"zebra": 1.0}, 10)}
    assert found == set(range(6))
    assert not view.keywords.search({"c": 1.0}, 10)


def test_few_passages_are_indexed_anew_once_one_went_and_many_are_not(old, tmp_path, monkeypatch):
    extend_view(tmp_path / "2", [entry("a"), entry("b")], [], np.empty((0, 4), np.float32), old)
    anew = View(tmp_path / "2", 4)
    assert not anew.keywords.is_worn() and len(anew.keywords) == 4
    monkeypatch.setattr("knowledge.storage.keywords.Keywords.is_worn", lambda *_: False)
    extend_view(tmp_path / "3", [entry("a")], [], np.empty((0, 4), np.float32), anew)
    kept = {file.name for file in (tmp_path / "2/keywords").glob("*.idx")}
    assert kept <= {file.name for file in (tmp_path / "3/keywords").glob("*.idx")}
    assert len(View(tmp_path / "3", 4).keywords) == 2


def test_what_stays_is_the_same_file(old, tmp_path):
    entries = [entry(name) for name in "abcd"]
    extend_view(tmp_path / "2", entries, rows("d", 6), vectors(6), old)
    names = ("passages.jsonl", "vectors.npy")
    for name in names:
        assert (tmp_path / "2/base" / name).samefile(tmp_path / "1/base" / name)
    second = View(tmp_path / "2", 4)
    extend_view(tmp_path / "3", entries[1:], [], np.empty((0, 4), np.float32), second)
    third = View(tmp_path / "3", 4)
    assert texts(third) == [
        row["text"] for n, name in enumerate("bcd", 1) for row in rows(name, 2 * n)
    ]
    assert (tmp_path / "3/base/vectors.npy").samefile(tmp_path / "1/base/vectors.npy")


def test_once_much_has_changed_all_is_one_part_again(old, tmp_path, monkeypatch):
    monkeypatch.setattr("knowledge.storage.states._FEW", 1)
    extend_view(tmp_path / "2", [entry(n) for n in "abcd"], rows("d", 6), vectors(6), old)
    assert not (tmp_path / "2/recent").exists()
    assert len(View(tmp_path / "2", 4)) == 8


def test_a_state_of_an_older_version_can_be_read_and_changed(old, tmp_path):
    for file in (tmp_path / "1/base").iterdir():
        file.rename(tmp_path / "1" / file.name)
    (tmp_path / "1/base").rmdir()
    with np.load(tmp_path / "1/facets.npz") as kept:
        before = {name: kept[name] for name in kept.files if not name.startswith("document")}
    np.savez(tmp_path / "1/facets.npz", **before)
    view = View(tmp_path / "1", 4)
    assert texts(view) == texts(old)
    extend_view(tmp_path / "2", [entry("a"), entry("d")], rows("d", 6), vectors(6), view)
    assert texts(View(tmp_path / "2", 4)) == [r["text"] for r in (*rows("a", 0), *rows("d", 6))]


def test_one_document_more_leaves_the_rest_as_it_is_and_what_a_crash_left_goes(
    library, write, tmp_path
):
    library.ingest(write("many.jsonl", [{"text": f"Zebra number {i}."} for i in range(30)]))
    first = next((tmp_path / "library").glob("view-*/base/vectors.npy"))
    kept = first.stat().st_ino
    chroma = tmp_path / "library/chroma-1"
    with open_store(chroma, "", 0) as store:
        row = next(store.read())[0]
        store.add([row | {"id": "left-by-crash-0"}], np.ones((1, 384), np.float32))
    library.ingest(write("okapi.md", "# Okapi\n\nOkapi eats leaves.\n"))
    current = max((tmp_path / "library").glob("view-*"), key=lambda v: int(v.name[5:]))
    assert (current / "base/vectors.npy").stat().st_ino == kept
    assert library.search("okapi leaves", k=1)[0].title == "Okapi"
    assert len(library.passages()) == 31
    with open_store(chroma, "", 0) as store:
        assert len(store.ids()) == 31
