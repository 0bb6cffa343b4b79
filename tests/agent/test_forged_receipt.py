"""Receipts that were changed by somebody who knows how they are sealed."""

import copy
from collections.abc import Callable
from typing import Any

import pytest

from agent import Analyst
from agent.middleware.tool_requests import UNREADABLE
from agent.receipt import make_receipt, replay
from agent.seal import AS_MADE, CHANGED, sealed
from knowledge import Library

SUM = "With 100 million subscribers at $500 a year, what is the revenue?"
IMA = "Is it true that Tencent's IMA is open source?"
Forge = Callable[[dict[str, Any]], object]


@pytest.fixture(scope="module")
def receipts(analyst: Analyst, bundled: Library) -> dict[str, dict[str, Any]]:
    return {q: make_receipt(q, analyst.ask(q), bundled) for q in (SUM, IMA)}


def forged(receipt: dict[str, Any], forge: Forge, key: str | None = None) -> dict[str, Any]:
    """The receipt, changed and sealed again."""
    changed = copy.deepcopy(receipt)
    forge(changed)
    changed.pop("hash")
    changed.pop("signature", None)
    return sealed(changed, key)


def says_52(receipt: dict[str, Any]) -> None:
    receipt["answer"] = receipt["answer"].replace("$50 billion", "$52 billion")


def lists_none(receipt: dict[str, Any]) -> None:
    receipt["figures"] = []


def says_52_and_lists_none(receipt: dict[str, Any]) -> None:
    says_52(receipt)
    lists_none(receipt)


def says_and_lists_52(receipt: dict[str, Any]) -> None:
    says_52(receipt)
    for figure in receipt["figures"]:
        figure["text"] = figure["text"].replace("$50 billion", "$52 billion")
        figure["value"] = figure["value"].replace("50000000000", "52000000000")


def lists_one_more(receipt: dict[str, Any]) -> None:
    more = {"value": "9", "unit": "USD", "text": "$9", "origin": "question"}
    receipt["figures"].append(more)


def brings_52_by_a_call_that_never_ran(receipt: dict[str, Any]) -> None:
    says_and_lists_52(receipt)
    call = {
        "name": "calculate_revenue",
        "arguments": {UNREADABLE: "{"},
        "result": {"total": "52000000000", "currency": "USD"},
    }
    receipt["tool_calls"].insert(0, call)


def brings_52_by_a_tool_that_is_not(receipt: dict[str, Any]) -> None:
    says_and_lists_52(receipt)
    call = {"name": "add_up", "arguments": {}, "result": {"total": "52000000000 USD"}}
    receipt["tool_calls"].insert(0, call)


@pytest.mark.parametrize(
    "forge",
    [
        says_52,
        lists_none,
        says_52_and_lists_none,
        says_and_lists_52,
        lists_one_more,
        brings_52_by_a_call_that_never_ran,
        brings_52_by_a_tool_that_is_not,
    ],
    ids=lambda forge: forge.__name__,
)
def test_a_figure_that_was_forged_is_told(
    forge: Forge, receipts: dict[str, dict[str, Any]], bundled: Library
) -> None:
    found = replay(forged(receipts[SUM], forge), bundled)
    assert not found["same"], found
    assert [row for row in found["figures"] if not row["same"]] or [
        call for call in found["tool_calls"] if not call["same"]
    ]


@pytest.mark.parametrize(
    "forge",
    [
        lambda r: r["evidence"][0].update(title="The vendor's own word"),
        lambda r: r["evidence"][0].update(date="2099-01-01"),
        lambda r: r["evidence"][0].update(quote="IMA is open source."),
        lambda r: r["evidence"][0].update(translation="腾讯的 IMA 免费。"),
        lambda r: r.update(answer=r["answer"] + " So says its maker [77]."),
        lambda r: r.update(evidence=[]),
    ],
    ids=["title", "date", "quote", "translation", "mark", "none"],
)
def test_a_source_that_was_forged_is_told(
    forge: Forge, receipts: dict[str, dict[str, Any]], bundled: Library
) -> None:
    found = replay(forged(receipts[IMA], forge), bundled)
    assert not found["same"]
    assert [row for row in found["evidence"] if not row["same"]]


def test_a_hash_without_a_key_is_not_called_proof(
    receipts: dict[str, dict[str, Any]], bundled: Library
) -> None:
    found = replay(receipts[SUM], bundled)
    assert found["same"] and "not forgery" in found["hash"] and found["hash"] != AS_MADE


def test_with_a_key_only_its_holder_can_have_made_it(
    receipts: dict[str, dict[str, Any]], bundled: Library
) -> None:
    signed = forged(receipts[SUM], lambda receipt: None, key="ours")
    assert "ours" not in str(signed)
    assert replay(signed, bundled, "ours")["hash"] == AS_MADE
    assert replay(signed, bundled, "ours")["same"]
    assert replay(signed, bundled, "another")["hash"] == CHANGED
    assert "not checked" in replay(signed, bundled)["hash"]
    for key in (None, "theirs"):
        other = forged(signed, lambda receipt: receipt.update(question="Another"), key)
        assert not replay(other, bundled, "ours")["same"]


def test_a_struck_figure_counts_as_struck(
    receipts: dict[str, dict[str, Any]], bundled: Library
) -> None:
    def strike(receipt: dict[str, Any]) -> None:
        receipt["answer"] += "\n\nIt may grow to ~~$77 billion~~ (unsupported)."
        row = {"value": "77000000000", "unit": "USD", "text": "$77 billion"}
        receipt["figures"].append({**row, "origin": "unsupported"})

    found = replay(forged(receipts[SUM], strike), bundled)
    assert found["same"], found["figures"]
    assert [row["state"] for row in found["figures"]].count("struck") == 1
