"""Who joins or leaves by number, told from those who are there."""

import pytest

from agent.offline.sums.amounts import sort
from agent.offline.sums.joiners import take_joiners
from agent.quantities import find_quantities


@pytest.mark.parametrize(
    ("text", "added"),
    [
        ("1 million subscribers, growing by 2 million a year", "2000000/year"),
        ("it adds 300k a month", "300000/month"),
        ("adding another 20k users per week", "20000/week"),
        ("we lose 5k seats every month", "-5000/month"),
        ("picks up 10,000 net new customers per month", "10000/month"),
        ("each month 50,000 people join", "50000/month"),
        ("40k people leave every month", "-40000/month"),
        ("每月新增20万会员", "200000/month"),
        ("每天流失3000用户", "-3000/day"),
    ],
)
def test_a_number_that_joins_has_a_sign_and_a_period(text: str, added: str) -> None:
    roles = sort(find_quantities(text), text)
    before = len(roles.people) + len(roles.bare)

    assert take_joiners(text, roles) == added
    assert len(roles.people) + len(roles.bare) == before - 1


@pytest.mark.parametrize(
    "text",
    [
        "10 million subscribers paying $20 a month",
        "we sign up 1 million users at $20 a month",
        "2 million seats plus 1 million at $30 a month",
        "users grow 10% a month",
        "100万用户，月费30元",
    ],
)
def test_those_who_are_there_join_nothing(text: str) -> None:
    assert take_joiners(text, sort(find_quantities(text), text)) is None
