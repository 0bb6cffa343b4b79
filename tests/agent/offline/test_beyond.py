import pytest

from agent import Analyst


@pytest.mark.parametrize(
    "question",
    [
        "Which hotel hosted the Wan launch in Hangzhou?",
        "How much rent does OpenAI pay in San Francisco?",
        "Who sings in the Jimeng advertisement?",
        "Which airline uses Copilot in its cockpits?",
        "What does the iPhone 17 Pro cost?",
    ],
)
def test_what_the_library_never_speaks_of_is_not_answered_by_what_is_near(
    analyst: Analyst, question: str
) -> None:
    assert analyst.ask(question).abstained


@pytest.mark.parametrize(
    "question",
    [
        "Can our Berlin office legally use HunyuanVideo weights?",
        "phi-4: params, licence, context window pls",
        "what is the Pro price?",
    ],
)
def test_rare_words_around_a_plain_question_do_not_hide_its_answer(
    analyst: Analyst, question: str
) -> None:
    answer = analyst.ask(question)
    assert not answer.abstained and answer.citations


def test_what_lies_closest_is_shown_and_cited(analyst: Analyst) -> None:
    answer = analyst.ask("Which charity does the IMA team support?")
    assert answer.abstained
    assert "Closest to it" in answer.text and answer.citations
