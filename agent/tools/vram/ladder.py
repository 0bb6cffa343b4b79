"""What makes it fit: changes in order of how little they cost, each with its new figure."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import Any, NamedTuple

from agent.tools.vram.cards import Card, cards
from agent.tools.vram.formats import find_format
from agent.tools.vram.need import GIB, Need
from agent.tools.vram.runtime import engines
from agent.tools.vram.workload import Workload

Needs = Callable[[Workload], Need]


class Step(NamedTuple):
    """One change: the workload after it, what it costs, and how a runtime does it."""

    change: str
    work: Workload
    cost: str
    how: str


def ladder(work: Workload, need_of: Needs, limit: int = 8) -> list[dict[str, Any]]:
    """Changes that lower the figure, least loss first, each on top of those before it.

    It ends with the first that fits; a larger card closes it.
    """
    options: list[dict[str, Any]] = []
    lowest = need_of(work).device
    current = work
    for make in _LANGUAGE if not (work.model.parts or work.model.stages) else _PIPELINE:
        for step in make(current):
            device = need_of(step.work).device
            if device >= 0.995 * lowest:
                continue
            lowest, current = device, step.work
            options.append(_row(step, device, work.card))
            if options[-1]["fits"] or len(options) == limit:
                break
        if options and (options[-1]["fits"] or len(options) == limit):
            break
    if bigger := _bigger_card(work, need_of):
        options.append(bigger)
    return options


def _row(step: Step, device: float, card: Card | None) -> dict[str, Any]:
    return {
        "change": step.change,
        "required_gib": round(device / GIB, 2),
        "fits": card is not None and device / GIB <= card.usable_gib,
        "cost": step.cost,
        "how": step.how,
    }


def _cache_precision(work: Workload) -> Iterator[Step]:
    if work.kv.bits > 8:
        yield Step(
            "cache in fp8",
            work.changed(kv=find_format("fp8")),
            "hardly any loss",
            "a runtime's cache type: fp8 in vLLM, q8_0 in llama.cpp",
        )


def _chunked(work: Workload) -> Iterator[Step]:
    if work.engine.prefill_chunk is None and work.prompt > 2048:
        yield Step(
            "read the prompt in pieces of 2,048 tokens",
            work.changed(prompt=2048),
            "no loss; the first token comes a little later",
            "chunked prefill, the default of vLLM and llama.cpp",
        )


def _weights(names: tuple[str, ...], where: str) -> Callable[[Workload], Iterator[Step]]:
    costs = {
        "fp8": "hardly any loss",
        "int8": "hardly any loss",
        "q6_k": "hardly any loss",
        "awq": "a small loss of quality",
        "q4_k_m": "a small loss of quality",
        "nf4": "a visible loss in fine detail",
        "iq3_m": "a clear loss of quality",
    }

    def steps(work: Workload) -> Iterator[Step]:
        now = work.precision.bits if work.precision else 16.0
        native = 4.5 if "fp4" in work.model.dtype else 8.0 if "fp8" in work.model.dtype else 16.0
        for name in names:
            fmt = find_format(name)
            if fmt.bits < min(now, native if work.precision is None else now) - 0.5:
                yield Step(
                    f"weights in {name}",
                    work.changed(precision=fmt, parts={}),
                    costs[name],
                    f"{where}: {name}",
                )

    return steps


def _context(work: Workload) -> Iterator[Step]:
    for context in (32768, 16384, 8192, 4096):
        if context < work.context:
            yield Step(
                f"context of {context:,} tokens",
                work.changed(context=context, prompt=min(work.prompt, context)),
                "earlier text is forgotten sooner",
                "the runtime's longest sequence",
            )


def _layers_on_cpu(work: Workload) -> Iterator[Step]:
    if work.offload.mode == "none" and not work.model.stages:
        yield Step(
            "layers streamed from main memory",
            _offloaded(work, "block"),
            "many times slower",
            "layers kept on the CPU (llama.cpp), device map with offload (transformers)",
        )


def _batch(work: Workload) -> Iterator[Step]:
    if work.batch > 1:
        yield Step("batch 1", work.changed(batch=1), "one result at a time", "the batch size")


def _offload(mode: str, cost: str, how: str) -> Callable[[Workload], Iterator[Step]]:
    ranks = ("none", "model", "auto", "group", "block", "sequential")

    def steps(work: Workload) -> Iterator[Step]:
        if ranks.index(work.offload.mode) < ranks.index(mode):
            yield Step(f"offload: {mode}", _offloaded(work, mode), cost, how)

    return steps


def _tiling(work: Workload) -> Iterator[Step]:
    if not work.offload.vae_tiling and work.model.parts:
        yield Step(
            "decode the picture in tiles",
            _with(work, vae_tiling=True),
            "slower decoding; seams are rare",
            "VAE tiling",
        )


def _text_on_cpu(work: Workload) -> Iterator[Step]:
    if not work.offload.t5_cpu and any(part["role"] == "t5" for part in work.model.parts):
        yield Step(
            "text encoder on the CPU",
            _with(work, t5_cpu=True),
            "some seconds a prompt",
            "T5 on the CPU",
        )


def _frames(work: Workload) -> Iterator[Step]:
    for frames in (81, 61, 33):
        if frames < work.frames:
            yield Step(f"{frames} frames", work.changed(frames=frames), "a shorter clip", "frames")


def _smaller(work: Workload) -> Iterator[Step]:
    sides = ((1280, 720), (960, 544), (832, 480)) if work.frames > 1 else ((1024, 1024), (768, 768))
    for wide, high in sides:
        if wide * high < work.width * work.height:
            size = (wide, high) if work.width >= work.height else (high, wide)
            yield Step(
                f"size {size[0]} x {size[1]}",
                work.changed(width=size[0], height=size[1]),
                "less detail",
                "width and height",
            )


def _leaner_runtime(work: Workload) -> Iterator[Step]:
    if work.engine.name == "official" and work.model.parts:
        offload = replace(
            work.offload,
            mode="model" if work.offload.mode == "none" else work.offload.mode,
            vae_tiling=True,
        )
        yield Step(
            "run it in diffusers or ComfyUI, parts on the card in turn, decoding in tiles",
            work.changed(engine=engines()["diffusers"], offload=offload),
            "no loss; a few seconds a run",
            "a 16-bit pipeline with model offload and VAE tiling",
        )


_LANGUAGE = (
    _batch,
    _chunked,
    _cache_precision,
    _weights(("fp8", "awq"), "a quantised build"),
    _context,
    _weights(("iq3_m",), "a GGUF file"),
    _layers_on_cpu,
)
_PIPELINE = (
    _leaner_runtime,
    _tiling,
    _offload("model", "a few seconds a run", "model offload: one part on the card at a time"),
    _text_on_cpu,
    _weights(("fp8",), "8-bit weights"),
    _batch,
    _offload("group", "slower", "group offload or block swap: a few blocks at a time"),
    _weights(("nf4",), "4-bit weights (bitsandbytes), or a GGUF file"),
    _frames,
    _smaller,
    _offload("sequential", "many times slower", "sequential offload: layer by layer"),
)


def _bigger_card(work: Workload, need_of: Needs) -> dict[str, Any] | None:
    """The smallest current card that runs the request unchanged."""
    device = need_of(work).device / GIB
    fitting = [
        card
        for card in cards()
        if card.usable_gib >= 1.05 * device and card.kind == "cuda" and (card.date or "") > "2020"
    ]
    if not fitting or (work.card and device <= work.card.usable_gib):
        return None
    card = min(fitting, key=lambda one: (one.memory_gib, one.name))
    return {
        "change": f"another card, from {card.memory_gib:g} GB ({card.name})",
        "required_gib": round(device, 2),
        "fits": True,
        "cost": "no loss",
        "how": "a larger card",
    }


def _offloaded(work: Workload, mode: str) -> Workload:
    return _with(work, mode=mode)


def _with(work: Workload, **switches: Any) -> Workload:
    return work.changed(offload=replace(work.offload, **switches))
