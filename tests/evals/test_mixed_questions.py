"""The questions that warm answers are timed with."""

from evals.mixed_questions import mixed_questions


def test_two_hundred_questions_no_two_alike():
    questions = mixed_questions()

    assert len(questions) == len(set(questions)) == 200
    assert questions == mixed_questions()
