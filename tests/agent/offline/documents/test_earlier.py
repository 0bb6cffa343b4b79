import pytest

from agent.offline.documents.earlier import follows, with_earlier


@pytest.mark.parametrize(
    "text", ["and in 2025?", "and a seat in the stand?", "what about Topaz?", "那学生票呢？"]
)
def test_a_short_question_that_leaves_out_its_matter_follows(text: str) -> None:
    assert follows(text)


def test_a_question_goes_on_from_those_before_up_to_a_whole_one() -> None:
    earlier = ["What do pears cost?", "What does the Foozle plan cost?", "and a month of it?"]
    assert with_earlier("and a year?", earlier) == ["and a year?", *earlier[:0:-1]]
    assert with_earlier("What do apples cost?", earlier) == ["What do apples cost?"]
