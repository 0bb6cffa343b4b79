"""What a question on documents asks for, and which of its words name what."""

from pathlib import Path

import pytest

from knowledge import places
from knowledge.document import CannotRead
from knowledge.embedding import graph, question_parts
from knowledge.embedding.adapted import Opened
from knowledge.embedding.question_parts import QUESTION_PARTS, names

KINDS = [
    ("How many of the kilns are out of use?", "count"),
    ("What did the two presses turn out between them in May?", "sum"),
    ("Which potters are paid by the piece?", "list"),
    ("What share of all glaze came from Tarn Bay?", "share"),
    ("By how many per cent did clay use grow from 2022 to 2023?", "change"),
    ("When was the old press last serviced?", "value"),
    ("Which kiln burns the most gas?", "highest"),
    ("How has the price of slip changed since the 2021 list?", "then_now"),
]


@pytest.mark.parametrize(("question", "kind"), KINDS)
def test_the_kind_of_answer_is_told(question: str, kind: str) -> None:
    told = question_parts.question_parts(question, ())
    assert told is not None
    assert max(told.kinds, key=lambda name: told.kinds[name]) == kind


def test_words_are_told_by_the_part_they_play() -> None:
    question = "Which potters are paid by the piece?"
    told = question_parts.question_parts(question, ((6, 13), (18, 35), (0, 5)))
    assert told is not None
    likeliest = [max(one, key=lambda part: one[part]) for one in told.words]
    assert likeliest == ["rows", "filter", "none"]


def test_chances_add_up_to_one() -> None:
    told = question_parts.question_parts("What is it?", ((0, 4),))
    assert told is not None
    assert set(told.kinds) == {*names()[0]}
    for chances in (told.kinds, *told.words):
        assert sum(chances.values()) == pytest.approx(1, abs=1e-4)


def test_where_it_cannot_be_made_nothing_is_loaded(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    def missing() -> Path:
        raise CannotRead("torch is not installed")

    monkeypatch.setattr(graph, "find_weights", missing)
    monkeypatch.setattr(places, "cache", lambda: tmp_path / "cache")
    assert Opened(QUESTION_PARTS).load() is None
