"""What a ComfyUI workflow keeps off the card: block swap, tiled decoding, guidance in one branch."""

from dataclasses import replace
from typing import Any

from agent.tools.bilingual import Note
from agent.tools.vram.catalog import Model
from agent.tools.vram.facts import table
from agent.tools.vram.given.workflow.graph import Graph


def read_offload(graph: Graph, model: Model) -> tuple[str | None, Model, list[str]]:
    """The offload mode in the words of a request, the model as it is kept, what was assumed."""
    known = table("comfyui_nodes")
    mode, words = None, list[str]()
    for kind, (name, wanted, its_mode) in known["offloads"].items():
        if any(graph.value(node, name)[0] == wanted for node in graph.of(kind)):
            mode = its_mode
    share = _swapped_share(graph, model)
    if share:
        mode = "block"
        model = _partly_kept(model, share)
        words.append(
            Note(
                f"{share:.0%} of the DiT's blocks wait in main memory; the rest and two blocks "
                "on their way are counted.",
                f"DiT 有 {share:.0%} 的块放在内存中；其余的块和正在传输的两块已计入。",
            )
        )
    switches = [switch for switch, on in _switches(graph, known).items() if on]
    return "+".join([mode or "none", *switches]) if mode or switches else None, model, words


def with_guidance(graph: Graph, model: Model) -> Model:
    """With guidance 1 in every sampler there is one branch a step, not two."""
    known = table("comfyui_nodes")
    scales = [
        graph.value(node, name)
        for kind, name in known["guidance"].items()
        for node in graph.of(kind)
        if name in node.inputs
    ]
    guided = any(not certain or value != 1 for value, certain in scales)
    unguided = bool(scales) or any(graph.of(kind) for kind in known["unguided"])
    return replace(model, cfg_batch=1) if unguided and not guided else model


def _switches(graph: Graph, known: dict[str, Any]) -> dict[str, bool]:
    """Tiled decoding, where no other node decodes the whole picture; text encoding on the CPU."""
    tiled = [
        switch is None or graph.value(node, switch)[0] is True
        for kind, switch in known["tiled_decoders"].items()
        for node in graph.of(kind)
    ]
    whole = any(graph.of(kind) for kind in known["whole_decoders"])
    on_cpu = any(
        graph.value(node, name)[0] == value
        for kind, (name, value) in known["on_cpu"].items()
        for node in graph.of(kind)
    )
    return {"vae_tiling": bool(tiled) and all(tiled) and not whole, "t5_cpu": on_cpu}


def _swapped_share(graph: Graph, model: Model) -> float:
    """Share of the DiT that block swap keeps in main memory, 0 to 1."""
    share = 0.0
    for kind, settings in table("comfyui_nodes")["swaps"].items():
        for node in graph.of(kind):
            counts = [(graph.value(node, name)[0], each) for name, each in settings.items()]
            swapped = [n * (each or 1 / (model.layers or 40)) for n, each in counts if _number(n)]
            share = max(share, sum(swapped))
    return min(1.0, share)


def _partly_kept(model: Model, share: float) -> Model:
    """The model with the DiT that block swap leaves on the card.

    The engine's mode `block` keeps two of all layers. What a partial swap keeps is written as a
    DiT of that size in two layers: the rest of the blocks, and two on their way.
    """
    kept = min(1.0, 1 - share + 2 / (model.layers or 40))

    def resident(part: dict[str, Any]) -> dict[str, Any]:
        if part["role"] != "dit":
            return part
        return {k: v * kept if k in ("params_b", "bytes") else v for k, v in part.items()}

    return replace(model, parts=[resident(part) for part in model.parts], layers=2)


def _number(value: Any) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool) and value > 0
