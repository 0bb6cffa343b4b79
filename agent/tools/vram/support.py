"""What a card's generation computes: weight formats that it only stores, or that nothing runs there.

After vLLM's table of kernels (https://docs.vllm.ai/en/latest/features/quantization/, read 2026-11).
"""

import re

from agent.tools.bilingual import Note
from agent.tools.vram.cards import Card
from agent.tools.vram.workload import Workload

_GENERATIONS = (
    ("Blackwell", r"RTX 50\d0|RTX PRO \d+ Blackwell|G?B[123]00\b|DGX Spark|Jetson AGX Thor"),
    ("Hopper", r"G?H(?:100|200|800|20)\b"),
    ("Ada", r"RTX 40\d0|\bAda\b|L(?:4|20|40S?)\b"),
    ("Ampere", r"RTX 30\d0|RTX A\d000|RTX A\d500|A(?:2|10G?|16|30|40|100|800)\b|Jetson .*Orin"),
    ("older", r"GTX|TITAN|RTX 20\d0|Quadro|[PMTV]\d+\b"),
)
_BEFORE_AMPERE = "2020-05"
_NO_FP8 = re.compile(r"MI(?:50|60|100|210|250X?)\b")
"""AMD's cards before the MI300, which has it first."""
_CUDA_ONLY = ("fp8", "awq", "gptq-int4", "gptq-int8", "nf4", "bnb-int8", "nvfp4", "fp4")


def generation(card: Card) -> str | None:
    """Nvidia's generation of a card; None of other makers' and of a memory class."""
    if card.kind != "cuda":
        return None
    found = (name for name, names in _GENERATIONS if re.match(names, card.name))
    ada = "Ada" if re.search(r"\bAda\b", card.name) else None
    return ada or next(found, None)


def has_fp8(card: Card) -> bool:
    """Whether a usual runtime has kernels for weights in fp8 on a card."""
    if card.kind == "cuda":
        made = generation(card)
        return made != "older" and not (made is None and "" < (card.date or "") <= _BEFORE_AMPERE)
    return not _NO_FP8.match(card.name)


def not_computed(work: Workload) -> list[Note]:
    """A caution where the card only stores the format asked for, or nothing runs it there."""
    card, fmt = work.card, work.precision
    if card is None:
        return []
    if work.engine.name == "mlx" and card.kind != "apple":
        return [
            Note(
                f"MLX is made for Apple's chips; on the {card.name} take llama.cpp or vLLM.",
                f"MLX 面向苹果芯片；在 {card.name} 上请用 llama.cpp 或 vLLM。",
            )
        ]
    if _in_bf16(work) and work.engine.name == "vllm" and generation(card) == "older":
        return [
            Note(
                f"The {card.name} does not compute in bf16: start vLLM with `--dtype half`.",
                f"{card.name} 不支持 bf16 计算：启动 vLLM 时请加 `--dtype half`。",
            )
        ]
    if fmt is None:
        return []
    name, made = fmt.name, generation(card)
    if card.kind == "apple" and name in _CUDA_ONLY:
        return [
            Note(
                f"Kernels for {name} are made for CUDA cards; on Apple's chips take an MLX or GGUF "
                "build of the same width.",
                f"{name} 的计算内核面向 CUDA 显卡；在苹果芯片上请用相同位宽的 MLX 或 GGUF 版本。",
            )
        ]
    if name in ("nvfp4", "fp4") and made not in (None, "Blackwell"):
        return [_stored_only(card, name, "Blackwell", 4)]
    if name in ("nvfp4", "fp4") and card.kind == "rocm":
        return [_no_kernels(card, name, "mxfp4, awq")]
    if name == "fp8" and made == "Ampere":
        return [_stored_only(card, name, "Ada, Hopper, Blackwell", 8)]
    if name == "fp8" and made == "older":
        return [_no_kernels(card, name, "q8_0, int8")]
    return []


def _in_bf16(work: Workload) -> bool:
    """Whether a language model computes in bf16 as its files are: others state fp16 themselves."""
    is_language = not work.model.parts and not work.model.stages
    named = work.precision.name if work.precision else work.model.dtype
    return is_language and "bf16" in named


def _stored_only(card: Card, name: str, computing: str, bits: int) -> Note:
    return Note(
        f"Only {computing} cards compute in {name}: on the {card.name} the weights stay {bits} bits "
        "wide in memory, so the figure holds, and are computed in 16 bits where the runtime has "
        "kernels for that (vLLM: Marlin).",
        f"只有 {computing} 显卡能以 {name} 计算：在 {card.name} 上权重仍以 {bits} 位存放，显存数字成立，"
        "计算时转成 16 位，前提是运行时有相应内核（vLLM：Marlin）。",
    )


def _no_kernels(card: Card, name: str, instead: str) -> Note:
    return Note(
        f"No usual runtime has kernels for {name} on the {card.name}; take {instead} instead.",
        f"常用运行时在 {card.name} 上没有 {name} 内核；请改用 {instead}。",
    )
