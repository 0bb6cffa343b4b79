"""Memory of 3D and audio pipelines, whose stages run one after another at a fixed size."""

from typing import Any

from agent.tools.bilingual import Note, join
from agent.tools.vram.formats import formats
from agent.tools.vram.need import GIB, Need, Parts, Phase
from agent.tools.vram.weights import layer_bytes
from agent.tools.vram.words import term
from agent.tools.vram.workload import Workload


def staged_need(work: Workload) -> Need:
    """One phase a stage; without offloading every stage asked for is resident throughout."""
    stages = _asked(work)
    sizes = [_stage_bytes(work, stage) for stage in stages]
    phases: list[Phase] = []
    for stage, size in zip(stages, sizes, strict=True):
        weights = sum(sizes)
        if work.offload.mode in ("model", "auto"):
            weights = size
        elif work.offload.mode != "none":
            weights = layer_bytes(size, 24)
        alive = stage["activations_gib"] * GIB * work.batch
        phases.append(Phase(stage["name"], Parts(weights, 0.0, alive), work.engine.slack * alive))
    peak = max(phases, key=lambda phase: phase.reserved).parts
    names = join((term(stage["name"]) for stage in stages), ", then ", "，然后是")
    return Need(
        phases=tuple(phases),
        all_cards=peak.times(work.gpus),
        outside=work.engine.context_gib * GIB,
        spread=0.35,
        assumptions=(
            Note(f"Stages: {names}.", f"阶段：{names.zh}。"),
            Note(
                "The activations of these stages are a rule of thumb at the default size.",
                "这些阶段的激活量是默认尺寸下的经验估计。",
            ),
        ),
    )


def _asked(work: Workload) -> list[dict[str, Any]]:
    """The stages the task names ("texture"); all of them where it names none or several."""
    stages, task = work.model.stages, work.task.lower()
    named = [stage for stage in stages if stage["name"] in task]
    if not named and "paint" in task:
        named = [stage for stage in stages if stage["name"] == "texture"]
    return named or stages


def _stage_bytes(work: Workload, stage: dict[str, Any]) -> float:
    fmt = work.precision or formats().get(work.model.dtype, formats()["bf16"])
    return sum(params for _, params in stage["parts"]) * 1e9 * fmt.bits / 8
