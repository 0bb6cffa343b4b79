"""`ask --receipt` and `replay`, as a user calls them."""

import json
from pathlib import Path
from typing import Any

QUESTION = "With 100 million subscribers at $500 a year, what is the revenue?"


def test_a_receipt_is_written_and_replayed(here: Any, tmp_path: Path) -> None:
    file = tmp_path / "out.json"
    assert here("ask", QUESTION, "--json", "--receipt", str(file)).code == 0
    receipt = json.loads(file.read_text("utf-8"))
    assert receipt["question"] == QUESTION and receipt["hash"]
    ran = here("replay", str(file), "--json")
    assert ran.code == 0 and ran.json["same"] is True
    shown = here("replay", str(file))
    assert "figures are the same" in shown.stdout and "Everything is the same." in shown.stdout
    receipt["answer"] = receipt["answer"].replace("$50 billion", "$52 billion")
    file.write_text(json.dumps(receipt), "utf-8")
    ran = here("replay", str(file))
    assert ran.code == 1 and "Not everything is the same." in ran.stdout


def test_what_is_no_receipt_is_one_sentence(here: Any, tmp_path: Path) -> None:
    (tmp_path / "a.json").write_text("[]")
    (tmp_path / "b.json").write_text("no")
    for name, says in (("a.json", "no receipt"), ("b.json", "no JSON"), ("c.json", "be read")):
        ran = here("replay", str(tmp_path / name))
        assert ran.code == 1 and says in ran.last_line and ran.stdout == ""


def test_a_receipt_is_of_one_question(here: Any) -> None:
    ran = here("ask", "--batch-file", "x.jsonl", "--receipt", "y.json")
    assert ran.code == 2 and "--receipt" in ran.last_line


def test_models_says_which_are_ready_and_what_is_missing(here: Any) -> None:
    rows = {row["name"]: row for row in here("models", "--json").json}
    assert rows["offline"]["ready"] and rows["ollama"]["ready"]
    assert not rows["deepseek"]["ready"] and rows["deepseek"]["missing"] == ["DEEPSEEK_API_KEY"]
    assert rows["tencent"]["price"] == "unknown" and rows["offline"]["price"] is None
    table = here("models").stdout
    assert "set DEEPSEEK_API_KEY" in table and "ready if its server runs" in table
