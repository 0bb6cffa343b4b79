"""A question on two states of a thing as one on either."""

import pytest

from agent.offline.documents.one_state import one_state


@pytest.mark.parametrize(
    ("question", "one"),
    [
        ("What did a mooring cost in 2024 and what does it cost in 2025?", "What does a mooring cost?"),
        ("How has the number of days of leave changed since the 2022 policy?", "What is the number of days of leave?"),
        ("Night fee for pilots: what was it in 2024 and what is it now?", "What is the Night fee for pilots?"),
        ("How did the harbour tax change in December 2025? What was it before?", "What is the harbour tax?"),
        ("How long is the slip shut after painting now, and how long was it under the old policy?", "How long is the slip shut after painting?"),
        ("What did the ferry cost under the old rules and what does it cost now?", "What does the ferry cost?"),
    ],
)  # fmt: skip
def test_its_states_are_left_out(question: str, one: str) -> None:
    assert one_state(question) == one


def test_what_would_hold_no_question_any_more_is_left() -> None:
    assert one_state("And before 2024?") == "And before 2024?"
