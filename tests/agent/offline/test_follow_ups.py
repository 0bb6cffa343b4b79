"""What a short question takes over from the turns before it, over a table of conversations."""

import json
from pathlib import Path
from typing import Any

import pytest

from agent.offline.request import Request
from agent.offline.understanding import understand

CASES = [
    json.loads(line)
    for line in (Path(__file__).parent / "follow_ups.jsonl")
    .read_text(encoding="utf-8")
    .splitlines()
]


def last_request(turns: list[str]) -> Request:
    """The first request of the last turn; each turn sees the past as JSON, as after a restart."""
    past: list[Request] = []
    requests: list[Request] = []
    for turn in turns:
        requests = understand(turn, past)
        past += [Request.from_dict(json.loads(json.dumps(r.to_dict()))) for r in requests]
    return requests[0]


@pytest.mark.parametrize("case", CASES, ids=[" / ".join(c["turns"])[-70:] for c in CASES])
def test_a_follow_up_is_completed(case: dict[str, Any]) -> None:
    request = last_request(case["turns"])

    assert request.topic == case["topic"]
    assert list(request.systems) == case.get("systems", list(request.systems))
    assert list(request.vendors) == case.get("vendors", list(request.vendors))
    assert set(case.get("aspects", ())) <= set(request.aspects)
    assert request.time == case.get("time", request.time)
    assert request.missing == case.get("missing", request.missing)
    assert request.language == case.get("language", request.language)
    assert request.question == case.get("question", request.question)
    wanted = case.get("argument", {})
    assert {k: request.arguments.get(k) for k in wanted} == wanted


def test_a_whole_question_starts_fresh() -> None:
    request = last_request(["Is Coze Studio open source?", "Which open video models exist today?"])

    assert not request.systems
    assert not request.elliptical


def test_a_corrected_price_keeps_its_currency_and_period() -> None:
    request = last_request(["2 million users at €9 a month?", "no, at 12"])

    assert request.arguments["price"] == "12 EUR/month"
