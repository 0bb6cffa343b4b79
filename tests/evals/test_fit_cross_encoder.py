"""What the cross-encoder is trained on, and what is kept of it."""

import json
import lzma
from pathlib import Path

import pytest

from evals import fit_cross_encoder
from evals.fit_cross_encoder import main

QUESTIONS = [
    {"question": "What does a jar of lime honey cost?", "figures": [9.5], "facts": [], "abstain": False},
    {"question": "Who keeps the bees of the school?", "figures": [], "facts": ["Ida Holm"], "abstain": False},
    {"question": "How many hives were stolen?", "figures": [], "facts": [], "abstain": True},
    {"question": "蜂蜜多少钱？", "figures": [9.5], "facts": [], "abstain": False},
]  # fmt: skip


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    documents = tmp_path / "bees" / "documents"
    documents.mkdir(parents=True)
    (documents / "bees.md").write_text(
        "# Honey\n\nA jar of lime honey costs 9.50 crowns. Ida Holm keeps the bees of the school.\n"
    )
    rows = [{**row, "document": "bees.md"} for row in QUESTIONS]
    (tmp_path / "bees" / "questions.jsonl").write_text("\n".join(map(json.dumps, rows)))
    return tmp_path / "bees"


def test_cases_are_english_questions_with_the_statements_that_answer(
    folder: Path, tmp_path: Path
) -> None:
    cases = tmp_path / "cases.jsonl.xz"
    assert main(["--cases", str(cases), "--add", str(folder)]) == 0
    with lzma.open(cases, "rt", encoding="utf-8") as file:
        rows = [json.loads(line) for line in file]
    answering = {
        row["question"]: [s for s, is_right in zip(row["statements"], row["answers"], strict=True) if is_right]
        for row in rows
    }  # fmt: skip
    assert [len(found) for found in answering.values()] == [1, 1, 0]
    assert "9.50 crowns" in answering["What does a jar of lime honey cost?"][0]


def test_training_writes_changes_that_a_model_takes(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    import torch
    from safetensors.torch import load_file

    cases, out = tmp_path / "cases.jsonl.xz", tmp_path / "changes.safetensors"
    main(["--cases", str(cases), "--add", str(folder)])
    monkeypatch.setattr(fit_cross_encoder, "_AT_ONCE", 1)
    monkeypatch.setattr(fit_cross_encoder, "_WARM", 1)
    assert main(["--cases", str(cases), "--rounds", "8", "--rank", "4", "--out", str(out)]) == 0
    kept = load_file(out)
    assert {name for name in kept if name.startswith("head.")} == {"head.weight", "head.bias"}
    left = kept["model.encoder.layer.5.output.dense.weight.left"]
    assert left.shape[1] == 4 and torch.isfinite(left).all() and left.abs().sum() > 0
    assert not any(".layer.0." in name or "embeddings" in name for name in kept)


def test_the_cases_of_the_model_in_use_are_there_to_train_it_again() -> None:
    with lzma.open(fit_cross_encoder.CASES, "rt", encoding="utf-8") as file:
        rows = [json.loads(line) for line in file]
    assert len(rows) > 2000
    assert all(len(row["statements"]) == len(row["answers"]) for row in rows)
