"""The shape of a language model from the keys of its GGUF header, in the catalogue's fields."""

from typing import Any

from agent.tools.vram.given.gguf.header import Tensor

#: Every so many layers one attends to the whole context, where the file does not say: constants
#: of llama.cpp's loader (src/llama-model.cpp, `set_swa_pattern`), read 2026-11.
_SWA_PERIODS = {
    "gemma2": 2,
    "gemma3": 6,
    "gemma-embedding": 6,
    "gemma3n": 5,
    "gpt-oss": 2,
    "cohere2": 4,
    "exaone4": 4,
    "exaone-moe": 4,
    "olmo2": 4,
    "smallthinker": 4,
    "afmoe": 4,
}


class Keys:
    """The key-value pairs, those of the architecture without its name before them."""

    def __init__(self, values: dict[str, Any], lengths: dict[str, int]) -> None:
        self._values = values
        self._lengths = lengths
        self.arch = self.text("general.architecture")

    def __contains__(self, key: str) -> bool:
        return key in self._values

    def of(self, key: str) -> Any:
        """A value of the architecture, such as `attention.head_count`."""
        return self._values.get(f"{self.arch}.{key}")

    def text(self, key: str) -> str:
        """A text by its whole key, empty where there is none."""
        value = self._values.get(key)
        return value if isinstance(value, str) else ""

    def number(self, key: str) -> int | None:
        """A whole number by its whole key."""
        value = self._values.get(key)
        return value if isinstance(value, int) else None

    def most(self, key: str) -> int | None:
        """A number of the architecture; the largest where each layer has its own."""
        value = self.of(key)
        if isinstance(value, list):
            return max(self.by_layer(key) or [], default=None)
        return value if isinstance(value, int) else None

    def by_layer(self, key: str) -> list[int] | None:
        """Numbers of the architecture, one a layer; None where one number is for all."""
        value = self.of(key)
        return [int(v) for v in value] if isinstance(value, list) else None  # pyright: ignore[reportUnknownVariableType, reportUnknownArgumentType] - numbers, by the header

    def length(self, key: str) -> int | None:
        """Length of an array."""
        return self._lengths.get(key)


def shape(keys: Keys, tensors: list[Tensor]) -> dict[str, Any]:
    """Fields of `catalog.Model` that the header states; absent ones are left out."""
    blocks = keys.most("block_count")
    if not blocks:
        return {}
    layers = blocks - (keys.most("nextn_predict_layers") or 0)
    heads, hidden = keys.most("attention.head_count"), keys.most("embedding_length")
    facts: dict[str, Any] = {
        "layers": layers,
        "hidden": hidden,
        "ffn": keys.most("feed_forward_length"),
        "heads": heads,
        "kv_heads": keys.most("attention.head_count_kv") or heads,
        "head_dim": _head_dim(keys, heads, hidden),
        "kv_lora": keys.most("attention.kv_lora_rank"),
        "rope_dim": keys.most("rope.dimension_count"),
        "indexer_dim": keys.most("attention.indexer.key_length"),
        "experts": keys.most("expert_count") or None,
        "experts_per_token": keys.most("expert_used_count") or None,
        "shared_experts": keys.most("expert_shared_count"),
        "moe_ffn": keys.most("expert_feed_forward_length"),
        "first_dense": keys.most("leading_dense_block_count"),
        "vocab": _vocabulary(keys, tensors),
        "max_context": keys.most("context_length"),
    }
    facts |= _layers_by_kind(keys, layers)
    return {name: value for name, value in facts.items() if value is not None}


def _head_dim(keys: Keys, heads: int | None, hidden: int | None) -> int | None:
    """Values of a head; where keys and values differ, their mean, which the cache holds twice."""
    key = keys.most("attention.key_length")
    if key:
        return (key + (keys.most("attention.value_length") or key)) // 2
    return hidden // heads if heads and hidden else None


def _vocabulary(keys: Keys, tensors: list[Tensor]) -> int | None:
    """Rows of the embedding table, which may be padded past the tokeniser's list."""
    for tensor in tensors:
        if tensor.name == "token_embd.weight" and len(tensor.shape) == 2:
            return tensor.shape[1]
    return keys.most("vocab_size") or keys.length("tokenizer.ggml.tokens")


def _layers_by_kind(keys: Keys, layers: int) -> dict[str, Any]:
    """How many layers see all of the context, a window of it, or keep one recurrent state."""
    attending = _attending(keys, layers)
    facts: dict[str, Any] = {"linear_layers": 0, "sliding_layers": 0}
    if len(attending) < layers:
        facts["linear_layers"] = layers - len(attending)
        facts["linear"] = _state(keys)
    window = keys.most("attention.sliding_window")
    kept = layers - (keys.most("attention.shared_kv_layers") or 0)
    attending = [layer for layer in attending if layer < kept]
    sliding = _sliding(keys, attending) if window else []
    if sliding:
        facts |= {"window": window, "sliding_layers": len(sliding)}
    full = [layer for layer in attending if layer not in set(sliding)]
    facts["full_layers"] = _whole_layers(keys, full)
    return facts


def _attending(keys: Keys, layers: int) -> list[int]:
    """Layers with attention; of a hybrid the others have no heads, or come between."""
    heads = keys.by_layer("attention.head_count_kv")
    if heads is not None:
        return [layer for layer, count in enumerate(heads[:layers]) if count]
    interval = keys.most("full_attention_interval")
    if interval:
        return [layer for layer in range(layers) if (layer + 1) % interval == 0]
    if keys.most("ssm.state_size") and not keys.most("attention.head_count"):
        return []
    return [] if keys.most("wkv.head_size") else list(range(layers))


def _sliding(keys: Keys, attending: list[int]) -> list[int]:
    """Layers that see a window; without a pattern llama.cpp's constant, else none."""
    pattern = keys.by_layer("attention.sliding_window_pattern")
    if pattern:
        # a pattern shorter than the model repeats
        return [layer for layer in attending if pattern[layer % len(pattern)]]
    period = keys.most("attention.sliding_window_pattern") or _SWA_PERIODS.get(keys.arch)
    return [layer for layer in attending if (layer + 1) % period] if period else []


def _whole_layers(keys: Keys, full: list[int]) -> int:
    """Layers over the whole context, as a number of layers with the most KV heads of any."""
    heads = keys.by_layer("attention.head_count_kv")
    if not heads or not full:
        return len(full)
    return -(-sum(heads[layer] for layer in full) // max(heads))


def _state(keys: Keys) -> dict[str, int] | None:
    """The state of a recurrent layer: Mamba, gated delta net or RWKV."""
    size = keys.most("wkv.head_size")
    if size:
        heads = (keys.most("embedding_length") or 0) // size
        return {"v_heads": heads, "k_heads": 0, "k_dim": size, "v_dim": size, "conv": 0}
    inner, state = keys.most("ssm.inner_size"), keys.most("ssm.state_size")
    if not (inner and state):
        return None
    groups = keys.most("ssm.group_count") or 0
    heads = (keys.most("ssm.time_step_rank") or 1) if groups else 1
    return {
        "v_heads": heads,
        "k_heads": groups,
        "k_dim": state,
        "v_dim": inner // heads,
        "conv": keys.most("ssm.conv_kernel") or 0,
    }
