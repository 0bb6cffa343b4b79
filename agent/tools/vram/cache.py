"""Bytes of the key-value cache, by the kind of attention a model really has."""

from agent.tools.vram.catalog import Model

#: One page of a paged cache; runtimes round a sequence up to it.
PAGE_TOKENS = 16


def cache_bytes(model: Model, context: int, batch: int, value_bytes: float) -> float | None:
    """Bytes for `batch` sequences of `context` tokens, or None where the shape is not published.

    Grouped query: layers x 2 x KV heads x head size x tokens. Multi-head latent attention: one
    compressed entry a layer. Sliding layers stop at their window. Linear layers keep one state.

    Worked: Qwen3-8B, 8,192 tokens, bf16: 36 x 2 x 8 x 128 x 8192 x 2 = 1.125 GiB.
    """
    if model.compressed:
        return batch * _compressed(model, context, value_bytes)
    if model.kv_lora:
        entry = (model.kv_lora + (model.rope_dim or 64)) * value_bytes
        indexer = (model.indexer_dim + 4) if model.indexer_dim else 0
        layers = model.full_layers or model.layers or 0  # hybrids have linear layers besides
        states = model.linear_layers * state_bytes(model)
        return batch * (float(context) * layers * (entry + indexer) + states)
    if not (model.layers and model.kv_heads and model.head_dim):
        return None
    entry = 2 * model.kv_heads * model.head_dim * value_bytes
    full = model.full_layers
    if full is None:
        full = model.layers - model.sliding_layers - model.linear_layers
    window = min(context, model.window or context)
    tokens = full * context + model.sliding_layers * window
    return batch * (tokens * entry + model.linear_layers * state_bytes(model))


def state_bytes(model: Model) -> float:
    """Bytes of one linear-attention layer's state: fp32 matrix a value head, and the short conv."""
    if not model.linear:
        return 0.0
    dims = model.linear
    matrix = dims["v_heads"] * dims["k_dim"] * dims["v_dim"] * 4
    width = 2 * dims["k_heads"] * dims["k_dim"] + dims["v_heads"] * dims["v_dim"]
    return float(matrix + width * dims["conv"] * 2)


def _compressed(model: Model, context: int, value_bytes: float) -> float:
    """One shared entry for every `ratio` tokens, and an uncompressed branch over the window."""
    entry = (model.head_dim or 0) * value_bytes
    window = min(context, model.window or 128)
    total = 0.0
    for layers, ratio in model.compressed or []:
        tokens = window + (context / ratio if ratio else 0)
        total += layers * tokens * entry
    return total
