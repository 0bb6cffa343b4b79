"""A report whose figures come from a run of the real modules, with the estimate beside it."""

from dataclasses import replace
from typing import Any

from agent.tools.bilingual import Note
from agent.tools.vram.cache import cache_bytes
from agent.tools.vram.diffusion import is_tiled
from agent.tools.vram.estimate import need_of, rounded
from agent.tools.vram.exact.traced import Traced
from agent.tools.vram.need import GIB, Counted, Need
from agent.tools.vram.runtime import engines
from agent.tools.vram.workload import Workload

_SOLVED = Note(
    "The solved value is the estimate's; this report is traced at that value.",
    "求解值来自估算；本报告在该值处追踪。",
)


def exact_need(
    work: Workload, text: str, *, is_online: bool = False
) -> tuple[Workload, Need, dict[str, Any]]:
    """The workload as it was run, its need by the trace, and the fields `analytic_gib`, `exact`.

    The runtime's overhead (context, free blocks, offload, several cards) is as in the estimate.
    """
    from agent.tools.vram.exact import trace

    work = as_diffusers(work)
    traced = trace(work, text, is_online=is_online)
    estimated = need_of(work)
    work = _counted_weights(work, traced)
    need = need_of(work.changed(counted=_counted(work, traced)))
    analytic = rounded(estimated.device / GIB)
    difference = need.device / estimated.device - 1
    beside = Note(
        f"By arithmetic alone it is {analytic:.1f} GiB; traced, {difference:+.0%}. Steps that "
        "would make it fit are estimated.",
        f"仅按公式估算为 {analytic:.1f} GiB；追踪结果相差 {difference:+.0%}。使其放得下的各步骤均为估算。",
    )
    solved = (_SOLVED,) if "solve" in work.given else ()
    need = replace(
        need.said(*traced.said, beside), cautions=(*need.cautions, *traced.cautions, *solved)
    )
    return work, need, {"analytic_gib": analytic, "exact": _exact(traced, estimated, need)}


def as_diffusers(work: Workload) -> Workload:
    """Where the way of running was ours to choose: diffusers, as near to the maker's as it comes.

    Makers' code differs from the module that is run (32-bit residuals, encoders that leave).
    """
    if not work.as_maker:
        return work
    leaves = work.offload.mode == "none" and work.engine.encoders_leave
    offload = replace(
        work.offload, mode="model" if leaves else work.offload.mode, vae_tiling=is_tiled(work)
    )
    said = Note(
        f"Run in diffusers, whose modules were traced (offload {offload}), as near to the maker's "
        "way on one card as it comes.",
        f"以 diffusers 运行（追踪的即其模块；卸载方式 {offload}），最接近厂商的单卡方式。",
    )
    kept = tuple(n for n in work.assumptions if not n.startswith("Run as its maker"))
    return work.changed(
        engine=engines()["diffusers"], offload=offload, as_maker=False, assumptions=(*kept, said)
    )


def _counted_weights(work: Workload, traced: Traced) -> Workload:
    """A nominal size gives way to the count of the module, where that is the model's own."""
    model = work.model
    is_whole = traced.is_own and not traced.is_part and "language model" in traced.parameters
    if not (model.nominal and is_whole) or model.file_bytes:
        return work
    return work.changed(model=replace(model, params_b=traced.parameters_b, nominal=False))


def _counted(work: Workload, traced: Traced) -> Counted:
    return Counted(traced.alive, _cache(work, traced), is_tiled(work))


def _cache(work: Workload, traced: Traced) -> float | None:
    """The cache at the context: as traced after the prompt, carried on by the kinds of layers.

    Sliding layers of transformers keep the whole prompt until the first new token.
    """
    if traced.cache is None:
        return None
    model, width = work.model, work.kv.bits / 16
    after_prompt = cache_bytes(model, traced.prompt, work.batch, 2)
    at_context = cache_bytes(model, work.context, work.batch, 2)
    if not after_prompt or at_context is None:
        return traced.cache * width * work.context / traced.prompt
    carried = at_context * min(1.0, traced.cache / after_prompt)
    if traced.prompt == work.prompt and work.engine.name in ("any", "transformers"):
        carried = max(carried, traced.cache)
    return carried * width


def _exact(traced: Traced, estimated: Need, need: Need) -> dict[str, Any]:
    """What was run and counted, beside the estimate of the same phases; GiB on the fullest card."""

    def activations(of: Need) -> dict[str, float]:
        return {
            phase.name: rounded(phase.parts.activations / GIB)
            for phase in of.phases
            if phase.name in traced.alive
        }

    return {
        "libraries": traced.libraries,
        "parameters_b": {part: rounded(n / 1e9, 4) for part, n in traced.parameters.items()},
        "activations_gib": activations(need),
        "analytic_activations_gib": activations(estimated),
        "difference": rounded(need.device / estimated.device - 1),
    }
