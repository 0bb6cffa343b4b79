"""Which part each amount of a question plays."""

from pathlib import Path

import pytest

from knowledge import places
from knowledge.document import CannotRead
from knowledge.embedding import graph
from knowledge.embedding.amount_parts import AmountParts, default_amount_parts, names
from knowledge.embedding.tagger import tokens_of

QUESTIONS = [
    ("The ferry has [[40,000|payers]] pass holders at [[$35 a month|price]]. Takings a year?", "revenue"),
    ("We want [[$9 million|target]] a year and charge [[$50 a month|price]]: how many divers must we sign?", "need_payers"),
    ("If the [[$20|price]] fee goes up [[a tenth|price_change]] and [[4%|loss]] of [[90,000|payers]] rowers bail, are we better off?", "reprice"),
    ("[[3%|churn]] of our [[12,000|payers]] skaters drop out every month. How many after [[10 months|length]]?", "decay"),
]  # fmt: skip


def _apart(marked: str) -> tuple[str, list[tuple[int, int]], list[str]]:
    text, spans, parts = "", list[tuple[int, int]](), list[str]()
    for piece in marked.split("[["):
        own, closed, rest = piece.partition("]]")
        if not closed:
            text += own
            continue
        said, _, part = own.partition("|")
        spans.append((len(text), len(text) + len(said)))
        parts.append(part)
        text += said + rest
    return text, spans, parts


@pytest.mark.parametrize(("marked", "kind"), QUESTIONS)
def test_kinds_and_parts_are_told_by_the_words_beside_them(marked: str, kind: str) -> None:
    text, spans, parts = _apart(marked)
    told = default_amount_parts().of(text, spans)
    assert told is not None
    assert max(told.kinds, key=lambda name: told.kinds[name]) == kind
    assert [max(one, key=lambda name: one[name]) for one in told.amounts] == parts


def test_chances_add_up_to_one_for_each_of_the_known_names() -> None:
    kinds, parts = names()
    told = default_amount_parts().of("5 users at $2", [(0, 7), (11, 13)])
    assert told is not None and len(told.amounts) == 2
    assert set(told.kinds) == {*kinds} and all(set(one) == {*parts} for one in told.amounts)
    for chances in (told.kinds, *told.amounts):
        assert sum(chances.values()) == pytest.approx(1, abs=1e-4)


def test_what_lies_behind_the_longest_that_is_read_has_no_part() -> None:
    long = "word " * 300 + "$5"
    told = default_amount_parts().of(long, [(len(long) - 2, len(long))])
    assert told is not None
    assert len({round(chance, 6) for chance in told.amounts[0].values()}) == 1


def test_tokens_of_a_span_are_those_that_overlap_it() -> None:
    assert tokens_of([(0, 0), (0, 3), (4, 6), (6, 9)], (5, 7)) == [2, 3]
    assert tokens_of([(0, 0), (0, 3)], (3, 5)) == []


def test_where_it_cannot_be_made_nothing_is_told(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    def missing() -> Path:
        raise CannotRead("torch is not installed")

    monkeypatch.setattr(graph, "find_weights", missing)
    monkeypatch.setattr(places, "cache", lambda: tmp_path / "cache")
    assert AmountParts().of("5 users at $2", [(0, 7)]) is None
