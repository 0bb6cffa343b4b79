"""What each layer of a language model keeps for past tokens, by its config."""

from collections import Counter
from typing import Any

#: What a layer keeps, by the words configs use for it.
_KEEPS = {
    "full_attention": "full", "attention": "full", "global": "full", "hybrid": "full",
    "sliding_attention": "sliding", "chunked_attention": "sliding", "local": "sliding",
    "local_attention": "sliding", "sliding_window_attention": "sliding",
    "linear_attention": "linear", "mamba": "linear", "mamba2": "linear", "recurrent": "linear",
    "gated_deltanet": "linear", "kda": "linear", "lightning": "linear", "rwkv": "linear",
    "mlp": "none", "moe": "none", "conv": "none", "identity": "none",
}  # fmt: skip
_PATTERN = {"*": "full", "M": "linear", "-": "none", "E": "none"}
#: Tokens an entry stands for, by the words DeepSeek V4 uses for a layer's kind.
_RATIOS = {"compressed_sparse_attention": 4, "heavily_compressed_attention": 128}
#: Layers between two global ones where a config gives a window and no list of layers.
_INTERVALS = {"gemma2": 2, "gemma3_text": 6, "gemma3": 6, "gemma4_text": 6, "cohere2": 4, "gpt_oss": 2,
              "gemma3n_text": 5, "exaone4": 4}  # fmt: skip
#: Families whose `sliding_window` holds only where `use_sliding_window` is true.
_ASKED_ONLY = ("qwen2", "qwen3")


def kept_by_layer(config: dict[str, Any], layers: int) -> list[str]:
    """`full`, `sliding`, `linear` or `none` for each layer that keeps a cache of its own.

    >>> kept_by_layer({"full_attention_interval": 4}, 8).count("linear")
    6
    """
    kept = _listed(config, layers) or _by_rule(config, layers)
    shared = _int(config, "num_kv_shared_layers") or 0
    return kept[: max(1, len(kept) - shared)] if shared else kept


def compressed_layers(config: dict[str, Any], layers: int) -> list[list[int]] | None:
    """[layers, tokens an entry stands for] of a cache compressed along the sequence."""
    ratios: Any = config.get("compress_ratios")
    if not isinstance(ratios, list):
        kinds: Any = config.get("layer_types")
        if not isinstance(kinds, list) or not _RATIOS.keys() & set(map(str, kinds)):  # pyright: ignore[reportUnknownArgumentType]
            return None
        ratios = [_RATIOS.get(str(kind), 0) for kind in kinds]  # pyright: ignore[reportUnknownVariableType, reportUnknownArgumentType]
    # the list goes on past the model's layers, for those that only speculative decoding loads
    numbers = [ratio if isinstance(ratio, int) else 0 for ratio in ratios[:layers]]  # pyright: ignore[reportUnknownVariableType]
    counted = Counter(numbers)
    return [[count, ratio] for ratio, count in sorted(counted.items())]


def window(config: dict[str, Any]) -> int | None:
    """Tokens a sliding layer keeps."""
    for name in ("sliding_window", "attention_chunk_size", "attention_window_size"):
        if found := _int(config, name):
            return found
    return None


def linear_state(config: dict[str, Any], heads: int, head_dim: int) -> dict[str, int] | None:
    """Sizes of a linear or state-space layer's state, in the names of `Model.linear`."""
    if values := _int(config, "linear_num_value_heads"):
        return {
            "v_heads": values,
            "k_heads": _int(config, "linear_num_key_heads") or values,
            "k_dim": _int(config, "linear_key_head_dim") or 128,
            "v_dim": _int(config, "linear_value_head_dim") or 128,
            "conv": _int(config, "linear_conv_kernel_dim") or 4,
        }
    told: Any = config.get("linear_attn_config")
    if isinstance(told, dict) and told.get("num_heads") and told.get("head_dim"):  # pyright: ignore[reportUnknownMemberType]
        n, size = int(told["num_heads"]), int(told["head_dim"])  # pyright: ignore[reportUnknownArgumentType]
        conv = int(told.get("short_conv_kernel_size") or 4)  # pyright: ignore[reportUnknownArgumentType, reportUnknownMemberType]
        return {"v_heads": n, "k_heads": n, "k_dim": size, "v_dim": size, "conv": conv}
    if config.get("attn_type_list"):  # MiniMax's lightning attention: one matrix a head
        return {"v_heads": heads, "k_heads": 0, "k_dim": head_dim, "v_dim": head_dim, "conv": 0}
    if width := _int(config, "lru_width"):
        conv = _int(config, "conv1d_width") or 4
        return {"v_heads": width, "k_heads": 0, "k_dim": 1, "v_dim": 1, "conv": conv}
    return _state_space(config)


def _state_space(config: dict[str, Any]) -> dict[str, int] | None:
    """Mamba: a state of `state` values for each inner channel, and the inputs of a short conv."""
    state = _first(config, "ssm_state_size", "mamba_d_state", "state_size")
    hidden = _first(config, "hidden_size", "d_model")
    if not state or not hidden:
        return None
    inner = hidden * (_first(config, "mamba_expand", "expand") or 2)
    inner = _int(config, "mamba_d_ssm") or inner
    conv = _first(config, "mamba_d_conv", "conv_kernel") or 4
    own = "num_heads" if config.get("model_type") == "mamba2" else "mamba_num_heads"
    heads = _first(config, "mamba_num_heads", "mamba_n_heads", "n_mamba_heads", own)
    if not heads:  # the first Mamba has no heads: every channel is one
        return {"v_heads": inner, "k_heads": 0, "k_dim": state, "v_dim": 1, "conv": conv}
    size = _first(config, "mamba_head_dim", "mamba_d_head") or inner // heads
    groups = _first(config, "n_groups", "mamba_n_groups", "mamba_ngroups") or 1
    return {"v_heads": heads, "k_heads": groups, "k_dim": state, "v_dim": size, "conv": conv}


def _listed(config: dict[str, Any], layers: int) -> list[str] | None:
    """Layers as a config lists them, one by one or by number."""
    for name in ("layer_types", "layers_block_type"):
        if isinstance(kinds := config.get(name), list) and kinds:
            return [_KEEPS.get(str(kind), "full") for kind in kinds[:layers]]  # pyright: ignore[reportUnknownVariableType, reportUnknownArgumentType]
    if pattern := config.get("hybrid_override_pattern"):
        return [_PATTERN[mark] for mark in str(pattern) if mark in _PATTERN]
    if isinstance(kinds := config.get("attn_type_list"), list):
        return ["full" if kind else "linear" for kind in kinds]  # pyright: ignore[reportUnknownVariableType]
    if isinstance(numbers := config.get("attn_layer_indices"), list):
        return ["full" if n in numbers else "linear" for n in range(layers)]
    if isinstance(numbers := config.get("full_attn_idxs"), list):
        return ["full" if n in numbers else "none" for n in range(layers)]
    told: Any = config.get("linear_attn_config")
    if isinstance(told, dict) and isinstance(told.get("full_attn_layers"), list):  # pyright: ignore[reportUnknownMemberType]
        full: list[Any] = told["full_attn_layers"]  # pyright: ignore[reportUnknownVariableType] - numbered from 1
        return ["full" if n + 1 in full else "linear" for n in range(layers)]
    return None


def _by_rule(config: dict[str, Any], layers: int) -> list[str]:
    """Layers where the config gives an interval, or one kind for all."""
    family = str(config.get("model_type") or "")
    if interval := _int(config, "full_attention_interval"):
        return _every(layers, interval, "linear")
    if period := _int(config, "attn_layer_period"):
        offset = _int(config, "attn_layer_offset") or 0
        return ["full" if n % period == offset else "linear" for n in range(layers)]
    if family.startswith("recurrent_gemma"):
        return ["sliding" if n % 3 == 2 else "linear" for n in range(layers)]
    if family in ("mamba", "mamba2", "falcon_mamba"):
        return ["linear"] * layers
    if not window(config) or _is_off(config, family):
        return ["full"] * layers
    if config.get("attention_chunk_size"):  # Llama 4: one layer in four sees everything
        return _every(layers, _int(config, "no_rope_layer_interval") or 4, "sliding")
    interval = _int(config, "sliding_window_pattern") or _INTERVALS.get(family)
    if interval:
        return _every(layers, interval, "sliding")
    first = _int(config, "max_window_layers") or 0 if config.get("use_sliding_window") else 0
    return ["full"] * min(first, layers) + ["sliding"] * max(0, layers - first)


def _is_off(config: dict[str, Any], family: str) -> bool:
    default = not family.startswith(_ASKED_ONLY)
    return not config.get("use_sliding_window", default)


def _every(layers: int, interval: int, other: str) -> list[str]:
    """Every `interval`-th layer full, counted from the first."""
    return ["full" if (n + 1) % interval == 0 else other for n in range(layers)]


def _first(config: dict[str, Any], *names: str) -> int | None:
    return next((found for name in names if (found := _int(config, name))), None)


def _int(config: dict[str, Any], name: str) -> int | None:
    value = config.get(name)
    return value if isinstance(value, int) and not isinstance(value, bool) and value > 0 else None
