"""What an answer may say, by `cases.json`: each answer with the kind of finding it must have, or none."""

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from agent.middleware.grounding import Finding, check_answer

GROUPS = json.loads(Path(__file__).with_name("cases.json").read_text("utf-8"))
CASES = [
    pytest.param(group, row, id=f"{row['kind'] or 'right'}: {row['answer'][:50]}")
    for group in GROUPS
    for row in group["answers"]
]
PLUS = [{"id": 1, "text": "ChatGPT Plus costs $20 a month."}]


def check(answer: str, evidence: Any = (), question: str = "", tools: Any = ()) -> list[Finding]:
    return check_answer(answer, evidence=evidence, tool_results=tools, question=question)


@pytest.mark.parametrize(("group", "row"), CASES)
def test_an_answer_says_what_its_sources_say(group: dict[str, Any], row: dict[str, Any]) -> None:
    findings = check(row["answer"], group["evidence"], row["question"], group["tool_results"])
    kinds = {finding.kind for finding in findings}
    assert row["kind"] in kinds if row["kind"] else not findings, findings


@pytest.mark.parametrize(
    ("answer", "words"),
    [
        ("ChatGPT Plus costs **$25** a month [1].", "$25** a month"),
        ("ChatGPT Plus costs $25 a month [1].", "$25 a month"),
        ("ChatGPT Plus 每月 25 美元 [1]。", "每月 25 美元"),
        ("ChatGPT Plus costs $20 a month [1][7].", "[7]"),
        ("ChatGPT Plus costs $20 a month [1, 7].", "7"),
    ],
)
def test_a_finding_spans_the_wrong_words_of_the_answer_as_given(answer: str, words: str) -> None:
    assert [answer[f.span_start : f.span_end] for f in check(answer, PLUS)] == [words]


def test_what_is_struck_or_code_is_not_checked() -> None:
    assert not check("It costs ~~$25~~ (unsupported); run `--frames 81` [1].", PLUS, "How much?")


def test_passages_inside_a_search_bear_out_figures_but_cannot_be_cited() -> None:
    row = {"document_id": "a", "n": 5, "text": "Claude Pro costs $17 a month."}
    tools = [{"name": "search_knowledge", "result": {"passages": [row]}}]
    assert not check("It costs $17 a month.", (), "Claude Pro?", tools)
    assert [f.kind for f in check("It costs $17 a month [5].", (), "Claude Pro?", tools)] == [
        "citation"
    ]


def test_title_date_and_vendor_of_a_passage_are_read_with_it() -> None:
    row = {"id": 1, "text": "Costs 20 dollars a month.", "vendor": "OpenAI", "date": "2026-03-01"}
    assert not check("OpenAI charges $20 a month (1 March 2026) [1].", [row])
    assert check("OpenAI charges $20 a month (1 April 2026) [1].", [row])


def test_a_figure_of_another_passage_does_not_stand_where_its_own_gives_one() -> None:
    evidence = [*PLUS, {"id": 2, "text": "Claude Pro costs $17 a month."}]
    assert check("ChatGPT Plus costs $17 a month [1].", evidence)[0].kind == "figure"


def test_one_vendors_figure_is_not_given_to_the_other() -> None:
    row = {"id": 1, "text": "Alibaba holds 35.8% and Tencent holds 7% of the market."}
    assert not check("Tencent holds 7% [1].", [row])
    assert [f.kind for f in check("Tencent holds 35.8% [1].", [row])] == ["name"]


def test_an_audits_verdict_is_not_turned_round() -> None:
    tools = [{"name": "audit_claims", "result": {"claims": [{"verdict": "contradicted"}]}}]
    assert [f.kind for f in check("Supported.", (), "Is it?", tools)] == ["contradiction"]
    assert not check("No, the evidence contradicts it.", (), "Is it?", tools)


@pytest.mark.parametrize(
    "text", ["", " ", "|", "[", "~~", "**", "[1]", "|---|", "\n\n", "9" * 5000]
)
def test_nothing_breaks_on_odd_text(text: str) -> None:
    check(text, PLUS, text)


def test_a_long_answer_takes_time_in_proportion() -> None:
    answer = "ChatGPT Plus costs $20 a month [1]. " * 400
    assert not check(answer, PLUS)


def test_importing_the_check_loads_no_library() -> None:
    code = (
        "import sys; from agent.middleware.grounding import check_answer;"
        "print([m for m in ('langchain', 'langchain_core', 'langgraph', 'chromadb') if m in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
