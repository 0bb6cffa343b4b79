"""A language model that does not fit: experts or whole layers stay in main memory, so many as must."""

import math
from collections.abc import Iterator
from dataclasses import replace

from agent.tools.bilingual import Note
from agent.tools.vram.estimate import need_of
from agent.tools.vram.formats import find_format
from agent.tools.vram.need import GIB
from agent.tools.vram.quantising import GGUF_ENGINES
from agent.tools.vram.runtime import engines
from agent.tools.vram.step import Step, flags, settable
from agent.tools.vram.transformer import formats_native, on_card
from agent.tools.vram.verdict import HEADROOM
from agent.tools.vram.weights import language_bytes
from agent.tools.vram.workload import Workload

_MOST_ON_CARD = 0.75
"""Share of the layers on the card from which wider weights are worth their slower run."""
_FOUR_BITS = 5.0
"""Bits a weight up to which any number of layers may leave: people make files that small first."""

_MOST_MEMORY_GIB = 768
"""Main memory of a server with twelve modules of 64 GB."""


@settable
def experts_on_cpu(work: Workload) -> Iterator[Step]:
    """The fewest layers whose experts the CPU has to compute; all of them where none are enough."""
    run = _in_llama_cpp(work)
    if not work.model.experts or not _may_leave(work) or run.engine.name != "llama.cpp":
        return
    layers = work.model.layers or 0
    whole, least = (_over(_with_experts_away(run, n)) for n in (run.model.first_dense, layers))
    counted = max(1, layers - run.model.first_dense)
    share = 1.0 if least > 0 or whole <= least else max(0.0, whole) / (whole - least)
    count = min(layers, max(1, run.model.first_dense + math.ceil(share * counted)))
    changed = _with_experts_away(run, count)
    if not _is_usual(changed, 1 - count / layers):
        return
    yield Step(
        Note("experts of some layers on the CPU", "部分层的专家放到 CPU"),
        changed,
        _slower(_away_gib(changed)),
        flags("experts", changed, value=count),
    )


@settable
def layers_on_cpu(work: Workload) -> Iterator[Step]:
    """The most layers that the card holds, the others in main memory."""
    run = _in_llama_cpp(work)
    layers = work.model.layers or 0
    if not _may_leave(work) or run.engine.name == "mlx":
        return
    least, whole = (_over(_with_layers(run, n)) for n in (0, layers))
    if least >= 0 or whole <= least:
        return
    count = min(layers, math.floor(-least / (whole - least) * layers))
    if count < 1:
        return
    changed = _with_layers(run, count)
    if not _is_usual(changed, count / layers):
        return
    away = _away_gib(changed)
    computed = run.engine.name in GGUF_ENGINES
    yield Step(
        Note("some layers on the CPU", "部分层放到 CPU")
        if computed
        else Note("some layers streamed from main memory", "部分层放在内存，逐层送入显卡"),
        changed,
        _slower(away),
        flags("layers", changed, value=count, away=math.ceil(away * GIB / 1e9)),
    )


def is_unified(work: Workload) -> bool:
    """Whether main memory is the card's own: moving a part there frees nothing."""
    return work.card is not None and work.card.unified


def _may_leave(work: Workload) -> bool:
    """Whether the weights may leave the card: of a language model whose layers are known."""
    is_language = not work.model.parts and not work.model.stages
    is_whole = work.offload.mode == "none" and work.offload.card_layers is None
    known = bool(work.model.layers and work.card)
    return is_language and is_whole and known and not is_unified(work)


def _is_usual(work: Workload, share: float) -> bool:
    """Whether people run it so: weights made small before much of them leaves the card, and no more
    in main memory than a machine has."""
    fmt = work.precision or formats_native(work.model)
    bits = 8 * language_bytes(work.model, fmt) / (1e9 * (work.model.params_b or 1))
    is_small = bits <= _FOUR_BITS or share >= _MOST_ON_CARD
    return is_small and _away_gib(work) <= _MOST_MEMORY_GIB


def _in_llama_cpp(work: Workload) -> Workload:
    """A workload as llama.cpp runs it, where no other runtime is asked for and its format allows."""
    fmt = work.precision or formats_native(work.model)
    runs = fmt.is_gguf or not fmt.is_quantised or "mxfp4" in fmt.name
    if work.engine.name != "any" or not runs:
        return work
    return moved_to_llama_cpp(work)


def moved_to_llama_cpp(work: Workload) -> Workload:
    """The same in llama.cpp, whose cache of 8 bits is q8_0."""
    is_ours = work.kv.name == "fp8" and "kv_precision" not in work.given
    kv = find_format("q8_0") if is_ours else work.kv
    return work.changed(engine=engines()["llama.cpp"], kv=kv)


def _with_experts_away(work: Workload, layers: int) -> Workload:
    return work.changed(offload=replace(work.offload, cpu_experts=layers))


def _with_layers(work: Workload, layers: int) -> Workload:
    return work.changed(offload=replace(work.offload, card_layers=layers))


def _over(work: Workload) -> float:
    """GiB above what fits without doubt; it falls evenly with the layers that leave."""
    usable = work.card.usable_gib if work.card else 0.0
    need = need_of(work)
    return need.device / GIB - usable * min(1 - HEADROOM, 1 / (1 + need.spread))


def _away_gib(work: Workload) -> float:
    """GiB of weights in main memory."""
    fmt = work.precision or formats_native(work.model)
    whole = language_bytes(work.model, fmt)
    return (whole - on_card(work, fmt, whole)) / GIB


def _slower(away: float) -> Note:
    return Note(
        f"no loss; several times slower; {away:.1f} GiB in main memory",
        f"无损失；慢数倍；{away:.1f} GiB 放在内存",
    )
