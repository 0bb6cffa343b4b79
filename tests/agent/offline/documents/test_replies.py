"""Questions that stand in a document, and the replies behind them."""

import pytest

from agent import Analyst
from agent.offline.documents.parsed import units_of
from knowledge import Library


def _told(text: str) -> list[tuple[str, str]]:
    return [(unit.heading, unit.text) for unit in units_of(text) if not unit.is_heading]


@pytest.mark.parametrize(
    "text",
    [
        "Q: What is the fee?\nA: It is 5 dollars.",
        "**Q: What is the fee?**\n\nA: It is 5 dollars.",
        "**What is the fee?**\nIt is 5 dollars.",
        "What is the fee?\n\nIt is 5 dollars.",
        "1. What is the fee?\n\nIt is 5 dollars.",
        "- What is the fee?\n\n  It is 5 dollars.",
        "- Q: What is the fee?\n- A: It is 5 dollars.",
        "Who is the head of it? What is the fee? It is 5 dollars.",
        "## What is the fee?\n\nIt is 5 dollars.",
    ],
)
def test_a_reply_stands_under_its_question(text: str) -> None:
    assert _told(text) == [("What is the fee?", "It is 5 dollars.")]


@pytest.mark.parametrize(
    "text",
    [
        "- Who pays the fee?\n- What is the fee?\n\nThe hall is cold.",
        "What is the fee?\n\n- The hall is cold.",
        "We met in Oslo. What is the fee?\n\nThe hall is cold.",
        "What is the fee?\n\nIt is 5 dollars.\n\nThe hall is cold.",
    ],
)
def test_what_follows_a_question_otherwise_replies_to_none(text: str) -> None:
    assert ("", "The hall is cold.") in _told(text)


@pytest.fixture(scope="module")
def analyst(tmp_path_factory: pytest.TempPathFactory):
    folder = tmp_path_factory.mktemp("questions")
    (folder / "open.md").write_text(
        "# Open questions\n\n- What is the price of the Lynx?\n- How many people work at Lynx Ltd?\n"
        "- Who is the head of Lynx Ltd?\n"
    )
    (folder / "faq.txt").write_text(
        "Q: Can the Ibex be used in the rain?\nA: No, it must stay dry.\n\n"
        "Q: How long does the Ibex battery last?\nA: Six hours.\n"
    )
    library = Library.open(folder / "library")
    library.ingest([folder / "open.md", folder / "faq.txt"])
    with Analyst(library=library, threads=":memory:") as opened:
        yield opened


@pytest.mark.parametrize(
    "question", ["What is the price of the Lynx?", "Who is the head of Lynx Ltd?"]
)
def test_an_open_question_is_not_answered_by_itself(analyst: Analyst, question: str) -> None:
    answer = analyst.ask(question)
    assert answer.abstained and question not in answer.text


def test_the_reply_of_a_list_of_questions_is_told_alone(analyst: Analyst) -> None:
    assert analyst.ask("How long does the Ibex battery last?").text.startswith("Six hours")
    assert analyst.ask("Can the Ibex be used in the rain?").text.startswith("No, it must stay dry")


def test_who_asks_for_questions_is_told_them(analyst: Analyst) -> None:
    answer = analyst.ask("Which questions are open about Lynx Ltd?")
    assert "head of Lynx Ltd?" in answer.text
