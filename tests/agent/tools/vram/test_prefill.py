from dataclasses import replace
from typing import Any

import pytest

from agent.tools.vram import check_fit
from agent.tools.vram.language_type import has_trait, type_of
from agent.tools.vram.model import Model
from agent.tools.vram.prefill import feed_forward_values, prefill_bytes, routed_values
from agent.tools.vram.runtime import find_engine
from agent.tools.vram.workload import read_workload

#: Values a token beside the wide ones: rotary tables, router, places in the order of experts.
SMALL_PARTS = 0.06
SIZES: dict[str, Any] = {
    "hidden_size": 1024,
    "num_hidden_layers": 2,
    "num_attention_heads": 4,
    "num_key_value_heads": 2,
    "head_dim": 64,
    "vocab_size": 1000,
    "num_local_experts": 64,
    "num_experts": 64,
    "n_routed_experts": 64,
    "first_k_dense_replace": 0,
}
DEEPSEEK = {"num_key_value_heads": 4, "kv_lora_rank": 32, "q_lora_rank": 32} | {
    "qk_rope_head_dim": 16,
    "qk_nope_head_dim": 16,
    "v_head_dim": 16,
    "head_dim": 16,
}
#: Type, experts a token, width of one; narrow ones are widest where the token's outputs are put
#: back in order, wide ones where the gate is applied.
CLASSES = [
    ("qwen3", 0, 4096),
    ("llama", 0, 4096),
    ("phi3", 0, 4096),
    ("glm4", 0, 4096),
    *((kind, 8, width) for kind in ("qwen3_moe", "mixtral", "deepseek_v3") for width in (64, 4096)),
    *((kind, 8, width) for kind in ("glm4_moe", "minimax_m2", "ernie4_5_moe") for width in (64,)),
    *(("gpt_oss", 4, width) for width in (64, 4096)),
    ("llama4_text", 1, 2048),
]


@pytest.mark.parametrize(("kind", "chosen", "width"), CLASSES)
def test_the_law_is_what_the_module_keeps(kind: str, chosen: int, width: int) -> None:
    pytest.importorskip("torch")
    from agent.tools.vram.exact.language import trace_prefill
    from agent.tools.vram.exact.language_shapes import shape_of_config

    told = SIZES | {"model_type": kind, "intermediate_size": width, "moe_intermediate_size": width}
    told |= {"num_experts_per_tok": chosen or 1}
    told |= DEEPSEEK if kind == "deepseek_v3" else {}
    told |= {"intermediate_size_mlp": width} if kind == "llama4_text" else {}
    told |= {"moe_num_shared_experts": 0} if kind == "ernie4_5_moe" else {}
    told |= {"pad_token_id": None}
    traced = trace_prefill(shape_of_config(told, kind), 2048, 1).activations

    assert prefill_bytes(_work(kind, chosen, width)) == pytest.approx(traced, rel=SMALL_PARTS)


def _work(kind: str, chosen: int, width: int) -> Any:
    """The same model as facts, in a request of 2,048 tokens of any runtime."""
    model = Model(
        kind,
        "llm",
        params_b=1.0,
        layers=2,
        hidden=1024,
        ffn=width,
        heads=4,
        kv_heads=2,
        head_dim=64,
        experts=64 if chosen else None,
        experts_per_token=chosen or None,
        moe_ffn=width if chosen else None,
        vocab=1000,
        model_type=kind,
    )
    return read_workload(model, None, {"context": 2048})


def test_a_fused_runtime_keeps_less_of_each_expert_than_the_modules_do() -> None:
    model = read_workload("DeepSeek-V3", None, {}).model
    grouped, looped, fused = (
        routed_values(model, find_engine(name)[0]) for name in ("any", "transformers-4.51", "vllm")
    )

    assert grouped == 8 * 6 * 7168  # chosen, output, weighted and put in order in 32 bits
    assert fused == 8 * (7168 + 2048)  # vLLM's two buffers
    assert looped < fused < grouped


def test_quantised_experts_with_kernels_of_their_own_are_fused_in_every_runtime() -> None:
    model = read_workload("gpt-oss-20b", None, {}).model
    engine = find_engine("transformers")[0]

    assert routed_values(model, engine) == 4 * (2 * 2880 + 2880)
    assert routed_values(replace(model, dtype="bf16"), engine) > 2 * routed_values(model, engine)


def test_latent_attention_is_expanded_chunk_by_chunk_in_vllm() -> None:
    work = read_workload("DeepSeek-V3", None, {"engine": "vllm", "context": 32768})
    first = work.changed(prompt=2048)

    # 30,720 earlier tokens x 128 heads x (128 + 128 and a key of 192) values
    assert prefill_bytes(work) - prefill_bytes(first) == pytest.approx(
        30720 * 128 * 448 * 2, rel=0.2
    )
    longer = prefill_bytes(work.changed(prompt=10**6))
    assert longer == prefill_bytes(work.changed(prompt=2 * 10**6))  # 64 K tokens at most


def test_llama_cpp_sets_room_for_the_logits_of_a_micro_batch() -> None:
    # 512 x (128,256 + 4,096) values of 32 bits: the "compute buffer" of 258.5 MiB it prints
    report = check_fit("Llama-3.1-8B", engine="llama.cpp", context=8192)

    assert report.breakdown_gib["activations"] == pytest.approx(258.5 / 1024, abs=0.001)


def test_a_mixture_with_dense_layers_is_at_least_as_wide_as_those() -> None:
    model = Model("x", "llm", hidden=64, ffn=9000, moe_ffn=8, experts=4, first_dense=1)
    engine = find_engine("any")[0]

    assert feed_forward_values(model, engine) == 3 * 9000
    assert feed_forward_values(replace(model, first_dense=0), engine) < 3 * 9000


def test_a_type_is_what_the_config_says_before_what_the_name_does() -> None:
    named = Model("Phi-4-mini", "llm", family="Phi-4")

    assert type_of(named) == "phi3" and has_trait(named, "merged_gate")
    assert not has_trait(replace(named, model_type="llama"), "merged_gate")
