"""Questions without a kind of their own, from their words to exact figures, over `worksheets.jsonl`.

A row holds the turns, then `figures`, each to be found among the results or steps of the last turn.
"""

import json
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from agent.offline.request import Request
from agent.offline.sums.planner import planned
from agent.offline.sums.taken_arguments import sum_taken
from agent.offline.understanding import understand
from agent.quantities import find_quantities
from agent.tools.revenue.calculate import calculate

ROWS = [
    json.loads(line)
    for line in (Path(__file__).parent / "worksheets.jsonl").read_text("utf-8").splitlines()
]


@pytest.mark.parametrize("row", ROWS, ids=lambda row: " | ".join(row["turns"])[:70])
def test_amounts_alone_make_the_sum(row: dict[str, Any]) -> None:
    requests = _requests(row["turns"])
    found = [n for request in requests for n in _figures(request)]

    for figure in row["figures"]:
        wanted = Decimal(figure)
        assert any(abs(n - wanted) <= abs(wanted) * Decimal("1e-3") for n in found), (figure, found)


def _requests(turns: list[str]) -> list[Request]:
    earlier: list[Request] = []
    last: list[Request] = []
    for turn in turns:
        last = understand(turn, earlier)
        earlier += last
    return last


def _figures(request: Request) -> list[Decimal]:
    assert request.topic == "revenue" and not request.missing, request
    report = calculate(**sum_taken(request))
    said = [q.value for q in find_quantities(report.sentence())]
    told = [report.total, *(step.value for step in report.trace), *said]
    return told + [report.solved.value] if report.solved else told


@pytest.mark.parametrize(
    "question",
    [
        "12% of what at $30 a month: revenue?",  # a share of what was not said
        "3 million users, 5% and another 7%, at $10 a month: revenue?",  # what the shares do was not
        "2 million subscribers, growing 4% a month, churn 3% a month: how many after a year?",  # compound or add up
        "What would $9 a month bring in a year?",  # who pays was not said
        "3 GPUs and 5 million users at $10 a month?",  # nothing that uses all
    ],
)
def test_what_is_not_clear_makes_no_worksheet(question: str) -> None:
    assert planned(question, find_quantities(question)) is None


@pytest.mark.parametrize(
    ("question", "assumed"),
    [
        ("8 GPUs at $3 an hour, 50% utilised, for 30 days: what cost?", "$3 an hour is per GPU"),
        ("租用8张卡，每小时3元，利用率50%，30天多少钱？", "按每GPU计"),
    ],
)
def test_what_an_amount_is_taken_to_be_for_is_said(question: str, assumed: str) -> None:
    arguments = planned(question, find_quantities(question))

    assert arguments is not None
    assert any(assumed in note for note in arguments["notes"])


@pytest.mark.parametrize(
    "turns",
    [
        ["4 million subscribers at $15 a month, annual revenue?", "thanks"],
        ["4 million subscribers at $15 a month, annual revenue?", "What does Claude Opus 4.5 cost?"],
        ["8 GPUs at $3 an hour for 30 days. Cost?", "Which models did DeepSeek release in 2025?"],
    ],
)  # fmt: skip
def test_another_question_does_not_go_on_with_the_sum(turns: list[str]) -> None:
    assert _requests(turns)[-1].arguments.get("kind") != "chain"
