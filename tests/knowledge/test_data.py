import json
import re
from collections import Counter
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from agent.quantities import find_quantities
from knowledge.bundled import DATA
from knowledge.dates import read_date

NO_SHEETS = {"manifest.jsonl", "sources.jsonl"}
FAMILIES = {
    "qwen", "qwen-image", "wan", "hunyuan-language", "hunyuan-image", "hunyuan-video",
    "hunyuan-world", "ima", "yuanqi", "doubao", "jimeng", "volcano-engine", "coze", "chatgpt",
    "openai", "gemini", "nano-banana", "claude", "deepseek", "office", "windows", "azure",
    "oracle", "comfyui",
}  # fmt: skip

_SMALL = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen"
    " sixteen"
).split()


@pytest.fixture(scope="module")
def rows() -> list[dict[str, Any]]:
    sheets = [file for file in sorted(DATA.glob("*.jsonl")) if file.name not in NO_SHEETS]
    return [row for file in sheets for row in _read(file)]


def test_every_family_has_a_sheet_and_every_sheet_a_title():
    sheets = {file.stem for file in DATA.glob("*.jsonl")} - {"manifest", "sources"}
    assert sheets >= FAMILIES | {"article", "article-verdicts"}
    assert {row["file"] for row in _read(DATA / "manifest.jsonl")} == {f"{s}.jsonl" for s in sheets}


def test_every_row_reads_alone_with_source_and_date(rows):
    for row in rows:
        assert row["text"].strip()
        assert row["title"].strip()
        assert row["source"].strip()
        assert row["date"] is None or read_date(row["date"]) == row["date"]
        assert row.get("url", "https://").startswith(("https://", "http://"))
        assert row["kind"] in {
            "article_claim",
            "article_summary",
            "verdict",
            "note",
            "evidence",
            "fact",
        }


def test_every_fact_is_in_exactly_one_sheet(rows, shared):
    facts = {fact["id"]: fact for fact in _read(shared / "data/facts.jsonl")}
    count = Counter(row["fact_id"] for row in rows if row["kind"] == "fact")
    # A repetition that is older than what it repeats stands alone: else its day would know nothing.
    repeated = {i for i, fact in facts.items() if "duplicate_of" in fact}
    older = {i for i in repeated if facts[i]["as_of"] < facts[facts[i]["duplicate_of"]]["as_of"]}
    assert set(count) == set(facts) - repeated | older
    assert set(count.values()) == {1}
    merged = {also["fact_id"] for row in rows for also in row.get("also", ())}
    assert merged == repeated - older
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


def test_every_statement_has_its_chinese_with_the_same_figures(rows):
    """The Chinese says no figure that the English lacks; a magnitude may stand for several."""
    scales = [Decimal(10) ** power for power in (0, 3, 6, 9, 12)]
    for row in rows:
        english = (
            row.get("note") if row["kind"] == "verdict" else row.get("paraphrase", row["text"])
        )
        chinese = row.get("note_zh" if row["kind"] == "verdict" else "text_zh")
        assert bool(english) == bool(chinese), row["title"]
        if not (english and chinese):
            continue
        assert re.search(r"[\u4e00-\u9fff]", chinese), chinese
        known = {n * scale for n in _numbers(english) | _number_words(english) for scale in scales}
        assert {q.value for q in find_quantities(chinese)} <= known, (english, chinese)


def test_nothing_of_the_article_or_of_a_vendors_page_is_copied(rows, shared):
    """No run of twelve words of a row stands in the article."""
    article = _words((shared / "data/article.txt").read_text("utf-8"))
    runs = {tuple(article[i : i + 12]) for i in range(len(article))}
    for row in rows:
        own = _words(row["text"])
        assert not any(tuple(own[i : i + 12]) in runs for i in range(len(own) - 11))


def _words(text: str) -> list[str]:
    return "".join(c if c.isalnum() else " " for c in text.lower()).split()


def _numbers(text: str) -> set[Decimal]:
    """Every run of digits, and every amount as the analyst reads it."""
    runs = re.findall(r"\d[\d,]*(?:\.\d+)?", text)
    return {Decimal(run.replace(",", "")) for run in runs} | {
        q.value for q in find_quantities(text)
    }


def _number_words(text: str) -> set[Decimal]:
    words = re.findall(r"[a-z]+", text.lower())
    found = {Decimal(_SMALL.index(word)) for word in words if word in _SMALL}
    found |= {Decimal(2) for word in words if word in ("double", "twice", "second")}
    found |= {Decimal(1) for word in words if word in ("a", "an", "first", "single", "quarter")}
    return found | ({Decimal("1.5")} if "one and a half" in text else set())


def _read(file: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in file.read_text("utf-8").split("\n") if line.strip()]
