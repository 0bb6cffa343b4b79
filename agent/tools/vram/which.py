"""The question turned round: which cards run a model, which models a card runs."""

from typing import Any

from agent.tools.vram.cards import cards, read_gpu
from agent.tools.vram.catalog import models
from agent.tools.vram.errors import CannotEstimate
from agent.tools.vram.estimate import need_of
from agent.tools.vram.fit import verdict_of
from agent.tools.vram.names import tokens
from agent.tools.vram.need import GIB
from agent.tools.vram.workload import read_workload


def which_gpus(model: str, **request: Any) -> list[dict[str, Any]]:
    """Cards that run a model in a stated setting, smallest first."""
    rows: list[dict[str, Any]] = []
    work = read_workload(model, None, request)
    if work.model.kind == "closed":
        raise CannotEstimate(f"{work.model.name} publishes no weights; no card runs it.")
    need = need_of(work)
    required, high = need.device / GIB, need.device / GIB * (1 + need.spread)
    for card in sorted(cards(), key=lambda one: (one.memory_gib, one.name)):
        verdict = verdict_of(required, high, card)
        if verdict != "does not fit":
            rows.append(
                {
                    "name": card.name,
                    "memory_gib": card.memory_gib,
                    "available_gib": card.usable_gib,
                    "required_gib": round(required, 2),
                    "verdict": verdict,
                    "date": card.date,
                }
            )
    return rows


def which_models(gpu: str, family: str | None = None, **request: Any) -> list[dict[str, Any]]:
    """Models, of one family or of all, that run on a card, largest first."""
    card = read_gpu(gpu)
    wanted = "".join(tokens(family)) if family else ""
    rows: list[dict[str, Any]] = []
    for model in models():
        names = ("".join(tokens(model.family)), "".join(tokens(model.name)))
        if wanted and not any(name.startswith(wanted) for name in names):
            continue
        need = need_of(work := read_workload(model, card, dict(request)))
        required, high = need.device / GIB, need.device / GIB * (1 + need.spread)
        verdict = verdict_of(required, high, card)
        if verdict != "does not fit":
            rows.append(
                {
                    "name": model.name,
                    "kind": model.kind,
                    "params_b": model.params_b,
                    "precision": work.precision.name if work.precision else model.dtype,
                    "required_gib": round(required, 2),
                    "verdict": verdict,
                }
            )
    if (
        wanted
        and not rows
        and not any(
            "".join(tokens(m.family)).startswith(wanted)
            or "".join(tokens(m.name)).startswith(wanted)
            for m in models()
        )
    ):
        raise CannotEstimate(f"Unknown family {family!r}.", "For example Qwen3, Wan2.2, FLUX.1.")
    return sorted(rows, key=lambda row: -(row["params_b"] or 0))
