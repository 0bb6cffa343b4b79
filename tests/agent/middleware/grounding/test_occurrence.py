"""Unit, currency, period and denominator of a figure are those of its own place in the passage."""

import json
from pathlib import Path

import pytest

from agent.middleware.grounding import Finding, check_answer

ROWS = json.loads(Path(__file__).with_name("occurrence.json").read_text("utf-8"))
"""A passage, what it bears out, and what it does not."""


@pytest.mark.parametrize(
    ("passage", "right"), [(row["passage"], one) for row in ROWS for one in row["right"]]
)
def test_what_stands_there_is_borne_out(passage: str, right: str) -> None:
    assert found(right, passage) == []


@pytest.mark.parametrize(
    ("passage", "wrong"), [(row["passage"], one) for row in ROWS for one in row["wrong"]]
)
def test_what_belongs_to_its_neighbour_is_not(passage: str, wrong: str) -> None:
    assert found(wrong, passage)


def found(answer: str, passage: str) -> list[Finding]:
    evidence = [{"id": 1, "text": passage}]
    return check_answer(answer, evidence=evidence, tool_results=[], question="What about it?")
