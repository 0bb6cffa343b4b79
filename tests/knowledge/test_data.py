import json
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from knowledge.bundled import DATA
from knowledge.dates import read_date

FAMILIES = {
    "qwen", "qwen-image", "wan", "hunyuan-language", "hunyuan-image", "hunyuan-video",
    "hunyuan-world", "ima", "yuanqi", "doubao", "jimeng", "volcano-engine", "coze", "chatgpt",
    "openai", "gemini", "nano-banana", "claude", "deepseek", "office", "windows", "azure",
    "oracle", "comfyui",
}  # fmt: skip


@pytest.fixture(scope="module")
def rows() -> list[dict[str, Any]]:
    sheets = [file for file in sorted(DATA.glob("*.jsonl")) if file.name != "manifest.jsonl"]
    return [row for file in sheets for row in _read(file)]


def test_every_family_has_a_sheet_and_every_sheet_a_title():
    sheets = {file.stem for file in DATA.glob("*.jsonl")} - {"manifest"}
    assert sheets >= FAMILIES | {"article", "article-verdicts"}
    assert {row["file"] for row in _read(DATA / "manifest.jsonl")} == {f"{s}.jsonl" for s in sheets}


def test_every_row_reads_alone_with_source_and_date(rows):
    for row in rows:
        assert row["text"].strip()
        assert row["title"].strip()
        assert row["source"].strip()
        assert row["date"] is None or read_date(row["date"]) == row["date"]
        assert row.get("url", "https://").startswith(("https://", "http://"))
        assert row["kind"] in {"article_claim", "verdict", "note", "evidence", "fact"}


def test_every_fact_is_in_exactly_one_sheet(rows, shared):
    facts = {fact["id"]: fact for fact in _read(shared / "data/facts.jsonl")}
    count = Counter(row["fact_id"] for row in rows if row["kind"] == "fact")
    assert set(count) == {i for i, fact in facts.items() if "duplicate_of" not in fact}
    assert set(count.values()) == {1}
    merged = {also["fact_id"] for row in rows for also in row.get("also", ())}
    assert merged == {i for i, fact in facts.items() if "duplicate_of" in fact}
    for row in rows:
        if row["kind"] == "fact":
            fact = facts[row["fact_id"]]
            assert row["text"].endswith(fact["fact"])
            assert (row["date"], row["vendor"], row["figures"]) == (
                fact["as_of"],
                fact["vendor"],
                fact["figures"],
            )
            assert row.get("conflicts_with", []) == fact.get("conflicts_with", [])


def test_every_claim_is_there_with_verdict_and_evidence_apart(rows, shared):
    for claim in _read(shared / "data/claims.jsonl"):
        mine = [row for row in rows if row.get("claim_id") == claim["id"]]
        (said,) = (row for row in mine if row["kind"] == "article_claim")
        (verdict,) = (row for row in mine if row["kind"] == "verdict")
        evidence = [row for row in mine if row["kind"] == "evidence"]
        assert said["paraphrase"] == claim["paraphrase"]
        assert "article" in said["source"].lower()
        assert "verdict" not in said
        assert verdict["verdict"] == claim["verdict"]
        assert all(
            row["text"].endswith(e["fact"])
            for row, e in zip(evidence, claim["evidence"], strict=True)
        )
        assert [row["after_article"] for row in evidence] == [
            e["after_article"] for e in claim["evidence"]
        ]
        assert {row.get("note") for row in mine} - {None} == {claim["note"]} - {None}


def test_a_row_of_the_articles_day_rests_on_nothing_later(rows):
    later = {row["claim_id"] for row in rows if row["kind"] == "evidence" and row["after_article"]}
    for row in rows:
        if row["kind"] == "verdict" and row["claim_id"] in later:
            assert "note" not in row


def test_nothing_of_the_article_or_of_a_vendors_page_is_copied(rows, shared):
    """No run of twelve words of a row stands in the article."""
    article = _words((shared / "data/article.txt").read_text("utf-8"))
    runs = {tuple(article[i : i + 12]) for i in range(len(article))}
    for row in rows:
        own = _words(row["text"])
        assert not any(tuple(own[i : i + 12]) in runs for i in range(len(own) - 11))


def _words(text: str) -> list[str]:
    return "".join(c if c.isalnum() else " " for c in text.lower()).split()


def _read(file: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in file.read_text("utf-8").split("\n") if line.strip()]
