"""The ledger: numbers of citations, origins of figures."""

from dataclasses import dataclass, field, replace
from typing import Any

import pytest

from agent.answer import Citation, ToolCall
from agent.evidence import Ledger, cite, passages_of, trace_figures


@dataclass(frozen=True)
class FakePassage:
    text: str = "Qwen-Image has 20 billion parameters."
    score: float = 0.5
    document_id: str = "d1"
    title: str = "Qwen-Image"
    source: str = "README"
    vendor: str | None = "Alibaba"
    date: str | None = "2025-08-04"
    char_start: int = 0
    char_end: int = 37
    extra: dict[str, Any] = field(default_factory=dict)


def test_the_same_passage_keeps_its_number_and_others_count_on() -> None:
    ledger = Ledger(first=5)
    one, two = FakePassage(), FakePassage(document_id="d2")
    assert [row["n"] for row in ledger.add_passages([one, two])] == [5, 6]
    assert [row["n"] for row in ledger.add_passages([two, one])] == [6, 5]
    assert len(ledger.rows) == 2


def test_how_near_a_passage_is_is_that_of_its_own_search() -> None:
    """Searches of one turn end in any order; a reply must not depend on which was first."""
    ledger = Ledger()
    (far,), (near,) = (ledger.add_passages([FakePassage(score=score)]) for score in (0.2, 0.9))
    assert (far["score"], near["score"]) == (0.2, 0.9)
    assert far["n"] == near["n"]


def test_marks_are_renumbered_in_reading_order_and_empty_ones_removed() -> None:
    ledger = Ledger()
    ledger.add_passages([FakePassage(document_id=f"d{i}") for i in range(4)])
    text, citations = cite("B [3], then A [1], B again [3], nothing [9].", ledger.rows)
    assert text == "B [1], then A [2], B again [1], nothing."
    assert [(c.n, c.document_id) for c in citations] == [(1, "d2"), (2, "d0")]


def test_marks_that_already_count_from_one_are_looked_up() -> None:
    ledger = Ledger(first=10)
    ledger.add_passages([FakePassage(document_id="a"), FakePassage(document_id="b")])
    text, citations = cite("Said [1] and [2].", ledger.rows, cited=[11, 10])
    assert text == "Said [1] and [2]."
    assert [c.document_id for c in citations] == ["b", "a"]


def test_a_markdown_link_is_no_mark() -> None:
    text, citations = cite("See [1](https://example.org).", [], None)
    assert (text, citations) == ("See [1](https://example.org).", [])


@pytest.mark.parametrize(
    ("text", "origin"),
    [
        ("$8.4 billion", "tool:calculate_revenue"),
        ("20 billion parameters [1]", "citation:1"),
        ("35 million subscribers", "question"),
        ("$77 million", "unsupported"),
    ],
)
def test_a_figure_is_traced_to_its_origin(text: str, origin: str) -> None:
    citation = Citation(1, "d", "t", "s", None, None, "It has 20 billion parameters.", 0, 9, 0.1)
    call = ToolCall("calculate_revenue", {}, {"total": "8400123456", "currency": "USD"}, 0.0)
    figures = trace_figures(text, [citation], [call], "35 million subscribers at $20 a month?")
    assert [figure.origin for figure in figures] == [origin]


def test_a_rounded_figure_is_held_only_within_its_last_digit() -> None:
    call = ToolCall("calculate_revenue", {}, {"total": "8490000000"}, 0.0)
    held, missed = trace_figures("$8.49 billion, not $8.4 billion", [], [call], "")
    assert (held.origin, missed.origin) == ("tool:calculate_revenue", "unsupported")


def test_passages_are_found_wherever_a_result_holds_them() -> None:
    row = {"n": 3, "document_id": "d"}
    assert passages_of({"claims": [{"evidence": [row]}], "x": 1}) == [row]


def test_figures_of_a_search_do_not_count_until_cited() -> None:
    call = ToolCall("search_knowledge", {}, {"passages": [{"text": "$5 billion"}]}, 0.0)
    (figure,) = trace_figures("$5 billion", [], [call], "")
    assert figure.origin == "unsupported"
    assert replace(figure, origin="x").value == "5000000000"


def test_calls_come_in_the_order_they_were_made_and_none_is_lost() -> None:
    ledger = Ledger()
    for call_id, name in [
        ("b", "search_knowledge"),
        ("a", "calculate_revenue"),
        ("b", "check_vram"),
    ]:
        ledger.record(call_id, ToolCall(name, {}, {}, 0.0))
    names = [call.name for call in ledger.calls_as_asked(["a", "b"])]
    assert names == ["calculate_revenue", "search_knowledge", "check_vram"]


def test_a_figure_crossed_out_is_unsupported_though_a_tool_has_its_number() -> None:
    call = ToolCall("calculate_revenue", {}, {"total": "50000000000", "currency": "USD"}, 0.0)
    struck, kept = trace_figures("~~¥50 billion~~ (unsupported), it is $50 billion", [], [call], "")
    assert (struck.origin, kept.origin) == ("unsupported", "tool:calculate_revenue")
