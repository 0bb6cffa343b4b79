"""How far a solved value goes with the changes that cost little: what the ladder reaches."""

from collections.abc import Sequence
from typing import Any

from agent.tools.bilingual import join
from agent.tools.vram.changes import KEEPING, cache_in, smaller_cache
from agent.tools.vram.estimate import need_of
from agent.tools.vram.formats import find_format
from agent.tools.vram.ladder import Made, again
from agent.tools.vram.need import GIB
from agent.tools.vram.quantising import is_pipeline
from agent.tools.vram.solve import solve
from agent.tools.vram.workload import Workload

_LITTLE_LOSS_BITS = 4.15
"""Bits a weight from which a format loses little: those of an AWQ build, the smallest of them."""


def reach(work: Workload, solved: dict[str, Any]) -> dict[str, Any] | None:
    """What was solved for, once more with offload, tiling and smaller weights.

    None where the value as it is comes up to what the request asks or the model's default is, or
    where no change goes further.
    """
    if solved["name"] == "precision":
        return _finer_weights(work, solved)
    name, target = solved["name"], _target(work, solved["name"])
    value = solved["value"] or 0
    if not target or value >= target:
        return None
    made = _until_reached(work, name, target)
    if not made or (best := _value(made[-1][1].work, name)) <= value:
        return None
    made = _needed(work, made, name, min(target, best))
    found, at = solve(made[-1][1].work, name)
    return {
        **{key: found[key] for key in ("models_default",) if key in found},
        "value": found["value"],
        **{side: found[side] for side in ("width", "height") if side in found},
        "changes": join([step.change for _, step in made], " + ", " + "),
        "required_gib": round(need_of(at).device / GIB, 2),
    }


def _finer_weights(work: Workload, solved: dict[str, Any]) -> dict[str, Any] | None:
    """The weights that fit beside a cache of 8 bits, which loses less than weights of 3 or 2 do."""
    if is_pipeline(work) or _bits(solved) >= _LITTLE_LOSS_BITS:
        return None
    for step in smaller_cache(work):
        found, at = solve(step.work, "precision")
        if _bits(found) > _bits(solved):
            gib = round(need_of(at).device / GIB, 2)
            return {"value": found["value"], "changes": cache_in(at.kv.name), "required_gib": gib}
    return None


def _bits(solved: dict[str, Any]) -> float:
    return find_format(solved["value"]).bits if solved["value"] else 0.0


def _target(work: Workload, name: str) -> int:
    """What the request asks, or the model's default is; 0 where reaching further means nothing."""
    asked = {
        "context": work.context,
        "batch": work.batch,
        "frames": work.frames,
        "resolution": work.height,
    }
    return asked.get(name, 0)


def _until_reached(work: Workload, name: str, target: int) -> list[Made]:
    """The changes in order, each on top of those before, up to those that reach the target."""
    made: list[Made] = []
    current = work
    for make in KEEPING[is_pipeline(work)]:
        for step in make(current):
            if need_of(step.work).device >= need_of(current).device:
                continue
            current = step.work
            made = [*(pair for pair in made if pair[0] is not make), (make, step)]
            if _value(current, name) >= target:
                return made
    return made


def _needed(work: Workload, made: Sequence[Made], name: str, least: int) -> list[Made]:
    """Without the changes that the value is reached without."""
    kept = list(made)
    for one in reversed(made):
        fewer = again(work, [pair for pair in kept if pair[1].change != one[1].change])
        if fewer and _value(fewer[-1][1].work, name) >= least:
            kept = fewer
    return kept


def _value(work: Workload, name: str) -> int:
    return solve(work, name)[0]["value"] or 0
