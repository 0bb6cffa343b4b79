"""A question and a statement read together."""

from pathlib import Path

import pytest

from knowledge import Library, places
from knowledge.document import CannotRead
from knowledge.embedding import graph
from knowledge.embedding.cross_encoder import CrossEncoder, default_cross_encoder

PAIRS = [
    (
        "How much does a season ticket cost?",
        "Swimming pool, prices 2024. Prices. A season ticket costs 84 crowns.",
        "Swimming pool, prices 2024. Prices. Season tickets are sold at the till from 1 April.",
    ),
    (
        "Who succeeded Martha Lind as treasurer?",
        "Minutes of the rowing club. Elections. Jonas Berg takes over as treasurer from Martha Lind.",
        "Minutes of the rowing club. Elections. Martha Lind, treasurer, thanked the members.",
    ),
    (
        "When does the mill open on Sundays?",
        "Mill museum. Opening hours. Sundays and holidays from 11:00 to 16:00.",
        "Mill museum. History. The mill was built in 1843 and burnt down twice.",
    ),
]


@pytest.mark.parametrize(("question", "answer", "beside"), PAIRS)
def test_the_statement_that_answers_is_likelier_than_one_on_the_same_subject(
    question: str, answer: str, beside: str
) -> None:
    odds = default_cross_encoder().answers(question, [answer, beside])
    assert odds is not None and odds[0] > odds[1] + 1


def test_what_stands_beside_a_statement_changes_nothing() -> None:
    question, answer, beside = PAIRS[0]
    alone = default_cross_encoder().answers(question, [answer])
    among = default_cross_encoder().answers(question, [beside * 3, answer, beside])
    assert alone is not None and among is not None
    assert among[1] == pytest.approx(alone[0], abs=1e-3)
    assert default_cross_encoder().answers(question, []) == []


def test_a_question_longer_than_is_read_is_cut() -> None:
    odds = default_cross_encoder().answers("What does it cost? " * 60, ["It costs 4 crowns.", ""])
    assert odds is not None and len(odds) == 2


def test_a_library_reads_with_it(tmp_path: Path) -> None:
    question, answer, beside = PAIRS[1]
    odds = Library.open(tmp_path / "library").answers(question, [answer, beside])
    assert odds == default_cross_encoder().answers(question, [answer, beside])


def test_where_it_cannot_be_made_nothing_is_read(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    def missing() -> Path:
        raise CannotRead("torch is not installed")

    monkeypatch.setattr(graph, "find_weights", missing)
    monkeypatch.setattr(places, "cache", lambda: tmp_path / "cache")
    assert CrossEncoder().answers("When?", ["At noon."]) is None
    assert not [*(tmp_path / "cache").rglob(".making-*")]
