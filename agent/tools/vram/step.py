"""One change of a workload: what it costs, and the setting of a runtime that does it."""

from typing import Any, NamedTuple

from agent.tools.bilingual import Note
from agent.tools.vram.facts import table
from agent.tools.vram.quantising import is_pipeline
from agent.tools.vram.workload import Workload

NO_LOSS = Note("no loss", "无损失")
_USUAL = {True: ("diffusers", "comfyui"), False: ("vllm", "llama.cpp")}
"""Runtimes whose settings are named where none was asked for: of pipelines, of language models."""
_SET_BY_FLAGS = ("comfyui", "diffusers", "vllm", "llama.cpp", "ollama", "mlx")
"""Runtimes whose settings are known: of one that was asked for, another's are never named."""
_SPELT = {"vllm": "vLLM", "comfyui": "ComfyUI", "ollama": "Ollama"}


class Step(NamedTuple):
    """One change: the workload after it, what it costs, and how a runtime does it."""

    change: Note
    work: Workload
    cost: Note
    how: Note


def flags(change: str, work: Workload, **values: Any) -> Note:
    """The setting of the runtime asked for that makes the change, or of the usual ones."""
    known: dict[str, str] = table("flags")["changes"][change]
    asked = work.engine.name
    names = [asked] if asked in known else []
    usual = _USUAL[is_pipeline(work)]
    is_told = "engine" in work.given and asked in _SET_BY_FLAGS
    if work.model.kind != "audio" and not is_told:  # those runtimes make pictures and text
        names = names or [name for name in usual if name in known]
    said = [f"{_SPELT.get(name, name)}: {known[name].format(**values)}" for name in names]
    text = "; ".join(said)
    return Note(text, text.replace("; ", "；"))
