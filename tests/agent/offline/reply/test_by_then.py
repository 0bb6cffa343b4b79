from typing import Any

import pytest

from agent import Analyst
from agent.offline.reply.by_then import became_so
from agent.offline.request import Request
from agent.offline.statements import Statement


def said(text: str, about: float = 0.85) -> Statement:
    row: dict[str, Any] = {"n": 1, "date": "2025-12-02", "text": text, "extra": {}}
    return Statement(row, text, score=5.0, about=about, covered=0.3, on_aspect=0.5)


ASKED = Request(
    "fact",
    "As of May 2025, could Acme draw charts in Sheets?",
    systems=("Acme",),
    time="2025-05-31",
)
LATER = said("Acme draws charts in Sheets since December")


def test_what_only_a_later_statement_speaks_of_was_not_so() -> None:
    assert became_so(ASKED, [said("Acme reads Sheets")], [LATER])
    assert became_so(ASKED, [said("Charts and Sheets of others", about=0.5)], [LATER])


def test_what_an_earlier_statement_speaks_of_as_well_may_have_been_so() -> None:
    assert not became_so(ASKED, [said("Acme may draw charts")], [LATER])
    assert not became_so(Request("fact", "What was Acme in May 2025?"), [], [LATER])


@pytest.mark.parametrize(
    "question",
    [
        "Oct 2025: did Claude have agents in Excel and PowerPoint?",
        "back in october 2025, did claude have agents in word + powerpoint?",
        "截至2025年10月，Claude能在Excel和PowerPoint里当智能体用吗？",
    ],
)
def test_it_is_told_however_the_day_is_put(analyst: Analyst, question: str) -> None:
    text = analyst.ask(question).text
    assert text.startswith(("Not by 2025-10-31", "据资料库所知，截至 2025-10-31 没有"))
    assert "2025-12-02" in text
