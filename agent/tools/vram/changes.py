"""The changes that lower a figure, from the least loss to the most, and what each costs."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import Any

from agent.tools.bilingual import Note
from agent.tools.vram.facts import table
from agent.tools.vram.fewer import fewer_frames, smaller_batch
from agent.tools.vram.formats import Format, find_format
from agent.tools.vram.laws import law_of
from agent.tools.vram.mac import larger_share
from agent.tools.vram.main_memory import (
    experts_on_cpu,
    is_unified,
    layers_on_cpu,
    moved_to_llama_cpp,
)
from agent.tools.vram.need import GIB
from agent.tools.vram.quantising import (
    GGUF_ENGINES,
    HARDLY,
    cost_of,
    is_pipeline,
    smaller_formats,
)
from agent.tools.vram.runtime import engines
from agent.tools.vram.step import NO_LOSS, Step, flags, settable
from agent.tools.vram.support import generation
from agent.tools.vram.transformer import formats_native
from agent.tools.vram.weights import language_bytes
from agent.tools.vram.workload import Workload

_MUCH_SLOWER = Note("many times slower", "慢很多倍")
_FLAG_OF = {
    "fp8": "fp8",
    "awq": "awq",
    "gptq-int8": "gptq",
    "gptq-int4": "gptq",
    "nf4": "nf4",
    "mlx-8bit": "fp8",
    "mlx-4bit": "awq",
}
_CACHE_IN_16_BITS = 16
_STAGE_AFTER_STAGE = Note(
    "offload: model, one stage on the card after the other",
    "卸载方式改为 model，各阶段依次上卡，不同时驻留",
)
#: Lengths tried, each a half or three quarters of the one before.
_CONTEXTS = (131072, 98304, 65536, 49152, 32768, 24576, 16384, 12288, 8192, 6144, 4096)


@settable
def smaller_cache(work: Workload) -> Iterator[Step]:
    """The cache in 8 bits, in the format that the runtime has."""
    if work.kv.bits < _CACHE_IN_16_BITS:
        return
    name = "q8_0" if work.engine.name in GGUF_ENGINES else "fp8"
    yield Step(
        cache_in(name),
        work.changed(kv=find_format(name)),
        HARDLY,
        flags("cache", work),
    )


def cache_in(name: str) -> Note:
    """The change in words."""
    return Note(f"cache in {name}", f"缓存改用 {name}")


@settable
def _chunked(work: Workload) -> Iterator[Step]:
    if work.engine.prefill_chunk is None and work.prompt > 2048:
        yield Step(
            Note("read the prompt in pieces of 2,048 tokens", "每次读入 2,048 个 token 的提示词"),
            work.changed(prompt=2048),
            Note("no loss; the first token comes a little later", "无损失；首个 token 稍晚"),
            flags("chunks", work),
        )


def _weights(*, with_clear_loss: bool) -> Callable[[Workload], Iterator[Step]]:
    """Weights in each smaller format, the least loss first."""

    @settable
    def steps(work: Workload) -> Iterator[Step]:
        for fmt in smaller_formats(work, with_clear_loss=with_clear_loss):
            changed = _in_format(work, fmt)
            moved = (
                "" if changed.engine == work.engine or work.engine.name == "any" else "llama.cpp"
            )
            yield Step(
                Note(
                    f"weights in {fmt.name}" + (f", run in {moved}" if moved else ""),
                    f"权重改用 {fmt.name}" + (f"，在 {moved} 中运行" if moved else ""),
                ),
                changed,
                cost_of(fmt.name, work),
                flags(_flag_of(fmt, work), changed, value=fmt.name.upper()),
            )

    return steps


def _in_format(work: Workload, fmt: Format) -> Workload:
    """The weights in another format; a GGUF file of a language model runs in llama.cpp's kin."""
    changed = work.in_format(fmt)
    if fmt.is_gguf and not is_pipeline(work) and changed.engine.name not in GGUF_ENGINES:
        changed = moved_to_llama_cpp(changed)
    return changed


def _flag_of(fmt: Format, work: Workload) -> str:
    if fmt.name == "fp8" and not is_pipeline(work) and not _loads_wide(work):
        return "fp8_build"
    has_bf16 = work.card is None or generation(work.card) != "older"
    if not has_bf16 and f"{_FLAG_OF.get(fmt.name)}_half" in table("flags")["changes"]:
        return f"{_FLAG_OF[fmt.name]}_half"
    return _FLAG_OF.get(fmt.name, "gguf_picture" if is_pipeline(work) else "gguf")


def _loads_wide(work: Workload) -> bool:
    """Whether the files fit as they are: a server that quantises them itself loads them first."""
    whole = language_bytes(work.model, formats_native(work.model)) / work.gpus
    return work.card is None or whole / GIB <= work.card.usable_gib


@settable
def _context(work: Workload) -> Iterator[Step]:
    for context in _CONTEXTS:
        if context < work.context:
            yield Step(
                Note(f"context of {context:,} tokens", f"上下文减到 {context:,} 个 token"),
                work.changed(context=context, prompt=min(work.prompt, context)),
                Note("earlier text is forgotten sooner", "更早忘掉前文"),
                flags("context", work, value=context),
            )


def _offload(mode: str, cost: Note) -> Callable[[Workload], Iterator[Step]]:
    ranks = ("none", "model", "auto", "group", "block", "sequential")

    @settable
    def steps(work: Workload) -> Iterator[Step]:
        if ranks.index(work.offload.mode) < ranks.index(mode) and not is_unified(work):
            change = Note(f"offload: {mode}", f"卸载方式改为 {mode}")
            if mode == "model" and work.model.stages:
                change = _STAGE_AFTER_STAGE
            yield Step(change, _offloaded(work, mode), cost, flags(mode, work))

    return steps


@settable
def _tiling(work: Workload) -> Iterator[Step]:
    if not work.offload.vae_tiling and work.model.parts:
        yield Step(
            Note("decode the picture in tiles", "分块解码画面"),
            _with(work, vae_tiling=True),
            Note("slower decoding; seams are rare", "解码变慢；很少出现接缝"),
            flags("tiling", work),
        )


@settable
def _slicing(work: Workload) -> Iterator[Step]:
    has_switch = work.engine.name != "comfyui"  # its nodes have none
    if work.batch > 1 and has_switch and not work.offload.vae_slicing and work.model.parts:
        yield Step(
            Note("decode one picture at a time", "逐张解码"),
            _with(work, vae_slicing=True),
            NO_LOSS,
            flags("slicing", work),
        )


@settable
def _lengths(work: Workload) -> Iterator[Step]:
    """Attention by the lengths of text and picture, where the runtime writes the mask out."""
    if work.engine.writes_mask and "takes_lengths" in law_of("dit", work.model.dit_class):
        yield Step(
            Note("attention without a written mask", "注意力不写出掩码"),
            work.changed(engine=replace(work.engine, writes_mask=False)),
            Note("no loss; needs flash-attn", "无损失；需安装 flash-attn"),
            flags("lengths", work),
        )


@settable
def _text_on_cpu(work: Workload) -> Iterator[Step]:
    if (
        not work.offload.t5_cpu
        and not is_unified(work)
        and any(part["role"] == "t5" for part in work.model.parts)
    ):
        yield Step(
            Note("text encoder on the CPU", "文本编码器放到 CPU"),
            _with(work, t5_cpu=True),
            Note("some seconds a prompt", "每条提示词多几秒"),
            flags("text_on_cpu", work),
        )


@settable
def _smaller(work: Workload) -> Iterator[Step]:
    sides = ((1280, 720), (960, 544), (832, 480)) if work.frames > 1 else ((1024, 1024), (768, 768))
    for wide, high in sides:
        if wide * high < work.width * work.height:
            size = (wide, high) if work.width >= work.height else (high, wide)
            yield Step(
                Note(f"size {size[0]} x {size[1]}", f"尺寸减到 {size[0]} x {size[1]}"),
                work.changed(width=size[0], height=size[1]),
                Note("less detail", "细节减少"),
                flags("size", work, wide=size[0], high=size[1]),
            )


@settable
def _leaner_runtime(work: Workload) -> Iterator[Step]:
    if work.engine.name == "official" and work.model.parts and not is_unified(work):
        offload = replace(
            work.offload,
            mode="model" if work.offload.mode == "none" else work.offload.mode,
            vae_tiling=True,
        )
        yield Step(
            Note(
                "run it in diffusers or ComfyUI, parts on the card in turn, decoding in tiles",
                "改用 diffusers 或 ComfyUI，各部件轮流上卡，分块解码",
            ),
            work.changed(engine=engines()["diffusers"], offload=offload),
            Note("no loss; a few seconds a run", "无损失；每次多几秒"),
            flags("leaner", work),
        )


def _offloaded(work: Workload, mode: str) -> Workload:
    return _with(work, mode=mode)


def _with(work: Workload, **switches: Any) -> Workload:
    return work.changed(offload=replace(work.offload, **switches))


_GROUP = _offload("group", Note("slower", "变慢"))
_MODEL = _offload("model", Note("a few seconds a run", "每次多几秒"))
SMALL_LOSS, CLEAR_LOSS = _weights(with_clear_loss=False), _weights(with_clear_loss=True)
_KEEPS_TEXT = (_chunked, smaller_cache, SMALL_LOSS)
_KEEPS_PICTURE = (
    _leaner_runtime,
    _slicing,
    _tiling,
    _lengths,
    _MODEL,
    _tiling,
    _text_on_cpu,
    SMALL_LOSS,
)
# Tiling comes again after each change that may leave the decode as the peak; where it is not, it
# saves nothing and the ladder leaves it out.
LANGUAGE = (
    larger_share,
    smaller_batch,
    *_KEEPS_TEXT,
    experts_on_cpu,
    _context,
    layers_on_cpu,
    CLEAR_LOSS,
)
PIPELINE = (
    larger_share,
    *_KEEPS_PICTURE,
    _tiling,
    smaller_batch,
    _GROUP,
    _tiling,
    CLEAR_LOSS,
    _tiling,
    fewer_frames,
    _smaller,
    _offload("sequential", _MUCH_SLOWER),
)
WIDE = (*(make for make in _KEEPS_PICTURE if make is not SMALL_LOSS), _GROUP, _tiling)
"""Of pipelines, what leaves the weights as they are."""
KEEPING = {True: (*_KEEPS_PICTURE, _GROUP, _tiling), False: _KEEPS_TEXT}
"""What keeps the picture or the text as good as it was, or nearly: of pipelines, of language models."""
