"""Embedding on a real Ray of this machine; skipped where ray is not installed."""

from importlib.util import find_spec

import numpy as np
import pytest

from knowledge import CannotRead, Library
from knowledge.document import Interrupted
from knowledge.embedding.cluster import on_ray

NEEDS_RAY = pytest.mark.skipif(
    find_spec("ray") is None, reason="ray is not installed: pip install -r requirements-ray.txt"
)


@pytest.fixture(scope="module")
def spread():
    with on_ray() as embedder:
        yield embedder


@pytest.fixture
def documents(write):
    for n in range(12):
        said = [f"Zephyr {n}-{i} costs {n * 100 + i} dollars. " * 20 for i in range(n)]
        write(f"{n:02}.md", f"# Zephyr {n}\n\n" + "\n\n".join(["A model.", *said]))
    return write("zh.md", "斑马模型每月十七元。").parent


@NEEDS_RAY
def test_passages_and_vectors_are_those_of_one_process(spread, library, documents, tmp_path):
    library.ingest(documents)
    other = Library.open(tmp_path / "spread", spread)
    report = other.ingest(documents)
    assert len(report.added) == 13
    ours = [passage.to_dict() for passage in library.passages()]
    assert ours == [passage.to_dict() for passage in other.passages()]
    (one,), (many,) = library._views(), other._views()
    assert np.allclose(one.vectors, many.vectors, atol=1e-6)
    # Afterwards the library is as any other: no Ray is needed to ask it.
    again = Library.open(tmp_path / "spread")
    assert "905 dollars" in again.search("What does Zephyr 9-5 cost?", k=1)[0].text
    assert len(again.ingest(documents).unchanged) == 13


@NEEDS_RAY
def test_texts_of_several_tasks_come_back_in_order(spread, library):
    texts = [f"zebra number {n}" for n in range(300)]
    assert np.allclose(spread.embed(texts), library.embed(texts), atol=1e-6)
    assert spread.embed([]).shape == (0, 384)
    assert np.allclose(spread.embed_query(["zebra"]), library.embed(["zebra"]), atol=1e-6)


@NEEDS_RAY
def test_what_was_cut_off_is_completed_by_the_next_call(spread, documents, tmp_path):
    told = []

    def stop(*step):
        told.append(step)
        if len(told) == 8:
            raise KeyboardInterrupt

    spread_library = Library.open(tmp_path / "spread", spread)
    with pytest.raises(Interrupted):
        spread_library.ingest(documents, progress=stop)
    assert len(spread_library.ingest(documents).failed) == 0
    assert len(spread_library.documents()) == 13


@NEEDS_RAY
@pytest.mark.parametrize(
    ("address", "reason"),
    [
        ("127.0.0.1:1", "cannot be reached"),
        ("ray://127.0.0.1:1", "cannot be reached"),
        ("documents", "no address of a Ray cluster"),
        ("host:port", "no address of a Ray cluster"),
        ("127.0.0.1:99999", "cannot be reached"),
    ],
)
def test_a_cluster_that_is_not_there_is_one_sentence(address, reason):
    with pytest.raises(CannotRead, match=reason) as caught, on_ray(address):
        pass
    assert "\n" not in str(caught.value)
    assert repr(address) in str(caught.value)


@pytest.mark.skipif(find_spec("ray") is not None, reason="ray is installed")
def test_without_ray_it_is_said_how_to_install_it():
    with pytest.raises(CannotRead, match=r"pip install -r requirements-ray\.txt"), on_ray():
        pass
