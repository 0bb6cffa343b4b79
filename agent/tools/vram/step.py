"""One change of a workload: what it costs, and the setting of a runtime that does it."""

from collections.abc import Callable, Iterator
from functools import wraps
from typing import Any, NamedTuple

from agent.tools.bilingual import Note
from agent.tools.vram.attributes import (
    decoder,
    decodes_in_pieces,
    denoisers,
    is_in_diffusers,
    text_encoders,
    wide_encoder,
)
from agent.tools.vram.facts import table
from agent.tools.vram.quantising import is_pipeline
from agent.tools.vram.workload import Workload

NO_LOSS = Note("no loss", "无损失")
_USUAL = {True: ("diffusers", "comfyui"), False: ("vllm", "llama.cpp")}
"""Runtimes whose settings are named where none was asked for: of pipelines, of language models."""
_SET_BY_FLAGS = ("comfyui", "diffusers", "vllm", "llama.cpp", "ollama", "mlx")
"""Runtimes whose settings are known: of one that was asked for, another's are never named."""
_ON_APPLE = ("mlx", "llama.cpp")
_SPELT = {"vllm": "vLLM", "comfyui": "ComfyUI", "ollama": "Ollama"}


Maker = Callable[[Workload], Iterator["Step"]]


class Step(NamedTuple):
    """One change: the workload after it, what it costs, and how a runtime does it."""

    change: Note
    work: Workload
    cost: Note
    how: Note


def flags(change: str, work: Workload, **values: Any) -> Note:
    """The setting of the runtime asked for that makes the change, or of the usual ones; empty
    where there is none."""
    settings: dict[str, str] = table("flags")["changes"][change]
    known = {name: text for name, text in settings.items() if _has(name, change, work)}
    asked = work.engine.name
    names = [asked] if asked in known else []
    is_told = "engine" in work.given and asked in _SET_BY_FLAGS
    if work.model.kind != "audio" and not is_told and not _is_described(work):
        names = names or [name for name in _usual(work) if name in known]
    values |= _attributes(work)
    said = [f"{_SPELT.get(name, name)}: {known[name].format(**values)}" for name in names]
    text = "; ".join(said)
    return Note(text, text.replace("; ", "；"))


def settable(make: Maker) -> Maker:
    """Only the changes that a runtime has a setting for; of audio models none is known."""

    @wraps(make)
    def steps(work: Workload) -> Iterator[Step]:
        return (step for step in make(work) if step.how or work.model.kind == "audio")

    return steps


def _is_described(work: Workload) -> bool:
    """Whether the settings of the runtime are known, so that one not listed does not exist."""
    of_pictures = work.engine.name in _USUAL[True]
    return work.engine.name in table("flags")["sources"] and of_pictures == is_pipeline(work)


def _usual(work: Workload) -> tuple[str, ...]:
    if not is_pipeline(work):
        return _ON_APPLE if work.card and work.card.kind == "apple" else _USUAL[False]
    return _USUAL[True] if is_in_diffusers(work.model) else ("torch",)


def _has(engine: str, change: str, work: Workload) -> bool:
    """Whether a runtime has the setting for this model's parts."""
    in_pieces = engine == work.engine.name != "diffusers" or decodes_in_pieces(work.model)
    return in_pieces or change not in ("tiling", "slicing", "leaner")


def _attributes(work: Workload) -> dict[str, str]:
    """The parts that a setting of diffusers names."""
    model = work.model
    if not is_pipeline(work):
        return {}
    quantised = [*denoisers(model), *text_encoders(model)]
    casting = "apply_layerwise_casting("
    if len(quantised) > 1:
        listed = ", ".join(f"pipe.{name}" for name in quantised)
        casting = f"for part in ({listed}): {casting}part"
    else:
        casting += f"pipe.{''.join(quantised)}"
    return {
        "dtype": "float16" if model.dtype == "fp16" else "bfloat16",
        "quantised": casting,
        "names": ", ".join(f'"{name}"' for name in quantised),
        "denoiser": denoisers(model)[0] if model.parts else "",
        "decoder": decoder(model),
        "wide_encoder": wide_encoder(model),
    }
