"""What the tagger's chances are made into, and when they go before cue words."""

import pytest

from agent.offline.documents.asked import asked_in
from agent.offline.documents.spoken import Spoken, spoken


def test_the_share_of_a_parts_words_that_is_held_is_by_their_chances() -> None:
    told = Spoken({"value": 1.0}, {"item": {"oak": 0.9, "court": 0.6}, "measure": {"rent": 0.2}})
    assert told.held("item", ["oak"]) == pytest.approx(0.6)
    assert told.share("item", {"oak": 0.5, "court": 1.0}, ["oak"]) == pytest.approx(0.5)
    assert told.held("measure", ["rent"]) is None  # too unlikely to be spoken of
    assert told.likely("item") == {"oak", "court"}
    assert told.none("oak") == pytest.approx(0.1)


def test_phrases_are_told_with_where_they_stand() -> None:
    text = "Which gardeners have a van?"
    told = spoken(text)
    assert told is not None
    assert ("rows", "gardeners") in [(part, text[a:b]) for part, a, b in told.spans]


@pytest.mark.parametrize("text", ["园丁有几辆车？", "哪些园丁有车"])
def test_chinese_is_not_read(text: str) -> None:
    assert spoken(text) is None


@pytest.mark.parametrize(
    ("question", "field", "value"),
    [
        ("What did the two sheds bring in between them in May?", "operation", "sum"),
        ("Number of sheds without a lock", "counts", True),
        ("How many times did the bell ring?", "operation", None),
    ],
)
def test_what_no_cue_word_says_is_told_by_the_tagger(
    question: str, field: str, value: object
) -> None:
    assert getattr(asked_in(question), field) == value
