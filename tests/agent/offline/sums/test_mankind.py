"""All mankind, all adults or all who are online as payers."""

import pytest

from agent.offline.sums.mankind import world_named
from agent.offline.understanding import understand


@pytest.mark.parametrize(
    ("text", "payers"),
    [
        ("every person on the planet", "World population"),
        ("the Earth's whole population", "World population"),
        ("every adult on earth", "People aged 15 and over"),
        ("全世界的成年人", "People aged 15 and over"),
        ("everyone who is online", "Internet users"),
        ("adult learners in London", None),
    ],
)
def test_all_people_of_a_kind_are_named(text: str, payers: str | None) -> None:
    assert world_named(text) == payers


def test_all_people_pay_a_subscription_not_for_tokens() -> None:
    question = "If every person on the planet took ChatGPT Plus, how much would that be per month?"
    arguments = understand(question)[0].arguments
    assert arguments["kind"] == "subscriptions"
    assert arguments["subscribers_of"] == "World population"
