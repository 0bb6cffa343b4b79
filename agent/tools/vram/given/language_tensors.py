"""What a language model's tensors tell of its shape, for configs that leave class defaults out."""

import re
from typing import Any

from agent.tools.vram.given.headers import Tensor

_LAYER = re.compile(r"^(?:model\.|language_model\.|transformer\.)*(?:layers|h)\.(\d+)\.(.+)$")
_EMBEDDING = re.compile(
    r"^(?:model\.|language_model\.|transformer\.)*(?:embed_tokens|wte)\.weight$"
)
#: Only of these is the shape that of the weight itself; packed ones have another.
_PLAIN = ("F32", "F16", "BF16", "F8_E4M3", "F8_E5M2")


def completed(facts: dict[str, Any], tensors: list[Tensor]) -> dict[str, Any]:
    """Facts of a config, and what it does not say as the tensors have it.

    Gemma 3's and LLaVA's configs give a handful of sizes; the rest are defaults of a class.
    """
    shapes: dict[str, tuple[int, ...]] = {}
    layers = 0
    for tensor in tensors:
        if found := _LAYER.match(tensor.name):
            layers = max(layers, int(found[1]) + 1)
        name = "embedding" if _EMBEDDING.match(tensor.name) else found[2] if found else ""
        if name and tensor.kind in _PLAIN:
            shapes.setdefault(name, tensor.shape)
    known: dict[str, Any] = {"layers": layers or None}
    if len(table := shapes.get("embedding", ())) == 2:
        known |= {"vocab": table[0], "hidden": table[1]}
    if len(gate := shapes.get("mlp.gate_proj.weight", ())) == 2:
        known["ffn"] = gate[0]
    known |= _heads({**known, **facts}, shapes)
    return {key: value for key, value in known.items() if value} | facts


def counted_layers(tensors: list[Tensor]) -> int:
    """How many layers the tensors' names count; 0 where they name none."""
    numbers = [int(found[1]) for tensor in tensors if (found := _LAYER.match(tensor.name))]
    return max(numbers, default=-1) + 1


def _heads(facts: dict[str, Any], shapes: dict[str, tuple[int, ...]]) -> dict[str, Any]:
    queries = shapes.get("self_attn.q_proj.weight", (0,))[0]
    keys = shapes.get("self_attn.k_proj.weight", (0,))[0]
    if not queries or not keys:
        return {}
    norm = shapes.get("self_attn.q_norm.weight", (0,))[0]
    size = facts.get("head_dim") or (norm if norm and queries % norm == 0 else 0)
    size = size or (queries // facts["heads"] if facts.get("heads") else 128)
    # a norm over all heads is no head size; a wrong guess here leaves the cache as large
    if norm == queries or queries % size or keys % size:
        return {}
    return {"head_dim": size, "heads": queries // size, "kv_heads": keys // size}
