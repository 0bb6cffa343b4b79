import numpy as np
import pytest

from evals.scale import made_up, unit
from knowledge.retrieval import candidates
from knowledge.retrieval.filters import Filters
from knowledge.storage.view import View


@pytest.fixture(scope="module")
def view(tmp_path_factory) -> View:
    """600 made-up passages."""
    return made_up(tmp_path_factory.mktemp("v") / "view", 600, np.random.default_rng(1))


def test_the_nearest_are_those_of_an_exact_scan(view):
    meaning = unit(np.random.default_rng(2).standard_normal((1, 384), np.float32))[0]
    exact = np.argsort(-(view.vectors @ meaning))[: candidates.DEPTH]
    assert candidates.nearest([view], [None], meaning) == [(0, int(i)) for i in exact]


def test_a_filter_leaves_the_same_words_however_it_is_applied(view, monkeypatch):
    mask = Filters(as_of="2024-06-30", vendors=["vendor 3", "VENDOR 5"]).mask(view)
    assert mask is not None
    assert 0 < mask.sum() < 600
    weights = [{"model": 1.0, "video": 2.0, "t7": 3.0}]
    among = candidates.by_words([view], [mask], weights, 10)
    monkeypatch.setattr(candidates, "_FEW", 0)
    deeper = candidates.by_words([view], [mask], weights, 10)
    assert len(among) == 10
    assert all(mask[i] for _, i in among)
    assert sorted(among.values()) == pytest.approx(sorted(deeper.values()), rel=1e-4)


def test_an_index_that_does_not_know_vendors_finds_the_same(view, monkeypatch):
    mask = Filters(vendors=["vendor 3"], since="2021").mask(view)
    weights = [{"model": 1.0, "video": 2.0, "t7": 3.0}]
    monkeypatch.setattr(candidates, "_FEW", 0)
    known = candidates.by_words([view], [mask], weights, 10)
    monkeypatch.setattr(type(view.keywords), "of_vendors", lambda _, vendors: 0)
    assert candidates.by_words([view], [mask], weights, 10) == pytest.approx(known)
    assert len(known) == 10


def test_a_filter_that_leaves_nothing_finds_nothing(view):
    mask = Filters(vendors=["nobody"]).mask(view)
    assert candidates.by_words([view], [mask], [{"model": 1.0}], 10) == {}
    assert candidates.nearest([view], [mask], view.vectors[0]) == []
