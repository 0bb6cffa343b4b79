"""What a model needs in a stated setting, by arithmetic alone; no published figure enters here."""

from typing import Any

from agent.tools.vram.diffusion import pipeline_need
from agent.tools.vram.need import Need
from agent.tools.vram.staged import staged_need
from agent.tools.vram.transformer import language_need
from agent.tools.vram.workload import Workload


def need_of(work: Workload) -> Need:
    """Memory of a workload, by the kind of its model."""
    if work.model.stages:
        return staged_need(work)
    if work.model.parts:
        return pipeline_need(with_parallel(work))
    return language_need(work)


def with_parallel(work: Workload) -> Workload:
    """The maker's code splits a Wan pipeline over cards (FSDP, sequence parallel) by itself."""
    from agent.tools.vram.runtime import Parallel

    if work.parallel or work.gpus == 1 or work.engine.name != "official":
        return work
    if work.model.storage != "fp32":
        return work.changed(parallel=Parallel(weights=1, tokens=work.gpus))
    return work.changed(parallel=Parallel(weights=work.gpus, tokens=work.gpus))


def rounded(value: Any, digits: int = 3) -> Any:
    """Numbers of a result rounded for people; everything else unchanged."""
    if isinstance(value, float):
        return round(value, digits)
    if isinstance(value, dict):
        return {key: rounded(item, digits) for key, item in value.items()}  # pyright: ignore[reportUnknownVariableType]
    if isinstance(value, list | tuple):
        return [rounded(item, digits) for item in value]  # pyright: ignore[reportUnknownVariableType]
    return value
