"""Facts of a language model -> the config of its public class in transformers."""
# pyright: standard
# Configs of transformers are typed in part only.

import re
from dataclasses import dataclass
from typing import Any

from agent.tools.bilingual import Note
from agent.tools.vram.exact.live_bytes import CannotTrace
from agent.tools.vram.language_type import type_of
from agent.tools.vram.model import Model


@dataclass(frozen=True)
class Shape:
    """The config of a class, and how far it is the model's own."""

    config: Any
    """Of its language model."""
    outer: Any = None
    """Of the whole model, where pictures or sound are part of it."""
    is_own: bool = True
    """False: another class of the same dimensions stands in."""
    is_part: bool = False
    """The model has a tower for pictures or sound besides, which is not run."""


#: Models with towers for pictures or sound.
_PARTS = re.compile(
    r"VL|Qwen3\.[5-9]|Omni|OCR|ASR|TTS|Vision|multimodal|Intern|Gemma-3-(?:4|12|27)B|Gemma-3n"
)
_LINEAR = {
    "linear_num_value_heads": "v_heads",
    "linear_num_key_heads": "k_heads",
    "linear_key_head_dim": "k_dim",
    "linear_value_head_dim": "v_dim",
    "linear_conv_kernel_dim": "conv",
}


def shape_of_config(told: dict[str, Any], name: str) -> Shape:
    """The shape a `config.json` states; a class that only a repository's own code has is refused."""
    from transformers import AutoConfig

    kept = {k: v for k, v in told.items() if k not in ("quantization_config", "auto_map")}
    kind = str(kept.pop("model_type", ""))
    try:
        config = AutoConfig.for_model(kind, **kept)
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise _no_class(kind or "no model_type", name) from error
    inner: Any = config.get_text_config()
    if inner is config:
        return Shape(config)
    return Shape(inner, config, is_part=True)


def shape_of_facts(model: Model) -> Shape:
    """The shape that the facts of a row give; dimensions left open are the class's own."""
    from transformers import AutoConfig

    if not (model.layers and model.hidden and model.vocab and model.heads):
        raise CannotTrace(
            Note(
                f"The dimensions of {model.name} are not published in full: its module cannot be built.",
                f"{model.name} 的尺寸没有完整公开，无法构建其模块。",
            ),
            Note("Name its folder or repository instead.", "请改为给出其文件夹或仓库。"),
        )
    kind, is_own = _class_of(model)
    usual = AutoConfig.for_model(kind)
    # some classes read a head size that their usual config does not have
    known = {k for k in _facts(model) if hasattr(usual, k)} | {"head_dim"}
    facts = {k: v for k, v in _facts(model).items() if v is not None and k in known}
    config = AutoConfig.for_model(kind, **facts)
    return Shape(config, None, is_own, bool(_PARTS.search(model.name)))


def _class_of(model: Model) -> tuple[str, bool]:
    """The class in transformers, and whether it is the model's own."""
    if known := type_of(model):
        return known, True
    if model.compressed or model.linear_layers:
        raise _no_class(model.attention or "its attention", model.name)
    if model.kv_lora:
        return "deepseek_v3", False
    return ("qwen3_moe" if model.experts else "llama"), False


def _facts(model: Model) -> dict[str, Any]:
    """Dimensions in the names that configs of transformers have for them."""
    shared = model.shared_experts * (model.moe_ffn or 0)
    facts: dict[str, Any] = {
        "hidden_size": model.hidden,
        "num_hidden_layers": model.layers,
        "intermediate_size": model.ffn or model.moe_ffn,
        "num_attention_heads": model.heads,
        "num_key_value_heads": model.heads if model.kv_lora else model.kv_heads,
        "head_dim": None if model.kv_lora else model.head_dim,
        "vocab_size": model.vocab,
        "max_position_embeddings": model.max_context,
        "tie_word_embeddings": model.tied,
        "kv_lora_rank": model.kv_lora,
        "qk_rope_head_dim": model.rope_dim,
        "num_experts_per_tok": model.experts_per_token,
        "num_experts": model.experts,
        "num_local_experts": model.experts,
        "n_routed_experts": model.experts,
        "moe_intermediate_size": model.moe_ffn,
        "n_shared_experts": model.shared_experts or None,
        "shared_expert_intermediate_size": shared or None,
        "first_k_dense_replace": model.first_dense if model.experts else None,
        "sliding_window": model.window,
        "pad_token_id": None,
    }
    if model.linear:
        facts |= {theirs: model.linear.get(ours) for theirs, ours in _LINEAR.items()}
    return facts


def _no_class(kind: str, name: str) -> CannotTrace:
    return CannotTrace(
        Note(
            f"transformers has no class of its own for {name} ({kind}).",
            f"transformers 没有 {name}（{kind}）的类。",
        ),
        Note("Leave exact out for an estimate.", "可不用精确模式，改用估算。"),
    )
