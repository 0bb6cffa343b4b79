"""A follow-up takes the place of what it changes, or the question stays as it is."""

import pytest

from agent.offline.in_place import put_in_place


@pytest.mark.parametrize(
    ("earlier", "follow_up", "whole"),
    [
        (
            "How many boats did Orrin Yard build in May 2025?",
            "and Tarn Quay?",
            "How many boats did Tarn Quay build in May 2025?",
        ),
        (
            "What is the rate for the hall on a weekday evening?",
            "What about at the weekend?",
            "What is the rate for the hall at the weekend?",
        ),
    ],
)
def test_the_new_name_or_phrase_stands_where_the_old_one_stood(
    earlier: str, follow_up: str, whole: str
) -> None:
    assert put_in_place(earlier, follow_up) == whole


@pytest.mark.parametrize(
    ("earlier", "follow_up"),
    [
        ("Did Orrin Yard or Tarn Quay build the ferry?", "And Lowick Basin?"),  # of which?
        ("How many boats were built in May 2025?", "And the sails?"),
        ("How many boats did Orrin Yard build in May?", "And June?"),
        ("How many boats did Orrin Yard build?", "How much did they cost?"),
    ],
)
def test_what_is_not_plain_is_left(earlier: str, follow_up: str) -> None:
    assert put_in_place(earlier, follow_up) is None
