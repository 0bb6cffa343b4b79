"""The published rows, held to what the engine reaches on them; skips where they are not mounted."""

import importlib.util
import json
from pathlib import Path
from types import ModuleType

import pytest

from agent.tools.vram import check_rows

SHARED = Path(__file__).parents[5] / "shared"
ROWS = SHARED / "data" / "vram" / "measurements.jsonl"
SCORER = SHARED / "evals" / "score_vram.py"

pytestmark = pytest.mark.skipif(not ROWS.exists() or not SCORER.exists(), reason="rows not mounted")


def load_scorer() -> ModuleType:
    spec = importlib.util.spec_from_file_location("score_vram", SCORER)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.mark.parametrize(
    ("modality", "median", "within10", "near"),
    [(None, 0.015, 0.92, 0.92), ("llm", 0.01, 0.97, 0.98), ("diffusion", 0.035, 0.80, 0.84)],
)
def test_published_rows_stay_within_the_recorded_error(
    modality: str | None, median: float, within10: float, near: float
) -> None:
    rows = [json.loads(line) for line in ROWS.read_text(encoding="utf-8").splitlines()]
    rows = [r for r in rows if r["score"] != "none" and modality in (None, r["modality"])]
    results = {row["id"]: row for row in check_rows(row["request"] for row in rows)}
    scores = load_scorer().metrics(rows, results)
    assert scores["median_abs_err"] <= median
    assert scores["within10"] >= within10
    assert scores["near_verdict"] >= near
    assert scores["coverage"] == 1
    assert scores["inconsistent"] == 0
    assert scores["in_range"] >= 0.9
    assert scores["range_width"] <= 0.4
