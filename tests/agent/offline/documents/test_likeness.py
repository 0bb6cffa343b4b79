"""Likeness in meaning, by the real embedder."""

import pytest

from agent.offline.documents.likeness import LEAST, NEUTRAL, Likeness
from knowledge.embedding.embed import default_embedder


@pytest.fixture(scope="module")
def likeness() -> Likeness:
    return Likeness(default_embedder().embed)


def test_the_statement_that_answers_is_likelier_than_one_beside_it(likeness: Likeness) -> None:
    rules = ["Loans. Books are lent for 28 days.", "Drinks with a lid are permitted; food is not."]
    keep, eat = (
        likeness.of(question, rules)
        for question in ("how long can i keep a book", "may I eat in the reading room?")
    )
    assert keep[0] > keep[1] and eat[1] > eat[0]


def test_what_the_embedder_does_not_read_is_neither_like_nor_unlike(likeness: Likeness) -> None:
    assert likeness.of("图书可以借多久？", ["期限三十天。"]) == [NEUTRAL]


@pytest.mark.parametrize(
    ("asked", "held", "stands_in"),
    [
        ("tall", "high", True),
        ("borrow", "lend", True),
        ("salary", "wage", True),
        ("apple", "pear", False),
        ("birth", "death", False),
        ("company", "yard", False),
    ],
)
def test_a_word_of_nearly_the_same_meaning_stands_in_for_another(
    likeness: Likeness, asked: str, held: str, stands_in: bool
) -> None:
    near = likeness.near([asked], [held]).get(asked, {}).get(held, 0.0)
    assert (near >= LEAST) is stands_in
