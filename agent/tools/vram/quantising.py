"""Weight formats from the least loss to the most, of those a card and a runtime can use."""

from collections.abc import Iterator, Sequence

from agent.tools.bilingual import Note
from agent.tools.vram.cards import Card
from agent.tools.vram.formats import Format, find_format
from agent.tools.vram.holding import class_of
from agent.tools.vram.support import has_fp8
from agent.tools.vram.transformer import formats_native
from agent.tools.vram.weights import language_bytes
from agent.tools.vram.workload import Workload

HARDLY = Note("hardly any loss", "几乎无损失")
SMALL = Note("a small loss of quality", "质量略有损失")
CLEAR = Note("a clear loss of quality", "质量明显下降")
HEAVY = Note("a heavy loss of quality", "质量严重下降")
FINE_DETAIL = Note("a visible loss in fine detail", "细节有可见损失")

#: Of files for llama.cpp and its kin, and of builds for servers; the first group loses little, the
#: second clearly.
_GGUF = (
    ("q8_0", "q6_k", "q5_k_m", "q4_k_m", "iq4_xs"),
    ("q3_k_m", "iq3_m", "iq3_xxs", "q2_k", "iq2_m", "iq2_xs", "iq2_xxs"),
)
_SERVED = (("fp8", "awq"), ())
_SERVED_BEFORE_AMPERE = ("gptq-int8", "awq")
_SERVED_BEFORE_TURING = ("gptq-int8", "gptq-int4")
_TURING = "2018-09"
_BESIDE_SERVED = ("q4_k_m", "iq4_xs")
"""Files of four bits, tried before those that lose clearly where a runtime is free to choose."""
_MLX = (("mlx-8bit", "mlx-4bit"), ())
#: Of pipelines: what diffusers and ComfyUI load on CUDA cards, and on others.
_PIPELINE = (("fp8",), ("nf4",))
_PIPELINE_GGUF = (("q8_0",), ("q4_k_m",))
GGUF_ENGINES = ("llama.cpp", "ollama")
#: Formats of one width, as a person says "4 bit" or "8 bit", in the order they are tried.
_OF_WIDTH = {
    "int4": ("awq", "gptq-int4", "nf4", "q4_k_m", "iq4_xs"),
    "int8": ("fp8", "int8", "q8_0"),
}
_OF_WIDTH_APPLE = {"int4": ("mlx-4bit", "q4_k_m", "iq4_xs"), "int8": ("mlx-8bit", "q8_0")}
_COSTS = {
    **dict.fromkeys(("fp8", "q8_0", "gptq-int8", "mlx-8bit", "q6_k"), HARDLY),
    **dict.fromkeys(("q5_k_m", "q4_k_m", "iq4_xs", "awq", "gptq-int4", "mlx-4bit"), SMALL),
    **dict.fromkeys(("q3_k_m", "iq3_m", "iq3_xxs", "q2_k"), CLEAR),
    **dict.fromkeys(("iq2_m", "iq2_xs", "iq2_xxs"), HEAVY),
    "nf4": FINE_DETAIL,
}


def cost_of(name: str, work: Workload) -> Note:
    """What weights in a format lose."""
    return FINE_DETAIL if is_pipeline(work) and name == "q4_k_m" else _COSTS[name]


def is_pipeline(work: Workload) -> bool:
    """Whether the model is a pipeline of parts or stages, not one language model."""
    return bool(work.model.parts or work.model.stages)


def smaller_formats(work: Workload, *, with_clear_loss: bool) -> Iterator[Format]:
    """The formats whose weights take less than now: those of small loss, or those that lose more."""
    size = _size(work)
    for name in _names(work)[with_clear_loss]:
        fmt = find_format(name)
        if size is None:
            if fmt.bits < _bits(work) - 0.5:
                yield fmt
        elif language_bytes(work.model, fmt) < 0.985 * size:
            yield fmt


def formats_of_width(precision: str | None, card: Card | None) -> Sequence[str | None]:
    """The formats that a bit width may mean on a card ("4 bit"); any other format is itself."""
    if not precision:
        return (precision,)
    table = _OF_WIDTH_APPLE if card and card.kind == "apple" else _OF_WIDTH
    return table.get(find_format(precision).name, (precision,))


def _names(work: Workload) -> tuple[Sequence[str], Sequence[str]]:
    on_cuda = work.card is None or work.card.kind in ("cuda", "rocm")
    if is_pipeline(work):
        return _PIPELINE if on_cuda else _PIPELINE_GGUF
    engine = work.engine.name
    if engine == "mlx":
        return _MLX[0], _GGUF[1]
    if engine in GGUF_ENGINES:
        return _GGUF
    if engine != "any":
        return _served(work.card), _GGUF[1]
    if not on_cuda or work.card is None:
        return _GGUF if work.card else (("fp8", *_GGUF[0][1:]), _GGUF[1])
    if work.gpus > 1 or class_of(work.card) == "data centre":
        return (*_served(work.card), *_BESIDE_SERVED), _GGUF[1]
    eight = "fp8" if has_fp8(work.card) else "q8_0"
    return (eight, *_GGUF[0][1:]), _GGUF[1]


def _served(card: Card | None) -> Sequence[str]:
    """Builds for servers that a card has kernels for: AWQ's need Turing, GPTQ's Volta."""
    if card is None or has_fp8(card):
        return _SERVED[0]
    return _SERVED_BEFORE_AMPERE if (card.date or "") >= _TURING else _SERVED_BEFORE_TURING


def _size(work: Workload) -> float | None:
    """Bytes of a language model's weights now; None of a pipeline, which holds several formats."""
    if is_pipeline(work):
        return None
    return language_bytes(work.model, work.precision or formats_native(work.model))


def _bits(work: Workload) -> float:
    if work.precision:
        return work.precision.bits
    dtype = work.model.dtype
    return 4.5 if "fp4" in dtype else 8.0 if "fp8" in dtype else 16.0
