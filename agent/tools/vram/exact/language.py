"""One prefill of a language model's real module on tensors without data."""
# pyright: standard
# Modules of transformers are typed in part only.

from dataclasses import dataclass
from typing import Any, NamedTuple

from agent.tools.vram.exact.language_shapes import Shape
from agent.tools.vram.exact.live_bytes import attend, built, fused_kernels, live_bytes, without_data

#: Layers past which a hybrid's chunked scan, many small steps a layer, takes minutes.
MOST_SCANNED = 8
_FUSED = "vendorscope_fused"


@dataclass(frozen=True)
class Prefill:
    """Bytes of one prefill, and what the module holds."""

    parameters: int
    weights: float
    """Bytes of parameters and buffers in 16 bits, tied ones once."""
    activations: float
    """The most alive above weights and cache."""
    cache: float
    """What the layers keep at the end: keys and values, or states."""
    layers_run: int
    is_fused: bool
    """A fused kernel stands in for attention that transformers itself writes out."""
    is_part: bool
    """Towers for pictures or sound were left out."""


class Built(NamedTuple):
    """A module, with what it was made from."""

    model: Any
    config: Any
    """Its own: the language model's, or of all its parts."""
    is_fused: bool


def trace_prefill(shape: Shape, tokens: int, batch: int, until: float | None = None) -> Prefill:
    """Run a prefill as `generate` does: the cache kept, logits of the last token only.

    A hybrid of linear and full attention is run over one period of its layers: each layer's
    activations are gone before the next begins and each period keeps the same cache, so the peak
    is that period's and the cache grows with the count of periods.
    """
    return without_data(lambda: _prefill(shape, tokens, batch, until))


def _prefill(shape: Shape, tokens: int, batch: int, until: float | None) -> Prefill:
    import torch

    model, config, is_fused = model_of(shape)
    parameters = sum(p.numel() for p in model.parameters())
    weights = float(sum(t.nbytes for t in (*model.parameters(), *model.buffers())))
    short, times = _shortened(config)
    if times > 1:
        model = built(lambda: _model(short, is_fused), "bfloat16")
    ids = torch.ones((batch, tokens), dtype=torch.int64)
    with fused_kernels(tokens), live_bytes(until) as ledger:
        kept = model(input_ids=ids, use_cache=True, logits_to_keep=1)
        cache = ledger.live - kept.logits.nbytes
    layers = int(short.get_text_config().num_hidden_layers)
    is_part = shape.is_part and config is shape.config
    return Prefill(
        parameters, weights, ledger.peak - cache, cache * times, layers, is_fused, is_part
    )


def model_of(shape: Shape) -> Built:
    """The causal model without its weights; with towers where it has no class without them.

    Classes with sinks or capped scores (gpt-oss, Gemma 2) have none in torch's own kernels.
    """
    refused = ValueError("no class")
    for config in (shape.config, *([shape.outer] if shape.outer else ())):
        for is_fused in (False, True):
            try:
                model = built(lambda c=config, f=is_fused: _model(c, f), "bfloat16")
            except ValueError as error:
                refused = error
            else:
                return Built(model, config, is_fused)
    raise refused


def _model(config: Any, is_fused: bool) -> Any:
    """The module of a config in 16 bits."""
    import torch
    from transformers import AttentionInterface, AutoModelForCausalLM, AutoModelForImageTextToText

    if is_fused:
        AttentionInterface.register(_FUSED, _attend_fused)
    is_whole = config.get_text_config() is not config
    kind = AutoModelForImageTextToText if is_whole else AutoModelForCausalLM
    return kind.from_config(
        config, dtype=torch.bfloat16, attn_implementation=_FUSED if is_fused else "sdpa"
    )


def _attend_fused(
    module: Any, query: Any, key: Any, value: Any, attention_mask: Any, **_: Any
) -> tuple[Any, None]:
    """Attention by a kernel that keeps nothing but its output, for classes that need their own."""
    return attend(query, key, value).transpose(1, 2), None


def _shortened(config: Any) -> tuple[Any, int]:
    """One period of a hybrid's layers and how many there are; other configs as they are."""
    import copy

    told = config.get_text_config()
    kinds = list(getattr(told, "layer_types", None) or [])
    layers = int(told.num_hidden_layers)
    if "linear_attention" not in kinds or layers <= MOST_SCANNED:
        return config, 1
    period = kinds.index("full_attention") + 1 if "full_attention" in kinds else 1
    if layers % period or kinds != kinds[:period] * (layers // period):
        return config, 1
    short = copy.deepcopy(config)
    told = short.get_text_config()
    told.num_hidden_layers, told.layer_types = period, kinds[:period]
    return short, layers // period
