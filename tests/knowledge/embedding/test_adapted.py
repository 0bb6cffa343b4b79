"""Models that come as changes of low rank."""

from dataclasses import replace
from pathlib import Path

import pytest

from knowledge import places
from knowledge.embedding import graph
from knowledge.embedding.adapted import Adapted, Opened
from knowledge.embedding.amount_parts import PARTS
from knowledge.embedding.cross_encoder import ANSWERS


def test_each_has_a_graph_of_its_own() -> None:
    assert PARTS.folder() != ANSWERS.folder()
    assert PARTS.folder().parent == ANSWERS.folder().parent


def test_other_changes_or_another_way_of_making_it_are_another_graph() -> None:
    class Changed(Adapted):
        def changes(self) -> bytes:
            return b"others"

    other = Changed(**{name: getattr(ANSWERS, name) for name in ANSWERS.__dataclass_fields__})
    assert other.folder() != ANSWERS.folder()
    assert replace(ANSWERS, version=ANSWERS.version + 1).folder() != ANSWERS.folder()


def test_what_is_made_is_told_once(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(places, "cache", lambda: tmp_path)
    said: list[str] = []
    assert PARTS.ensure(said.append) == PARTS.ensure(said.append) == PARTS.folder()
    assert len(said) == 1 and "amount tagger" in said[0]
    assert sorted(p.name for p in PARTS.folder().iterdir()) == [graph.GRAPH, graph.TOKENIZER]


def test_a_graph_that_cannot_be_read_is_tried_once(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(places, "cache", lambda: tmp_path)
    PARTS.folder().mkdir(parents=True)
    for name in (graph.GRAPH, graph.TOKENIZER):
        (PARTS.folder() / name).write_text("{}")
    opened = Opened(PARTS)
    assert opened.load() is None
    for name in (graph.GRAPH, graph.TOKENIZER):
        (PARTS.folder() / name).unlink()
    assert opened.load() is None, "a broken one is not made anew behind the user's back"
