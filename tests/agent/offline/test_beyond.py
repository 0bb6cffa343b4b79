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
        "OpenAI ARR: July 2025, Dec 2025",
        "phi-4: params, licence, context window pls",
        "what is the Pro price?",
        "What is WeKnora and which group wrote it?",
        "verl是什么？谁发起的？",
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


@pytest.mark.parametrize(
    "question",
    [
        "Can I make money with Seed-OSS?",
        "May we build a paid app on Seed-OSS?",
        "am i free to sell what Seed-OSS writes",
        "Could our firm ship Seed-OSS inside a commercial product?",
        "能拿Seed-OSS做收费服务吗",
    ],
)
def test_a_permission_to_build_or_sell_asks_for_the_licence(
    analyst: Analyst, question: str
) -> None:
    assert "Apache 2.0" in analyst.ask(question).text.splitlines()[0]


def test_a_licence_that_is_not_held_is_not_answered_by_other_facts(analyst: Analyst) -> None:
    assert analyst.ask("Qwen3的许可证是什么？").abstained
