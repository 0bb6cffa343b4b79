import pytest

from agent import Analyst


@pytest.mark.parametrize(
    "question",
    [
        "Cite your source for the Seed-OSS licence.",
        "seed-oss licence, with a link pls",
        "What evidence is there for Seed-OSS's licence?",
        "Where did you get the licence of Seed-OSS from?",
        "Seed-OSS的许可证是什么？请注明出处",
    ],
)
def test_where_it_was_published_is_named_where_it_is_asked(analyst: Analyst, question: str) -> None:
    answer = analyst.ask(question)
    assert "Apache 2.0" in answer.text.splitlines()[0]
    first = answer.citations[0]
    assert f"{first.source} ({first.date}): {first.url} [1]" in answer.text


@pytest.mark.parametrize("asked", ["source?", "where did you get that?", "who says so", "Cite it."])
def test_asked_alone_it_repeats_the_answer_with_its_sources(analyst: Analyst, asked: str) -> None:
    before = analyst.ask("What does ChatGPT Plus cost?", thread=f"sources {asked}")
    again = analyst.ask(asked, thread=f"sources {asked}")
    assert again.text.startswith(before.text)
    assert before.citations[0].source in again.text


def test_open_source_is_no_request_for_one(analyst: Analyst) -> None:
    assert "published:" not in analyst.ask("Is WeKnora open source?").text
