"""What the software around a model adds: engines, offload modes, how cards share the work."""

import math
import re
from dataclasses import dataclass, replace
from functools import cache

from agent.tools.bilingual import Note
from agent.tools.vram.errors import CannotEstimate
from agent.tools.vram.facts import table

OFFLOAD_MODES = ("none", "model", "sequential", "group", "block", "auto")
_TENSOR = r"tp|tensor[ -]parallel\w*"
_STAGES = r"pp|pipeline[ -]parallel\w*"
_SEQUENCE = r"ulysses|ring|usp|sp|sequence[ -]parallel\w*|cp"
_SPLITS = (_TENSOR, _STAGES, _SEQUENCE)
_LIKE_VLLM = ("sglang", "tensorrt-llm", "trt-llm", "tgi", "lmdeploy")
"""Servers that split layers and read prompts in pieces as vLLM does."""
_SUFFIXES = ("vae_tiling", "vae_slicing", "t5_cpu")


@dataclass(frozen=True)
class Engine:
    """One row of `data/engines.json`: what a runtime keeps, adds and saves."""

    name: str
    version: tuple[int, ...] = ()
    prefill_chunk: int | None = None
    """Prompt tokens computed at once; None means the whole prompt."""
    large_chunk: int | None = None
    """The same on a large card, where the runtime sets it by the card."""
    context_gib: float = 0.45
    """Driver context and libraries: on the card, outside the framework's counters."""
    slack: float = 0.05
    """Allocator blocks kept free, as a share of activations."""
    decode_slack: float = 0.0
    """How much of the free blocks traced for a decoder shows up too, where it is not tiled."""
    graphs_gib: float = 0.0
    buffer_gib: float = 0.0
    blas: bool = False
    is_fused: bool = False
    """Kernels of its own for gates and experts, which keep less than transformers' modules."""
    value_bytes: int = 2
    """Bytes of a value that a language model computes with."""
    gives_step_logits: bool = False
    """Its buffer is set for a step whose every token gives logits."""
    card_share: float = 1.0
    """The share of a card that it takes for itself unless told: vLLM's `--gpu-memory-utilization`
    (gpu_memory_utilization in vllm/config/cache.py)."""
    tensor_parallel: bool = False
    encoders_leave: bool = False
    """Text and image encoders leave the card before denoising, whatever the offload mode."""
    keeps_storage: bool = False
    """Runs the files in their own precision, even where 16 bits are asked for."""
    quantises: str = "all"
    """Which parts one named format is applied to: all, or the DiT alone."""
    keeps_modulation: bool = False
    tiles_vae: bool = False
    loads_in_turn: bool = False
    """Parts come to the card when their turn is, and leave when room is short."""
    loads_in_part: bool = False
    """Weights that the card cannot hold stay in main memory, and a decode that runs out of memory
    is done again in tiles."""
    writes_mask: bool = False
    """Which pairs of tokens attend is written out as a mask, where others hand the kernel lengths."""
    streams: bool = False
    """Any offload mode streams every part, text encoders too, layer by layer."""
    streams_only_dit: bool = False
    """Block swap moves the DiT alone; encoders and VAE stay."""

    @property
    def keeps_prompt_logits(self) -> bool:
        """Old transformers kept the logits of the whole prompt, in 16 and in 32 bits."""
        return self.name == "transformers" and bool(self.version) and self.version < (4, 45)

    @property
    def loops_over_experts(self) -> bool:
        """Transformers before 5 ran one expert after the other."""
        return self.name == "transformers" and bool(self.version) and self.version < (5,)


@dataclass(frozen=True)
class Offload:
    """What leaves the card between uses."""

    mode: str = "none"
    vae_tiling: bool = False
    vae_slicing: bool = False
    t5_cpu: bool = False
    card_layers: int | None = None
    """Layers of a language model on the card, the others on the CPU; None means all."""
    cpu_experts: int = 0
    """Layers whose experts are on the CPU."""

    @property
    def leaves_the_card(self) -> bool:
        """Whether anything is kept in main memory."""
        return self.mode != "none" or self.t5_cpu

    def __str__(self) -> str:
        return "+".join([self.mode, *(s for s in _SUFFIXES if getattr(self, s))])


@dataclass(frozen=True)
class Parallel:
    """How several cards share one request: each number is a count of cards."""

    weights: int = 1
    """Weights are split over this many cards."""
    tokens: int = 1
    """Activations of the denoiser (or of the layers) are split over this many cards."""
    vae: int = 1
    text: bool = True
    """Whether text encoders are split together with the DiT."""
    stages: int = 1
    """Layers are split over so many groups of cards (pipeline parallel)."""
    tensor: int = 1
    """Cards of a group that split each layer, where that is said."""

    def group(self, gpus: int) -> int:
        """How many cards one pipeline stage has."""
        return max(1, gpus // self.stages)


@cache
def engines() -> dict[str, Engine]:
    """Every engine by name."""
    return {name: Engine(name, **row) for name, row in table("engines").items()}


def find_engine(text: str | None) -> tuple[Engine, str | None]:
    """The engine a person means and, where we do not know it, a caution.

    >>> engine, caution = find_engine("transformers-4.38")
    >>> engine.name, engine.version, engine.keeps_prompt_logits
    ('transformers', (4, 38), True)
    """
    if not text:
        return engines()["any"], None
    key = text.strip().lower().replace("_", "-")
    key = {"hf": "transformers", "llamacpp": "llama.cpp", "llama-cpp": "llama.cpp"}.get(key, key)
    found = re.fullmatch(r"(.*?)[- v=]*(\d+(?:\.\d+)*)?", key)
    name, version = (found[1], found[2]) if found else (key, None)
    for candidate in (key, name):
        if candidate in engines():
            parts = tuple(int(part) for part in version.split(".")) if version else ()
            return replace(engines()[candidate], version=parts), None
    if name in _LIKE_VLLM:
        return engines()["any"], Note(
            f"{text} is not modelled by itself; read as any engine. vLLM serves alike: with it the "
            "figure counts a server's own overhead too.",
            f"{text} 未单独建模，按不限引擎计算。vLLM 的服务方式与之相近：选 vLLM 可计入服务端自身的开销。",
        )
    caution = Note(
        f"Engine {text!r} is not known here; read as any engine.",
        f"不认识引擎“{text}”，按不限引擎计算。",
    )
    return engines()["any"], caution


def find_offload(text: str | None) -> Offload:
    """The offload mode a person means, with its switches."""
    if not text:
        return Offload()
    first, *rest = (part.strip().lower().replace("-", "_") for part in text.split("+"))
    if first in _SUFFIXES:
        first, rest = "none", [first, *rest]
    mode = {"cpu": "model", "leaf": "sequential", "layer": "sequential", "no": "none"}.get(
        first, first
    )
    if mode not in OFFLOAD_MODES or any(part not in _SUFFIXES for part in rest):
        raise CannotEstimate(
            Note(f"Unknown offload mode {text!r}.", f"未知的卸载方式“{text}”。"),
            Note(
                f"Known: {', '.join(OFFLOAD_MODES)}, with +vae_tiling, +vae_slicing or +t5_cpu.",
                f"可用：{'、'.join(OFFLOAD_MODES)}，可加 +vae_tiling、+vae_slicing 或 +t5_cpu。",
            ),
            list(OFFLOAD_MODES),
        )
    return Offload(mode, **dict.fromkeys(rest, True))


def find_parallel(text: str | None, note: str | None, gpus: int) -> Parallel | None:
    """What `parallel`, or else the engine's note, says is split over the cards; None if nothing.

    >>> find_parallel("Ulysses-4 x TP-2", None, 8)
    Parallel(weights=2, tokens=8, vae=1, text=True, stages=1, tensor=2)
    >>> find_parallel("TP-8 x PP-2", None, 16).stages
    2
    """
    said = f"{text or ''} {note or ''}".lower()
    if gpus == 1 or not said.strip():
        return None
    tensor = _degree(said, _TENSOR, gpus)
    stages = _degree(said, _STAGES, gpus)
    weights = (tensor or 1) * (stages or 1) if tensor or stages else None
    sequence = _degree(said, _SEQUENCE, gpus)
    sharded = bool(re.search(r"fsdp|hsdp|shard", said))
    vae = gpus if re.search(r"vae[ -](?:patch[ -])?parallel|parallel vae", said) else 1
    if not (weights or sequence or sharded or vae > 1 or "whole pipeline" in said):
        return None
    if "whole pipeline" in said:
        return Parallel(weights=gpus, tokens=gpus, vae=gpus)
    return Parallel(
        weights=gpus if sharded else min(weights or 1, gpus),
        tokens=min((tensor or 1) * (sequence or 1), gpus),  # stages take turns at all of them
        vae=vae,
        stages=min(stages or 1, gpus),
        tensor=min(tensor or 1, gpus),
    )


def degrees(text: str) -> int:
    """How many cards a split needs by the numbers in it; 1 where it names none.

    >>> degrees("Ulysses-4 x TP-2"), degrees("TP-4"), degrees("fsdp")
    (8, 4, 1)
    """
    found = (_degree(text.lower(), words, 1) for words in _SPLITS)
    return math.prod(degree or 1 for degree in found)


def _degree(said: str, words: str, gpus: int) -> int | None:
    """The product of the degrees of some kinds of parallelism, all cards where none is printed."""
    product: int | None = None
    for found in re.finditer(rf"\b(?:{words})\b(?:\s*[-=:×x ]?\s*(\d+))?", said):
        product = (product or 1) * (int(found[1]) if found[1] else gpus)
    return product
