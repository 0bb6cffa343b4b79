"""What a model needs in a stated setting, by arithmetic alone; no published figure enters here."""

from dataclasses import replace
from typing import Any

from agent.tools.bilingual import Note
from agent.tools.vram.diffusion import NOT_POOLED, pipeline_need
from agent.tools.vram.need import GIB, Need, Phase
from agent.tools.vram.runtime import Parallel, find_offload
from agent.tools.vram.staged import staged_need
from agent.tools.vram.transformer import language_need
from agent.tools.vram.workload import Workload

_MORE_ON_EACH = Note(
    "Each card runs the whole, as one card does: split as the maker's code can, each would need "
    "more.",
    "每张卡各自运行完整流水线，与单卡相同：按厂商代码拆分时每张卡反而需要更多。",
)


def need_of(work: Workload) -> Need:
    """Memory of a workload; where its runtime loads in part what a card cannot hold, the card is
    filled: what it takes whole (`resident`) and the least that it runs in stand beside."""
    work = work.on_unified_memory()
    whole = _whole(work)
    if not _loads_in_part(work) or _has_room(work, whole):
        return whole
    streamed = replace(work.offload, mode="block")
    least = _whole(work.changed(offload=streamed))
    if not _has_room(work, least):
        least = _whole(work.changed(offload=replace(streamed, vae_tiling=True)))
    least = replace(least, resident=whole.device, least=least.device)
    return _filled(least, whole, work) if _has_room(work, least) else least


def _filled(least: Need, whole: Need, work: Workload) -> Need:
    """The same on a card that its runtime fills: with weights, up to the whole of them, then with
    the decode that it tries whole before it does so in tiles."""
    room = work.card.usable_gib * GIB * (1 - 1e-9) if work.card else 0.0
    phases: list[Phase] = []
    for phase, full in zip(least.phases, whole.phases, strict=True):
        space = min(full.reserved + whole.outside, room) - phase.reserved - least.outside
        more = max(0.0, min(space, full.parts.weights - phase.parts.weights))
        parts = replace(phase.parts, weights=phase.parts.weights + more)
        phases.append(Phase(phase.name, parts, phase.slack + max(0.0, space - more)))
    filled = replace(least, phases=tuple(phases))
    return replace(filled, all_cards=filled.peak.parts.times(work.gpus))


def with_parallel(work: Workload) -> Workload:
    """The maker's code splits a video pipeline over cards (FSDP, sequence parallel) by itself."""
    if work.parallel or work.gpus == 1 or work.engine.name != "official":
        return work
    if work.model.storage != "fp32":
        return work.changed(parallel=Parallel(weights=1, tokens=work.gpus))
    return work.changed(parallel=Parallel(weights=work.gpus, tokens=work.gpus))


def _whole(work: Workload) -> Need:
    if work.model.stages:
        return staged_need(work)
    if work.model.parts:
        return _on_each_card(work)
    return language_need(work)


def _on_each_card(work: Workload) -> Need:
    """A pipeline on several cards: as asked; where nothing is asked the less of the maker's way
    to split it and of each card running the whole, as one card does."""
    if _takes_turns(work):
        return _in_turn(work)
    split = with_parallel(work)
    need = pipeline_need(split)
    if work.gpus == 1 or work.parallel:
        return need
    alone = pipeline_need(_alone(work))
    if alone.device <= need.device:
        every = alone.all_cards.times(work.gpus)
        alone = replace(alone, all_cards=every, cautions=(NOT_POOLED,))
        return alone.said(_MORE_ON_EACH) if split.parallel else alone
    sharded = bool(split.parallel and split.parallel.weights > 1)
    return need.said(
        Note(
            f"The work is split over the {work.gpus} cards as the maker's code does: "
            + ("tokens and weights." if sharded else "tokens; each card keeps all weights."),
            f"按厂商代码把工作拆到 {work.gpus} 张卡："
            + ("拆分 token 与权重。" if sharded else "拆分 token，每张卡保留全部权重。"),
        )
    )


def _takes_turns(work: Workload) -> bool:
    """Whether each card holds layers of its own: as asked (PP), or as the maker's code loads it."""
    if work.parallel:
        return work.parallel.stages == work.gpus > 1
    is_makers_way = work.engine.name in ("any", "official", "transformers")
    return work.gpus > 1 and work.model.device_map == "auto" and is_makers_way


def _in_turn(work: Workload) -> Need:
    """Whole layers on each card; over all cards nothing is held twice."""
    split = Parallel(weights=work.gpus, stages=work.gpus)
    need = pipeline_need(work.changed(parallel=work.parallel or split))
    need = replace(need, all_cards=pipeline_need(work.changed(gpus=1, parallel=None)).all_cards)
    if work.parallel:
        return need
    return need.said(
        Note(
            f"The layers are spread over the {work.gpus} cards, which take turns, as the maker's "
            'code does (`device_map="auto"`).',
            f'各层分布在 {work.gpus} 张卡上，依次计算，厂商代码即如此（`device_map="auto"`）。',
        )
    )


def _alone(work: Workload) -> Workload:
    """The same on one card, where the maker's code offloads as it does there unless told."""
    maker = work.model.maker
    is_makers_own = work.engine.name == "official" and "engine" not in (maker or {})
    if not is_makers_own or "offload" in work.given or maker is None:
        return work.changed(gpus=1)
    return work.changed(gpus=1, offload=find_offload(maker["offload"]))


def _loads_in_part(work: Workload) -> bool:
    """Whether the runtime, left to itself, keeps in main memory what the card cannot hold."""
    left_alone = work.offload.mode in ("none", "auto") and work.card is not None
    apart = work.card is not None and not work.card.unified
    return work.engine.loads_in_part and left_alone and apart and bool(work.model.parts)


def _has_room(work: Workload, need: Need) -> bool:
    return work.card is not None and need.device / GIB <= work.card.usable_gib


def rounded(value: Any, digits: int = 3) -> Any:
    """Numbers of a result rounded for people; everything else unchanged."""
    if isinstance(value, float):
        return round(value, digits)
    if isinstance(value, dict):
        return {key: rounded(item, digits) for key, item in value.items()}  # pyright: ignore[reportUnknownVariableType]
    if isinstance(value, list | tuple):
        return [rounded(item, digits) for item in value]  # pyright: ignore[reportUnknownVariableType]
    return value
