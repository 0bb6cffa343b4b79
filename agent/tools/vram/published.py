"""Published figures that stand beside an estimate; they never enter it."""

from functools import cache
from typing import Any

from agent.tools.vram.facts import rows
from agent.tools.vram.workload import Workload

_KINDS = {
    "measured_peak": "measured",
    "stated_minimum": "stated minimum",
    "recommended": "recommended",
}
_COUNTS = {
    "allocated": "framework, allocated",
    "reserved": "framework, reserved",
    "device": "driver",
    "weights": "weights only",
    "kv": "cache only",
    "weights+kv": "weights and cache",
    "card": "card size",
}
#: How much a difference matters when looking for the nearest figure.
_WEIGHTS = {"precision": 2.0, "offload": 1.5, "gpus": 1.5, "engine": 0.7, "size": 2.0, "task": 1.0}


def nearest(work: Workload, limit: int = 3) -> list[dict[str, Any]]:
    """The published figures of this model nearest to a workload, with how they differ."""
    known = _by_model().get(work.model.name, ())
    scored = sorted(
        ((_distance(work, row), n, row) for n, row in enumerate(known)), key=lambda s: s[:2]
    )
    chosen: list[dict[str, Any]] = []
    seen: set[tuple[Any, ...]] = set()
    for _, _, row in scored:
        key = (row["figure_gib"], row["source"], row["kind"])
        if key not in seen and len(chosen) < limit:
            seen.add(key)
            chosen.append(_evidence(work, row))
    return chosen


@cache
def _by_model() -> dict[str, tuple[dict[str, Any], ...]]:
    """Rows by canonical model name. Names are resolved once; unknown ones are left out."""
    from agent.tools.vram.catalog import find_model

    by_name: dict[str, list[dict[str, Any]]] = {}
    for row in rows("published"):
        by_name.setdefault(row["request"]["model"], []).append(row)
    table: dict[str, tuple[dict[str, Any], ...]] = {}
    for name, group in by_name.items():
        if model := find_model(name):
            table[model.name] = (*table.get(model.name, ()), *group)
    return table


def _distance(work: Workload, row: dict[str, Any]) -> float:
    asked = row["request"]
    total = 0.0 if row["kind"] == "measured_peak" else 0.4
    total += 1.0 if row["counts"] in ("weights", "kv") else 0.0
    total += 1.0 if row["quality"] != "clean" else 0.0
    for name in _differences(work, asked):
        total += _WEIGHTS.get(name.split(" ")[0], 1.0)
    for mine, theirs in (
        (work.width * work.height, asked.get("width", 0) * asked.get("height", 0)),
        (work.frames, asked.get("frames", 0)),
        (work.context, asked.get("context", 0)),
    ):
        if mine and theirs:
            total += 2.0 * abs(mine - theirs) / max(mine, theirs)
    return total


def _evidence(work: Workload, row: dict[str, Any]) -> dict[str, Any]:
    asked = row["request"]
    said: list[str] = [
        asked.get("task", ""),
        f"{asked['width']} x {asked['height']}" if asked.get("width") else "",
        f"{asked['frames']} frames" if asked.get("frames") else "",
        f"{asked['context']:,} tokens" if asked.get("context") else "",
        asked.get("precision", ""),
        f"offload {asked['offload']}" if asked.get("offload", "none") != "none" else "",
        asked.get("engine", ""),
        f"{asked.get('gpus', 1)} x {asked['gpu']}" if asked.get("gpu") else "",
    ]
    counts = _COUNTS.get(row["counts"])
    differences = _differences(work, asked)
    return {
        "figure_gib": row["figure_gib"],
        "kind": str(_KINDS.get(row["kind"], row["kind"])) + (f" ({counts})" if counts else ""),
        "conditions": ", ".join(text for text in said if text)
        + ("; sum over the cards" if row["over"] == "all cards" else ""),
        "difference": "differs in " + ", ".join(differences) if differences else "",
        "doubt": row.get("doubt"),
        "source": row["source"],
        "date": row["date"],
    }


def _differences(work: Workload, asked: dict[str, Any]) -> list[str]:
    """How the setting of a published figure differs from the one asked for."""
    differences: list[str] = []
    precision = work.precision.name if work.precision else "native"
    theirs = asked.get("precision", "native")
    same = {
        theirs.replace("-int4", "").replace("gguf-", ""),
        work.model.dtype if theirs == "native" else theirs.replace("gguf-", ""),
    }
    if precision not in same and not (precision == "native" and work.model.dtype in same):
        differences.append(f"precision ({theirs})")
    if asked.get("offload", "none") != str(work.offload):
        differences.append(f"offload ({asked.get('offload', 'none')})")
    if asked.get("engine", "any").split("-")[0] not in (work.engine.name.split("-")[0], "any"):
        differences.append(f"engine ({asked['engine']})")
    if asked.get("gpus", 1) != work.gpus:
        differences.append(f"gpus ({asked.get('gpus', 1)})")
    if asked.get("width") and (asked["width"], asked["height"]) not in (
        (work.width, work.height),
        (work.height, work.width),
    ):
        differences.append(f"size ({asked['width']} x {asked['height']})")
    if asked.get("frames", work.frames) != work.frames:
        differences.append(f"frames ({asked['frames']})")
    if asked.get("context", work.context) != work.context:
        differences.append(f"context ({asked['context']:,})")
    return differences
