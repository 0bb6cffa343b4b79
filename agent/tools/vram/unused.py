"""Settings of another kind of model, which change nothing: a picture's width for a language model."""

from collections.abc import Mapping
from typing import Any

from agent.tools.bilingual import Note, join
from agent.tools.vram.model import Model
from agent.tools.vram.runtime import Engine, Offload
from agent.tools.vram.taken import TAKEN
from agent.tools.vram.words import term

KNOWN = frozenset(
    [
        "id",
        "model",
        "task",
        "gpu",
        "gpus",
        "precision",
        "kv_precision",
        "component_precision",
        "context",
        "prompt",
        "batch",
        "width",
        "height",
        "frames",
        "offload",
        "engine",
        "engine_note",
        "parallel",
        "solve",
        "online",
        "catalogue_only",
        "exact",
        *TAKEN,
    ]
)

_OF_PICTURES = ("width", "height", "frames")
_OF_TEXT = ("context", "prompt", "kv_precision")
_KINDS = {
    "llm": Note("a language model", "语言模型"),
    "image": Note("an image model", "图像模型"),
    "video": Note("a video model", "视频模型"),
    "3d": Note("a 3D model", "3D 模型"),
    "audio": Note("an audio model", "音频模型"),
}
_OF_LANGUAGE = ("vllm", "llama.cpp", "ollama")
_FOR_PICTURES = (
    "diffusers comfyui diffsynth lightx2v cache-dit wangp nunchaku fastvideo sat kohya vllm-omni"
).split()


def unknown(asked: Mapping[str, Any]) -> list[Note]:
    """One sentence each on names that are no setting at all."""
    return [
        Note(
            f"{key!r} is not a setting of this check and was ignored.",
            f"“{key}”不是可用的设置，已忽略。",
        )
        for key in sorted(asked.keys() - KNOWN)
    ]


def unused(model: Model, asked: Mapping[str, Any], engine: Engine, offload: Offload) -> list[Note]:
    """One sentence each on settings, switches and runtimes that do not go with this kind of model."""
    is_pipeline = bool(model.parts or model.stages)
    kind = _KINDS.get(model.kind, _KINDS["llm"])
    foreign = _OF_TEXT if is_pipeline else _OF_PICTURES
    if model.stages:
        foreign = (*foreign, *_OF_PICTURES)
    names = [term(name.replace("_", " ")) for name in foreign if asked.get(name) is not None]
    said: list[Note] = []
    if names:
        listed = join(names, ", ", "、")
        many = len(names) > 1
        said.append(
            Note(
                f"{listed.capitalize()} {'do' if many else 'does'} not apply to {kind} and "
                f"{'were' if many else 'was'} left out.",
                f"{kind.zh}没有{listed.zh}这{'些' if many else '一'}设置，未计入。",
            )
        )
    if not is_pipeline and (offload.vae_tiling or offload.vae_slicing or offload.t5_cpu):
        said.append(
            Note(
                f"VAE and text encoder switches do not apply to {kind} and were left out.",
                f"{kind.zh}没有 VAE 与文本编码器开关，未计入。",
            )
        )
    others = _OF_LANGUAGE if model.kind in ("image", "video", "3d") else _FOR_PICTURES
    if engine.name in others and model.kind != "audio":
        said.append(
            Note(
                f"{engine.name} is not made for {kind}; only its own overhead was counted.",
                f"{engine.name} 不是运行{kind.zh}的引擎；只计入了它自身的开销。",
            )
        )
    return said
