"""A question and a statement read together."""

from pathlib import Path

import pytest

from knowledge import Library, places
from knowledge.document import CannotRead
from knowledge.embedding import bases, graph
from knowledge.embedding.cross_encoder import (
    ANSWERS,
    ANSWERS_CLOSELY,
    CrossEncoder,
    default_close_reader,
    default_cross_encoder,
)

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


@pytest.fixture(params=[default_cross_encoder, default_close_reader], ids=["small", "large"])
def reader(request: pytest.FixtureRequest) -> CrossEncoder:
    made: CrossEncoder = request.param()
    if made.answers("When?", ["At noon."]) is None:
        pytest.skip("the weights of the large reader (requirements-reader.txt) are not installed")
    return made


@pytest.mark.parametrize(("question", "answer", "beside"), PAIRS)
def test_the_statement_that_answers_is_likelier_than_one_on_the_same_subject(
    reader: CrossEncoder, question: str, answer: str, beside: str
) -> None:
    odds = reader.answers(question, [answer, beside])
    assert odds is not None and odds[0] > odds[1] + 1


def test_what_stands_beside_a_statement_changes_nothing(reader: CrossEncoder) -> None:
    question, answer, beside = PAIRS[0]
    alone = reader.answers(question, [answer])
    among = reader.answers(question, [beside * 3, answer, beside])
    assert alone is not None and among is not None
    assert among[1] == pytest.approx(alone[0], abs=1e-3)
    assert reader.answers(question, []) == []


def test_a_question_longer_than_is_read_is_cut(reader: CrossEncoder) -> None:
    odds = reader.answers("What does it cost? " * 60, ["It costs 4 crowns.", ""])
    assert odds is not None and len(odds) == 2


def test_a_library_reads_with_both(tmp_path: Path) -> None:
    question, answer, beside = PAIRS[1]
    library = Library.open(tmp_path / "library")
    some = [answer, beside]
    assert library.answers(question, some) == default_cross_encoder().answers(question, some)
    assert library.answers_closely(question, some) == default_close_reader().answers(question, some)
    assert library.answers(question, some) != library.answers_closely(question, some)


def test_where_it_cannot_be_made_nothing_is_read(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    def missing() -> Path:
        raise CannotRead("torch is not installed")

    monkeypatch.setattr(graph, "find_weights", missing)
    monkeypatch.setattr(places, "cache", lambda: tmp_path / "cache")
    assert CrossEncoder(ANSWERS).answers("When?", ["At noon."]) is None
    assert not [*(tmp_path / "cache").rglob(".making-*")]


def test_without_its_packages_the_large_one_reads_nothing(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    def missing(package: str, n: int) -> Path:
        raise CannotRead(f"{package} is not installed")

    monkeypatch.setattr(bases, "_piece", missing)
    monkeypatch.setattr(places, "cache", lambda: tmp_path / "cache")
    assert CrossEncoder(ANSWERS_CLOSELY).answers("When?", ["At noon."]) is None
    assert not [*(tmp_path / "cache").rglob(".making-*")]
