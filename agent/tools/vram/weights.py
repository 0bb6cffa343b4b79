"""Bytes of weights: exact from the architecture, with what a format leaves in 16 bits."""

from dataclasses import dataclass

from agent.tools.vram.catalog import Model
from agent.tools.vram.formats import Format, formats

GIB = 2**30
#: Share of a model of unknown layout that quantised checkpoints leave in 16 bits.
UNKNOWN_KEPT = 0.04


@dataclass(frozen=True)
class Layout:
    """Where the parameters of a language model are, as counts."""

    embeddings: float
    """Embedding and head; one table where they are tied."""
    attention: float
    linear_attention: float
    experts: float
    rest: float

    @property
    def total(self) -> float:
        """All parameters."""
        return self.embeddings + self.attention + self.linear_attention + self.experts + self.rest


def layout(model: Model) -> Layout | None:
    """The parameters of a language model by where they are, or None if not published.

    They add up to the model's own count; what the parts do not explain is in `rest`.
    """
    if not (model.params_b and model.vocab and model.hidden and model.layers):
        return None
    total = model.params_b * 1e9
    embeddings = model.vocab * model.hidden * (1 if model.tied else 2)
    attention = _attention(model) * (model.layers - model.linear_layers)
    linear = _linear_attention(model) * model.linear_layers
    experts = 0.0
    if model.experts and model.moe_ffn:
        experts = 3.0 * model.hidden * model.moe_ffn * model.experts
        experts *= model.layers - model.first_dense
    known = embeddings + attention + linear + experts
    if known > total:
        # a nominal size, or dimensions that do not belong together: keep the proportions
        scale = total / known
        embeddings, attention, linear, experts = (
            x * scale for x in (embeddings, attention, linear, experts)
        )
        known = total
    return Layout(embeddings, attention, linear, experts, total - known)


def language_bytes(model: Model, fmt: Format) -> float:
    """Bytes of a language model's weights in a format.

    Worked: Qwen3-8B in bf16 is 8.1907e9 x 2 bytes; in AWQ 1.2447e9 x 2 for embedding and head,
    which stay in 16 bits, and 6.946e9 x 4.156 / 8.
    """
    if model.file_bytes and fmt.name == model.dtype:
        return float(model.file_bytes)
    count = (model.params_b or 0.0) * 1e9
    if fmt.is_gguf and (experts := _experts_kept(model)):
        return experts * formats()["mxfp4"].bits / 8 + (count - experts) * fmt.bits / 8
    if fmt.whole or not fmt.is_quantised:
        return count * fmt.bits / 8
    parts = layout(model)
    if parts is None:
        kept = count * UNKNOWN_KEPT
        return (count - kept) * fmt.bits / 8 + kept * 2
    kept = parts.embeddings
    if fmt.second is None and fmt.keeps == "attention":
        kept = parts.total - parts.experts if parts.experts else parts.embeddings
    elif fmt.second is None and fmt.keeps == "linear-attention":
        kept += parts.linear_attention
    second = 0.0
    if fmt.second:
        second = parts.rest + parts.attention + parts.linear_attention
        second = second if parts.experts else parts.attention + parts.linear_attention
    quantised = parts.total - kept - second
    bits = formats()[fmt.second].bits if fmt.second else 0.0
    return quantised * fmt.bits / 8 + second * bits / 8 + kept * 2


def _experts_kept(model: Model) -> float:
    """Experts that GGUF files keep in MXFP4, as released, whatever format they are named after.

    K-quants take rows of a multiple of 256 values, which gpt-oss's 2,880 is not
    (https://github.com/ggml-org/llama.cpp/issues/6614).
    """
    if "mxfp4" not in model.dtype or (model.moe_ffn or 0) % 256 == 0:
        return 0.0
    parts = layout(model)
    return parts.experts if parts else 0.0


def expert_bytes(model: Model, fmt: Format) -> float:
    """Bytes of all routed experts in a format; 0 of a model without, or of unknown layout."""
    parts = layout(model)
    if parts is None:
        return 0.0
    bits = formats()["mxfp4"].bits if fmt.is_gguf and _experts_kept(model) else fmt.bits
    return min(parts.experts * bits / 8, language_bytes(model, fmt))


def embedding_bytes(model: Model) -> float:
    """Bytes of one embedding table in 16 bits."""
    return (model.vocab or 0) * (model.hidden or 0) * 2.0


def layer_bytes(total: float, layers: int | None) -> float:
    """Bytes of the two layers that streaming keeps on the card: one in use, one on its way."""
    return min(total, 2 * total / max(2, layers or 40))


def _attention(model: Model) -> float:
    """Parameters of one softmax-attention layer."""
    hidden, heads = model.hidden or 0, model.heads or 0
    if model.kv_lora:
        rope = model.rope_dim or 64
        query_rank = 1536 if hidden > 4000 else 0
        query = heads * (128 + rope)
        projections = (hidden + query) * query_rank if query_rank else hidden * query
        return (
            projections
            + hidden * (model.kv_lora + rope)
            + heads * 256 * model.kv_lora
            + (heads * 128 * hidden)
        )
    if not (heads and model.head_dim and model.kv_heads):
        return 4.0 * hidden * hidden
    return 2.0 * hidden * model.head_dim * (heads + model.kv_heads)


def _linear_attention(model: Model) -> float:
    """Parameters of one gated-delta-net layer: query, key, value, gate in; one projection out."""
    if not model.linear:
        return 0.0
    hidden, dims = model.hidden or 0, model.linear
    keys, values = dims["k_heads"] * dims["k_dim"], dims["v_heads"] * dims["v_dim"]
    return float(hidden * (2 * keys + 2 * values) + hidden * values)
