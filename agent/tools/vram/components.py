"""The parts of a pipeline, each in the format it is kept in."""

from dataclasses import dataclass
from typing import Any

from agent.tools.bilingual import Note
from agent.tools.vram.facts import table
from agent.tools.vram.formats import Format, formats
from agent.tools.vram.workload import Workload

#: T5's output projections, 1.007 of 4.76 billion, stay in fp32 where it is loaded in fp16 or
#: under bitsandbytes.
T5_OUTPUT_SHARE = 1.0066 / 4.7623
#: Embedding table of a text encoder as a share of it, left in 16 bits by a quantised build.
EMBEDDING_SHARE = {"t5": 0.03, "text": 0.07}
#: Role -> the word of a request for it.
_KINDS = {"dit2": "dit", "t5": "text_encoder", "text": "text_encoder"}
#: A DiT's modulation layers as a share of it, which some runtimes leave in 16 bits.
MODULATION_SHARE = {"qwenimage": 0.333, "flux": 0.27, "sd3": 0.3, "hunyuan": 0.26}


@dataclass(frozen=True)
class Component:
    """One part of a pipeline with its weights as they are kept."""

    role: str
    name: str
    size: float
    """Bytes of one copy."""
    copies: int = 1
    pinned: bool = False
    layers: int = 24

    @property
    def is_encoder(self) -> bool:
        """Whether it reads the prompt or an input image."""
        return self.role in ("t5", "text", "image", "audio", "enhancer")


def components(work: Workload, said: list[str]) -> list[Component]:
    """The parts of a pipeline on the card; what was decided about them is added to `said`."""
    model = work.model
    kept: list[Component] = []
    on_cpu = None
    if work.offload.t5_cpu:
        on_cpu = "t5" if any(part["role"] == "t5" for part in model.parts) else "text"
    for part in model.parts:
        role = part["role"]
        if role == on_cpu:
            continue
        fmt = format_of(work, role, part["name"])
        kept.append(
            Component(
                role="dit" if role == "dit2" else role,
                name=part["name"],
                size=_bytes_in_file(work, part) or _bytes(work, role, part["params_b"] * 1e9, fmt),
                copies=part.get("copies", 1),
                pinned=fmt.pinned,
                layers=(model.layers or 40) if role == "dit" else 24,
            )
        )
    if keeps_storage(work):
        said.append(
            Note(
                f"The maker's code keeps the DiT in {model.storage}, as released; the other parts "
                f"are in {model.dtype}.",
                f"厂商代码按发布时的 {model.storage} 保存 DiT，其余部件为 {model.dtype}。",
            )
        )
    if work.offload.t5_cpu:
        said.append(Note("The text encoder runs on the CPU.", "文本编码器在 CPU 上运行。"))
    if model.detached:
        away = model.detached_zh or f"（{model.detached}）"
        said.append(Note(f"Not on this card: {model.detached}.", f"不在这张卡上：{away}。"))
    return kept


def format_of(work: Workload, role: str, name: str = "") -> Format:
    """The format one part is kept in."""
    if named := _named(work, role, name):
        return named
    kind = _KINDS.get(role, role)
    base = formats().get(work.model.dtype, formats()["bf16"])
    fmt = work.precision
    if role == "dit" and keeps_storage(work):
        return formats()["fp32"]
    if role == "vae":
        fp32 = table("activations")["vae"].get(work.model.vae_class, {}).get("value_bytes") == 4
        wide = decodes_in_autocast(work) or (fp32 and work.engine.name != "lightx2v")
        return formats()["fp32"] if wide else _half(base)
    if fmt is None:
        return base
    if not fmt.is_quantised or kind == "dit":
        return fmt
    if work.parts or work.engine.quantises == "dit" or kind != "text_encoder":
        return _half(base)
    return fmt


def _named(work: Workload, role: str, name: str) -> Format | None:
    """The format a request gives this one part."""
    for key, fmt in work.parts.items():
        if key == _KINDS.get(role, role):
            return fmt
        if key and key in "".join(c for c in name.lower() if c.isalnum()):
            return fmt
    return None


def _bytes_in_file(work: Workload, part: dict[str, Any]) -> float | None:
    """What the part's own file holds, where nothing asks for another format than the file's."""
    if "bytes" not in part:
        return None
    asked = _named(work, part["role"], part["name"]) or work.precision
    return float(part["bytes"]) if asked is None or asked.name == part["format"] else None


def _bytes(work: Workload, role: str, count: float, fmt: Format) -> float:
    """Bytes of one component in a format."""
    if not fmt.is_quantised:
        wide = count * T5_OUTPUT_SHARE * 2 if role == "t5" and fmt.name == "fp16" else 0.0
        return count * fmt.bits / 8 + wide
    share = 0.0 if fmt.whole else EMBEDDING_SHARE.get(role, 0.0)
    if role == "dit" and work.engine.keeps_modulation:
        share = MODULATION_SHARE.get(work.model.dit_class, 0.1)
    wide = T5_OUTPUT_SHARE if role == "t5" and fmt.name in ("nf4", "bnb-int8") else 0.0
    return count * ((1 - share - wide) * fmt.bits / 8 + share * 2 + wide * 4)


def keeps_storage(work: Workload) -> bool:
    """Whether the maker's code runs the DiT in the precision of its files, fp32."""
    if work.model.storage != "fp32" or work.engine.name != "official":
        return False
    if work.precision is not None and work.precision.is_quantised:
        return False
    converts = bool(work.model.maker and work.model.maker.get("precision") == "bf16")
    return work.gpus > 1 or not converts


def decodes_in_autocast(work: Workload) -> bool:
    """Whether the maker's code decodes with weights in fp32 under an autocast to 16 bits, as it
    does on cards that are not small."""
    law = table("activations")["vae"].get(work.model.vae_class, {})
    asked = work.engine.name == "official" and not work.narrow_decode
    if not asked or work.card is None or "autocast_curve" not in law:
        return False
    return work.card.memory_gib >= law.get("maker_tile_below_gib", float("inf"))


def _half(fmt: Format) -> Format:
    return fmt if fmt.bits == 16 else formats()["bf16"]
