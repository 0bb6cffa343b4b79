"""Bills of tokens gone on with: another volume, model, period; several models at once."""

import re

import pytest

from agent import Analyst


@pytest.mark.parametrize(
    "turns",
    [
        [
            ("What does GPT-4.1 cost for 5 million output tokens?", "$40"),
            ("and with 50 million?", "$400"),
            ("and Claude Opus 4.8?", "$1,250"),
        ],
        [
            ("6 million in, 2 million out tokens a day on Gemini 2.5 Pro: monthly cost?", "$825"),
            ("and 10 million in?", "$975"),
            ("and a year?", "$11,862.50"),
        ],
    ],
)
def test_a_bill_is_gone_on_with(
    analyst: Analyst, turns: list[tuple[str, str]], request: pytest.FixtureRequest
) -> None:
    for question, total in turns:
        text = analyst.ask(question, thread=request.node.name).text
        assert re.search(rf"\*\*{re.escape(total)}\*\*", text), (question, text)


def test_a_batch_has_no_period(analyst: Analyst) -> None:
    text = analyst.ask("What does GPT-4.1 cost for 5 million output tokens?").text
    assert "a month" not in text.splitlines()[0]


def test_two_models_are_both_priced(analyst: Analyst) -> None:
    text = analyst.ask(
        "Claude Opus 4.8 or GPT-4.1: which is cheaper for 10 million input and 2 million output tokens?"
    ).text
    assert "Claude Opus 4.8: **$100**" in text
    assert "GPT-4.1: **$36**" in text


def test_a_bare_number_after_two_sides_is_asked_about(analyst: Analyst) -> None:
    thread = "two-sides"
    analyst.ask("6 million in and 2 million out tokens on GPT-5: cost?", thread=thread)
    assert analyst.ask("and with 50 million?", thread=thread).asked
