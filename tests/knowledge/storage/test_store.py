import numpy as np
import pytest

from knowledge.storage.store import BrokenStore, check, open_store


def row(name: str) -> dict:
    plain = {"title": "T", "source": "S", "vendor": None, "date": "2025"}
    return {"id": name, "document_id": "d", "text": f"text {name}", **plain}


def test_passages_and_vectors_come_back_as_they_went_in(tmp_path):
    vectors = np.eye(3, 4, dtype=np.float32)
    with open_store(tmp_path, "m", 4, create=True) as store:
        store.add([row(name) for name in "abc"], vectors)
        store.add([row("a")], vectors[:1])
        assert store.nearest(vectors[1:2], 1)[0][0] == "b"
    with open_store(tmp_path, "m", 4) as store:
        back = {r["id"]: (r, v) for r, v in store.read()}
        assert back["c"][0] == row("c")
        assert np.allclose(back["c"][1], vectors[2])
        store.delete(["a", "b"])
        assert store.ids() == {"c"}


def test_what_is_missing_is_said(tmp_path):
    with pytest.raises(BrokenStore, match="no Chroma database"), open_store(tmp_path, "m", 4):
        pass
    with open_store(tmp_path, "m", 4, create=True) as store:
        store.add([row("a")], np.eye(1, 4, dtype=np.float32))
    check(tmp_path, {"a"}, 4)
    with pytest.raises(BrokenStore, match="1 of its passages are gone"):
        check(tmp_path, {"a", "b"}, 4)
