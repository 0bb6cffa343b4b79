"""A model's wrong name is told at once, whatever the model host does."""

import socket
from contextlib import closing

import pytest

from knowledge.document import CannotRead
from knowledge.embedding.embed import NamedModel
from knowledge.retrieval.rerank import chosen


@pytest.fixture(autouse=True)
def asked(monkeypatch):
    """No switch of this machine's forbids to ask."""
    monkeypatch.delenv("HF_HUB_OFFLINE", raising=False)
    monkeypatch.delenv("TRANSFORMERS_OFFLINE", raising=False)


def _said(monkeypatch, setting, name):
    """The sentence."""
    monkeypatch.setenv(f"VENDORSCOPE_{setting}", name)
    ask = _rank if setting == "RERANKER" else NamedModel(name).embed
    with pytest.raises(CannotRead) as caught:
        ask(["t"])
    said = str(caught.value)
    assert repr(name) in said
    assert f"VENDORSCOPE_{setting}" in said
    assert "\n" not in said
    return said


def _rank(texts):
    chosen().scores("q", texts)


both = pytest.mark.parametrize("setting", ["RERANKER", "EMBEDDER"])


@both
def test_a_host_that_never_answers_is_not_waited_for(monkeypatch, setting):
    with closing(socket.create_server(("127.0.0.1", 0))) as silent:
        monkeypatch.setenv("HF_ENDPOINT", f"http://127.0.0.1:{silent.getsockname()[1]}")
        assert "does not answer" in _said(monkeypatch, setting, "nobody/no-such-model")


@both
def test_without_a_network_it_is_said(monkeypatch, setting):
    with closing(socket.create_server(("127.0.0.1", 0))) as closed:
        port = closed.getsockname()[1]
    monkeypatch.setenv("HF_ENDPOINT", f"http://127.0.0.1:{port}")
    assert "does not answer" in _said(monkeypatch, setting, "no-such-model")


def test_a_host_that_has_no_such_model_is_believed(monkeypatch, site):
    monkeypatch.setenv("HF_ENDPOINT", site.address)
    assert "no model of this name" in _said(monkeypatch, "RERANKER", "nobody/no-such-model")


@both
def test_where_asking_is_forbidden_nobody_is_asked(monkeypatch, setting):
    monkeypatch.setenv("HF_HUB_OFFLINE", "1")
    assert "HF_HUB_OFFLINE" in _said(monkeypatch, setting, "nobody/no-such-model")


@pytest.mark.parametrize("name", ["/no/such/folder", "a/b/c", "./here", "not a name?"])
def test_what_is_no_name_of_a_model_is_said(monkeypatch, name):
    assert "no such folder" in _said(monkeypatch, "EMBEDDER", name)
