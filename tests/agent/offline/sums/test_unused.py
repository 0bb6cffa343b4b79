"""A share that a sum does not use is said; one that it uses in any form is not."""

import pytest

from agent.offline.understanding import understand


def notes_of(question: str) -> str:
    return " ".join(note for request in understand(question) for note in request.notes)


@pytest.mark.parametrize(
    ("question", "left"),
    [
        (
            "512 cards at $2.95 an hour, VRAM 80% full, for 30 days and 5% on top. What revenue?",
            "“80%”",
        ),
        ("$480,000 MRR. Each month 3% churns and 8% comes on top. MRR after 6 months?", "“8%”"),
    ],
)
def test_a_share_that_is_not_used_is_said(question: str, left: str) -> None:
    assert left in notes_of(question)


@pytest.mark.parametrize(
    "question",
    [
        "5 million users at $20 a month, 30% of them pay. Revenue a year?",
        "50 million at $20 a month, the app store takes 30%. Revenue a year?",
        "Our plan is €24 a month including 20% VAT and there are 50,000 customers. Yearly revenue?",
        "200,000 payers at $9 a month with 4% monthly churn. Revenue in a year?",
        "Price up 10% and 8% of customers leave: is revenue up or down?",
        "100万用户，每月20元，其中15%付费，一年收入多少？",
    ],
)
def test_a_share_that_is_used_is_not(question: str) -> None:
    assert "%" not in notes_of(question)
