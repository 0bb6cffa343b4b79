"""The thing asked of before is put for a pronoun, where it is plain which one that is."""

import pytest

from agent.offline.documents.pronouns import with_its_thing


@pytest.mark.parametrize(
    ("earlier", "text", "whole"),
    [
        ("What does the hut cost?", "Who cleans it?", "Who cleans the hut?"),
        ("Who owns the bakery?", "When was it founded?", "When was the bakery founded?"),
        (
            "What does Orrin Yard charge per hour?",
            "How long does that agreement run?",
            "How long does the agreement of Orrin Yard run?",
        ),
        (
            "Who signed the lease of the mill?",
            "How long does that lease run?",
            "How long does the lease of the mill run?",
        ),
        (
            "How many members did the rowing club have in 2021?",
            "By how many per cent was that up on the year before?",
            "By how many per cent were the members of the rowing club in 2021 up on the year before?",
        ),
        (
            "Which nurse was on early on Whit Monday 2024?",
            "Who had the evening?",
            "Which nurse had the evening on Whit Monday 2024?",
        ),
    ],
)
def test_the_question_says_what_it_speaks_of(earlier: str, text: str, whole: str) -> None:
    assert with_its_thing(text, earlier) == whole


@pytest.mark.parametrize(
    ("earlier", "text"),
    [
        ("What does the hut cost?", "Is it allowed to cook?"),  # stands for what comes after
        ("How many huts does Fell Park own?", "How many of them have a stove?"),  # not the park
        ("What did Lund pay Holm for ice?", "When was it founded?"),  # which of the two?
        ("What does the hut cost?", "Who is the warden?"),
    ],
)
def test_what_is_not_plain_is_left(earlier: str, text: str) -> None:
    assert with_its_thing(text, earlier) == ""
