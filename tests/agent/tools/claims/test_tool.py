"""Claims against the bundled library, through the part of the tool that needs no model."""

import json
from pathlib import Path
from typing import Any

import pytest

from agent.graph import Turn
from agent.tools.claims.tool import Shelf, look_up
from knowledge import Library

CASES = [
    json.loads(line)
    for line in (Path(__file__).parent / "claims.jsonl").read_text(encoding="utf-8").splitlines()
]


@pytest.fixture(scope="module")
def shelf(bundled: Library) -> Shelf:
    return Shelf(bundled)


def checked(shelf: Shelf, text: str, until: str | None = None) -> list[dict[str, Any]]:
    return look_up(shelf, text, until, Turn(question=text))


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["text"])
def test_the_verdict_is_on_the_claim_and_not_on_its_neighbour(shelf: Shelf, case) -> None:
    (found,) = checked(shelf, case["text"])
    claim_id = found["claim"] and found["claim"]["extra"]["claim_id"]
    assert (found["verdict"], found["relation"], claim_id) == (
        case["verdict"],
        case["relation"],
        case["claim"],
    )
    said = [figure["text"] for figure in found["said"]]
    assert set(case.get("said", [])) <= set(said)
    assert found["unknown"] == case.get("unknown", [])


@pytest.mark.parametrize("key", ["paraphrase", "text_zh"])
def test_every_statement_of_the_article_keeps_its_own_verdict(shelf: Shelf, key: str) -> None:
    wrong = []
    for row in shelf.statements(None):
        claim_id = row["extra"]["claim_id"]
        stored = next(
            own["extra"]["verdict"]
            for own in shelf.own(claim_id, None)
            if own["extra"]["kind"] == "verdict"
        )
        (found,) = checked(shelf, row["extra"][key])[:1]
        if found["verdict"] != stored or found["relation"] != "same":
            wrong.append(claim_id)
    assert len(wrong) <= 1  # one is two words long in Chinese, which is too little to go by


def test_evidence_and_figures_are_in_the_ledger(shelf: Shelf) -> None:
    turn = Turn(question="")
    (found,) = look_up(shelf, "Oracle jumped 80% in one day.", None, turn)
    numbers = {row["n"] for row in turn.ledger.rows}
    assert {figure["n"] for figure in found["said"]} <= numbers
    assert [row["date"] for row in found["evidence"]] == ["2025-09-10", "2025-09-11"]


def test_what_came_later_is_told_from_what_was_so(shelf: Shelf) -> None:
    text = "Microsoft integrated Claude into Office."
    (now,) = checked(shelf, text)
    (then,) = checked(shelf, text, "2025-09-15")
    assert (now["verdict"], now["since"]) == ("contradicted", "2025-09-18")
    assert now["headline"] == "**Not so on 15 September 2025; yes since 18 September 2025.**"
    assert (then["verdict"], then["since"]) == ("contradicted", None)
    assert {row["date"] for row in then["evidence"]} == {"2025-09-09"}


def test_a_step_away_is_not_there(shelf: Shelf) -> None:
    (found,) = checked(shelf, "Was Hunyuan World real-time in September 2025?")
    assert (found["verdict"], found["since"]) == ("contradicted", "2025-12-17")


def test_two_subjects_are_checked_each(shelf: Shelf) -> None:
    ima, yuanqi = checked(shelf, "腾讯ima和元器真的开源了吗？")
    assert (ima["subject"], ima["verdict"]) == ("腾讯ima", "contradicted") or ima[
        "subject"
    ] == "ima"
    assert (yuanqi["subject"], yuanqi["verdict"]) == ("元器", "unverifiable")


def test_a_denial_of_anything_is_refuted_by_one_instance(shelf: Shelf) -> None:
    (found,) = checked(shelf, "Tencent has no video model.")
    assert found["evidence"]
    assert all("video" in row["text"].lower() for row in found["evidence"])


def test_each_statement_of_a_sentence_has_its_verdict(shelf: Shelf) -> None:
    text = "Larry Ellison was 81, Oracle shares crashed overnight, and IMA is open source."
    found = [(claim["subject"], claim["verdict"]) for claim in checked(shelf, text)]
    assert found == [
        ("Larry Ellison was 81", "supported"),
        ("Oracle shares crashed overnight", "contradicted"),
        ("IMA is open source", "contradicted"),
    ]


def test_rows_are_read_once(shelf: Shelf) -> None:
    checked(shelf, "Anthropic has no paid plans.")
    before = dict(shelf._read)
    checked(shelf, "Anthropic has no video model.")
    assert all(shelf._read[text] is meaning for text, meaning in before.items())


def test_a_predicate_in_other_words_is_near(shelf: Shelf) -> None:
    near = shelf.like("lives off subscriptions", "earns its money through subscriptions")
    assert near > 0.5 > shelf.like("plays the cello", "earns its money through subscriptions")


def test_what_is_so_in_part_refutes_that_there_is_none(shelf: Shelf) -> None:
    (found,) = checked(shelf, "ByteDance has no paid tools.", "2025-09-15")
    assert (found["verdict"], found["claim"]["extra"]["claim_id"]) == ("contradicted", "C43")
