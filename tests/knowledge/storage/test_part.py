import numpy as np

from evals.scale import unit
from knowledge.storage import part
from knowledge.storage.facets import Facets, Names


def test_a_scan_of_bytes_chooses_what_the_vectors_would(tmp_path, monkeypatch):
    monkeypatch.setattr(part, "_MANY", 100)
    vectors = unit(np.random.default_rng(0).standard_normal((2000, 64), np.float32))
    names = Names.of(["x"] * 2000)
    keys = np.arange(2000)
    facets = Facets(keys, keys.astype(np.int32), names, names, names, [], False)
    part.write_raw(tmp_path, [b"{}\n"] * 2000, vectors, facets)
    assert (tmp_path / "codes.npy").stat().st_size < (tmp_path / "vectors.npy").stat().st_size / 3
    scanned = part.Part(tmp_path, 64).likeness(vectors[7])
    exact = vectors @ vectors[7]
    assert np.abs(scanned - exact).max() < 0.02
    assert np.argmax(scanned) == 7
    assert {*np.argsort(-exact)[:50]} <= {*np.argsort(-scanned)[:100]}
    monkeypatch.setattr(part, "_LONG", 1001)
    assert part.Part(tmp_path, 64).likeness(vectors[7]).tolist() == scanned.tolist()


def test_few_passages_are_scanned_as_they_are(tmp_path):
    vectors = unit(np.random.default_rng(0).standard_normal((3, 8), np.float32))
    row = {"key": 0, "date": "2025", "vendor": None, "system": "S", "source": "a", "text": "混元"}
    rows = [row | {"key": n, "document_id": f"d{n}"} for n in range(3)]
    part.write(tmp_path, rows, vectors)
    read = part.Part(tmp_path, 8)
    assert not (tmp_path / "codes.npy").exists()
    assert read.likeness(vectors[1]).tolist() == (vectors @ vectors[1]).tolist()
    assert read.facets.has_chinese
    assert read.facets.subjects == ["S"]
    assert read.raw(2) == part.as_line(rows[2])
