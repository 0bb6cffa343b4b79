"""Sums understood by the roles of their amounts, from the words to exact figures, over `relations.jsonl`.

A row holds the turns, then `figures`, each to be found among the results of the last turn.
"""

import json
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from agent.offline.request import Request
from agent.offline.sums.relations import related
from agent.offline.sums.taken_arguments import sum_taken
from agent.offline.understanding import understand
from agent.quantities import find_quantities
from agent.tools.revenue.calculate import calculate

ROWS = [
    json.loads(line)
    for line in (Path(__file__).parent / "relations.jsonl").read_text("utf-8").splitlines()
]


@pytest.mark.parametrize("row", ROWS, ids=lambda row: " | ".join(row["turns"])[:70])
def test_amounts_with_their_roles_make_the_sum(row: dict[str, Any]) -> None:
    found = [n for request in _requests(row["turns"]) for n in _results(request)]

    for figure in row["figures"]:
        wanted = Decimal(figure)
        assert any(abs(n - wanted) <= abs(wanted) * Decimal("1e-4") for n in found), (figure, found)


def _requests(turns: list[str]) -> list[Request]:
    earlier: list[Request] = []
    last: list[Request] = []
    for turn in turns:
        last = understand(turn, earlier)
        earlier += last
    return last


def _results(request: Request) -> list[Decimal]:
    report = calculate(**sum_taken(request))
    told = [str(v) for v in report.to_dict().get("results", {}).values()]
    steps = [step.value for step in report.trace]
    return [*map(Decimal, told), *steps, report.total]


@pytest.mark.parametrize(
    "text",
    [
        "Our churn is 3% a month.",
        "We pay $900 a month for 40 licences and own 3 printers. What margin?",
        "10 million subscribers at $20 a month with a churn of -5% a month, how many after a year?",
        "2 million subscribers at $10 a month with 3% churn a month: revenue in a year?",
        "Each dollar of revenue costs Acme $1.30. Revenue is $5 billion. What is the churn?",
        "每月固定开支90万，单价50元每月，每位用户成本20元每月，盈亏平衡点是多少用户？",
    ],
)
def test_what_leaves_an_amount_without_a_role_is_no_such_sum(text: str) -> None:
    assert related(text, find_quantities(text)) is None


def test_of_what_is_denied_nothing_is_read() -> None:
    text = "We have 90,000 users and lose 2% of them a month, no new ones. How many after 6 months?"

    found = related(text, find_quantities(text))

    assert found is not None
    assert "joined" not in found["givens"]


def test_a_change_is_told_as_up_or_down() -> None:
    text = "We have 50,000 members paying $12 a month. If we go to $14 and 20% quit, do we gain or lose a year?"

    found = related(text, find_quantities(text))

    assert found is not None
    english, chinese = calculate(**found).sentences
    assert "down **$480,000**" in english
    assert "减少" in chinese
