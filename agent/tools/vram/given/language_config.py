"""A language model's `config.json` -> the facts of a catalogue row; sizes come from its tensors."""

import re
from typing import Any

from agent.tools.bilingual import Note
from agent.tools.vram.errors import CannotEstimate
from agent.tools.vram.facts import table
from agent.tools.vram.given.headers import Tensor
from agent.tools.vram.given.language_layers import (
    compressed_layers,
    kept_by_layer,
    linear_state,
    window,
)
from agent.tools.vram.given.language_tensors import completed, counted_layers

#: Where a model of several parts keeps its language model's config.
_INNER = ("text_config", "llm_config", "language_config", "thinker_config", "language_model_config")
#: Our fact -> the names that configs have for it, the most common first.
_NAMES = {
    "hidden": ("hidden_size", "n_embd", "d_model", "dim"),
    "layers": ("num_hidden_layers", "n_layer", "n_layers", "num_layers", "decoder_layers"),
    "heads": ("num_attention_heads", "n_head", "n_heads", "decoder_attention_heads"),
    "kv_heads": ("num_key_value_heads", "num_kv_heads", "multi_query_group_num", "n_head_kv"),
    "head_dim": ("head_dim", "kv_channels", "attention_head_dim"),
    "ffn": ("intermediate_size", "n_inner", "ffn_dim", "ffn_hidden_size", "decoder_ffn_dim", "d_ff"),
    "vocab": ("vocab_size", "padded_vocab_size", "n_vocab"),
    "max_context": ("max_position_embeddings", "n_positions", "max_seq_len", "seq_length",
                    "model_max_length", "max_target_positions", "max_sequence_length"),
    "kv_lora": ("kv_lora_rank",),
    "rope_dim": ("qk_rope_head_dim",),
    "indexer_dim": ("index_head_dim",),
    "experts": ("num_experts", "num_local_experts", "n_routed_experts", "moe_num_experts",
                "num_routed_experts"),
    "experts_per_token": ("num_experts_per_tok", "num_experts_per_token", "moe_topk", "moe_k",
                          "top_k_experts", "experts_per_token"),
    "shared_experts": ("n_shared_experts", "num_shared_experts", "num_shared_expert",
                       "moe_num_shared_experts"),
    "moe_ffn": ("moe_intermediate_size", "expert_ffn_hidden_size", "expert_intermediate_size"),
    "first_dense": ("first_k_dense_replace", "moe_layer_start_index"),
}  # fmt: skip
#: No model has more: beyond it a config is broken, not large.
_LARGEST, _MOST_LAYERS = 10**8, 10**4


#: What a class that nobody here knows adds to the range.
UNKNOWN_CLASS = 0.14
_CLASS = re.compile(r"(?:For[A-Z]\w*|LMHeadModel|HeadModel|LMModel|Model)$")


def inner_config(config: dict[str, Any]) -> dict[str, Any]:
    """The language model's own config, with what only the outer one says."""
    for name in _INNER:
        inside: Any = config.get(name)
        if isinstance(inside, dict):
            return config | inner_config(inside)  # pyright: ignore[reportUnknownArgumentType] - JSON from outside
    return config


def language_facts(config: dict[str, Any], tensors: list[Tensor]) -> dict[str, Any]:
    """Fields of `Model` that a config states, or its tensors show; the rest is left out."""
    told = inner_config(config)
    facts = {name: value for name, names in _NAMES.items() if (value := _number(told, names))}
    facts = completed(facts, tensors)
    if _more_layers(told, facts, tensors):
        facts["layers"] = counted_layers(tensors)
    if facts.get("layers", 0) > _MOST_LAYERS:
        raise CannotEstimate(f"The config gives {facts['layers']:,} layers; no model has that.")
    if not facts.get("hidden") or not facts.get("layers"):
        return {}
    facts |= _heads(told, facts)
    facts |= _experts(told, facts)
    facts |= _attention(told, facts)
    if isinstance(kind := told.get("model_type"), str):
        facts["model_type"] = kind
    return facts


def is_known_class(config: dict[str, Any]) -> bool:
    """Whether a config's type and class are ones that runtimes have, whose layers are as read."""
    types: dict[str, list[str]] = table("language_types")["types"]
    # the class stands in the outer config, its type may stand in either
    named = {str(one.get("model_type")) for one in (config, inner_config(config))}
    if not named & types.keys():
        return False
    classes: Any = config.get("architectures")
    if not isinstance(classes, list) or not classes:
        return True
    known = {prefix for prefixes in types.values() for prefix in prefixes}
    said = {_CLASS.sub("", str(one)) for one in classes}  # pyright: ignore[reportUnknownArgumentType, reportUnknownVariableType] - JSON from outside
    return bool(said & known)


def contradictions(config: dict[str, Any], tensors: list[Tensor]) -> tuple[Note, ...]:
    """Where a config cannot be, or says another number of layers than the tensors have."""
    told = inner_config(config)
    said = [
        Note(
            f"The config gives {name} as {value}, which is no size; it was not used.",
            f"配置中的 {name} 为 {value}，不是有效的大小，未采用。",
        )
        for names in _NAMES.values()
        for name in names
        if isinstance(value := told.get(name), int) and value < 0 and name != "model_max_length"
    ]
    stated, there = _number(told, _NAMES["layers"]), counted_layers(tensors)
    if stated and there and there not in (stated, stated + _extra_layers(told)):
        used = there if there > stated else stated
        said.append(
            Note(
                f"The config says {stated} layers and the tensors have {there}: {used} were "
                "counted for the cache.",
                f"配置称有 {stated} 层，张量中有 {there} 层：缓存按 {used} 层计。",
            )
        )
    return tuple(said)


def _more_layers(told: dict[str, Any], facts: dict[str, Any], tensors: list[Tensor]) -> bool:
    """Whether the tensors have more layers than a config says, those for speculation aside."""
    stated = facts.get("layers", 0)
    return counted_layers(tensors) > stated + _extra_layers(told)


def _extra_layers(told: dict[str, Any]) -> int:
    """Layers for speculative decoding, which stand after the others."""
    return _number(told, ("num_nextn_predict_layers",)) or 0


def _heads(told: dict[str, Any], facts: dict[str, Any]) -> dict[str, Any]:
    heads = facts.get("heads")
    if not heads:
        return {}
    head_dim = facts.get("head_dim") or facts["hidden"] // heads
    inside: Any = told.get("attn_config")  # MPT, DBRX
    kv_heads = facts.get("kv_heads")
    if not kv_heads and isinstance(inside, dict):
        kv_heads = _number(inside, ("kv_n_heads",))  # pyright: ignore[reportUnknownArgumentType]
    if not kv_heads:
        # Falcon's and GPT-BigCode's flag: one key and value head for all
        kv_heads = (
            1 if told.get("multi_query") and not told.get("new_decoder_architecture") else heads
        )
    if facts.get("kv_lora"):
        return {"kv_heads": kv_heads}
    return {"kv_heads": kv_heads, "head_dim": head_dim}


def _experts(told: dict[str, Any], facts: dict[str, Any]) -> dict[str, Any]:
    experts = facts.get("experts", 0)
    if experts < 2:
        return {"experts": None, "experts_per_token": None, "moe_ffn": None, "first_dense": 0}
    # Mixtral, gpt-oss and Llama 4 give the width of an expert as that of the feed-forward
    width = facts.get("moe_ffn") or facts.get("ffn")
    shared = facts.get("shared_experts", 0)
    beside = _number(told, ("shared_expert_intermediate_size", "shared_intermediate_size"))
    if beside and width and not shared:
        shared = -(-beside // width)
    return {
        "moe_ffn": width,
        "shared_experts": shared,
        "first_dense": min(_dense(told, facts), facts["layers"]),
    }


def _dense(told: dict[str, Any], facts: dict[str, Any]) -> int:
    """How many layers have no experts."""
    layers: int = facts["layers"]
    if first := facts.get("first_dense"):
        return first
    if isinstance(listed := told.get("mlp_layer_types"), list):
        return sum(1 for kind in listed if kind == "dense")  # pyright: ignore[reportUnknownVariableType]
    if isinstance(listed := told.get("mlp_only_layers"), list) and listed:
        return len(listed)  # pyright: ignore[reportUnknownArgumentType]
    step = _number(
        told, ("decoder_sparse_step", "interleave_moe_layer_step", "expert_layer_period")
    )
    return layers - layers // step if step else 0


def _attention(told: dict[str, Any], facts: dict[str, Any]) -> dict[str, Any]:
    """Which layers keep every token, which a window, which one state."""
    layers: int = facts["layers"]
    if compressed := compressed_layers(told, layers):
        return {"compressed": compressed, "window": window(told), "attention": "compressed"}
    kept = kept_by_layer(told, layers)
    linear = kept.count("linear")
    if str(told.get("model_type")).startswith("falcon_h1"):  # both kinds in every layer
        linear = layers
    found: dict[str, Any] = {
        "full_layers": _full(told, facts, kept.count("full")),
        "sliding_layers": kept.count("sliding"),
        "window": window(told) if "sliding" in kept else None,
        "linear_layers": linear,
    }
    if linear:
        found["linear"] = linear_state(told, facts.get("heads") or 1, facts.get("head_dim") or 128)
    return found


def _full(told: dict[str, Any], facts: dict[str, Any], count: int) -> int:
    """Full layers, counted in layers of the common head size (Gemma 4's are of another)."""
    size, heads = told.get("global_head_dim"), told.get("num_global_key_value_heads")
    mine = (facts.get("head_dim") or 0) * (facts.get("kv_heads") or 0)
    if not isinstance(size, int) or not mine:
        return count
    heads = heads if isinstance(heads, int) and heads else facts["kv_heads"]
    return max(1, round(count * size * heads / mine)) if count else 0


def _number(told: dict[str, Any], names: tuple[str, ...]) -> int | None:
    """The first of some names with a positive whole number; the largest of a list."""
    for name in names:
        value: Any = told.get(name)
        if isinstance(value, list) and value:
            numbers = [one for one in value if isinstance(one, int)]  # pyright: ignore[reportUnknownVariableType]
            value = max(numbers) if numbers else None
        if isinstance(value, float) and value.is_integer():
            value = int(value)
        if not isinstance(value, int) or isinstance(value, bool) or value <= 0:
            continue
        if value > _LARGEST and name != "model_max_length":
            raise CannotEstimate(f"The config gives {name} as {value:,}; no model has that.")
        if value <= _LARGEST:
            return value
    return None
