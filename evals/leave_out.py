"""Image and video families as if nobody had measured them: `python -m evals.leave_out ROWS`.

ROWS is a file of published figures as `../shared/data/vram/measurements.jsonl`. For each family the
laws of its classes are replaced by what tracing alone gives: what was read off a maker's published
differences is dropped, and with `--generic` the classes count as unknown altogether.
"""

import argparse
import importlib.util
import json
from collections import defaultdict
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from types import ModuleType
from typing import Any

from agent.tools.vram import check_rows
from agent.tools.vram.catalog import find_model
from agent.tools.vram.facts import table

SCORER = Path(__file__).parents[2] / "shared" / "evals" / "score_vram.py"


def main() -> None:
    """Print one line a family and one for all."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n")[0])
    parser.add_argument("rows", type=Path)
    parser.add_argument("--scorer", type=Path, default=SCORER)
    parser.add_argument("--generic", action="store_true", help="classes are unknown altogether")
    asked = parser.parse_args()
    scorer = load(asked.scorer)
    families = read_families(asked.rows)
    results: dict[str, Any] = {}
    for family, rows in sorted(families.items()):
        results |= left_out(rows, asked.generic)
        print(f"{family:18}", line(scorer.metrics(rows, results)))
    every = [row for rows in families.values() for row in rows]
    print(f"{'all':18}", line(scorer.metrics(every, results)))


def read_families(path: Path) -> dict[str, list[dict[str, Any]]]:
    """Scored image and video rows by family."""
    families: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for text in path.read_text(encoding="utf-8").splitlines():
        row = json.loads(text)
        if row["modality"] == "diffusion" and row["score"] != "none":
            families[row["family"]].append(row)
    return families


def left_out(rows: list[dict[str, Any]], is_generic: bool) -> dict[str, Any]:
    """Results by id, with the family's classes known from tracing alone or not at all."""
    found = [find_model(row["request"]["model"]) for row in rows]
    classes = {
        "dit": {model.dit_class for model in found if model},
        "vae": {model.vae_class for model in found if model} - {"none"},
    }
    with unmeasured(classes, is_generic):
        return {result["id"]: result for result in check_rows(row["request"] for row in rows)}


@contextmanager
def unmeasured(classes: dict[str, set[str]], is_generic: bool) -> Iterator[None]:
    """Laws without anything that was read off a published figure."""
    laws = table("activations")
    kept = {kind: dict(laws[kind]) for kind in classes}
    for kind, names in classes.items():
        for name in names & laws[kind].keys():
            if is_generic:
                del laws[kind][name]
            else:
                law = laws[kind][name]
                laws[kind][name] = {k: v for k, v in law.items() if not k.startswith("maker_")}
    try:
        yield
    finally:
        for kind in classes:
            laws[kind].clear()
            laws[kind].update(kept[kind])


def line(scores: dict[str, Any]) -> str:
    """The figures of issue 5's bars; rows without a figure of their own have verdicts only."""
    names = ("median_abs_err", "within10", "near_verdict", "in_range", "range_width")
    told = (f"{name}={100 * scores[name]:.1f}%" for name in names)
    return " ".join(told).replace("nan%", "n/a") + f" n={scores['n']}"


def load(path: Path) -> ModuleType:
    """The shared scorer as a module."""
    spec = importlib.util.spec_from_file_location("score_vram", path)
    if spec is None or spec.loader is None:
        raise SystemExit(f"No scorer at {path}.")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


if __name__ == "__main__":
    main()
