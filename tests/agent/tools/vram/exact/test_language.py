import pytest

from agent.tools.vram.exact.language import trace_prefill
from agent.tools.vram.exact.language_shapes import Shape, shape_of_config

SMALL = {
    "hidden_size": 256,
    "intermediate_size": 1024,
    "num_hidden_layers": 2,
    "num_attention_heads": 4,
    "num_key_value_heads": 2,
    "head_dim": 64,
    "vocab_size": 1024,
}


def _shape(kind: str = "qwen3", **changed: int) -> Shape:
    return shape_of_config(SMALL | {"model_type": kind} | changed, "a small model")


def test_a_prefill_holds_three_tensors_as_wide_as_the_ffn() -> None:
    narrow, wide = (trace_prefill(_shape(intermediate_size=n), 1000, 1) for n in (1024, 4096))

    # gate, its activation, and up, in 16 bits
    assert wide.activations - narrow.activations == 1000 * 3 * (4096 - 1024) * 2
    assert wide.cache == 2 * 2 * 2 * 64 * 1000 * 2  # layers, key and value, heads, size, bytes


def test_activations_do_not_grow_with_depth_and_the_cache_does() -> None:
    shallow, deep = (trace_prefill(_shape(num_hidden_layers=n), 512, 1) for n in (2, 6))

    assert deep.activations == pytest.approx(shallow.activations, rel=0.001)
    assert deep.cache == 3 * shallow.cache


def test_batch_and_prompt_multiply() -> None:
    one, two, long = (trace_prefill(_shape(), n, b) for n, b in ((512, 1), (512, 2), (1024, 1)))

    assert two.activations == pytest.approx(2 * one.activations, rel=0.02)
    assert long.activations == pytest.approx(2 * one.activations, rel=0.02)
    assert two.cache == long.cache == 2 * one.cache


def test_a_tied_head_is_counted_once() -> None:
    tied = trace_prefill(
        shape_of_config(SMALL | {"model_type": "qwen3", "tie_word_embeddings": True}, "x"), 8, 1
    )

    assert trace_prefill(_shape(), 8, 1).parameters - tied.parameters == 1024 * 256


def test_a_hybrid_is_run_over_one_period_as_exactly_as_over_all() -> None:
    linear = {"linear_num_value_heads": 4, "linear_num_key_heads": 2, "linear_key_head_dim": 64}
    hybrid = linear | {"linear_value_head_dim": 64, "linear_conv_kernel_dim": 4}
    whole = trace_prefill(_shape("qwen3_5_text", num_hidden_layers=8, **hybrid), 128, 1)
    short = trace_prefill(_shape("qwen3_5_text", num_hidden_layers=12, **hybrid), 128, 1)

    assert (whole.layers_run, short.layers_run) == (8, 4)
    # the residual of a layer is all that an earlier period could leave
    assert short.activations == pytest.approx(whole.activations, rel=0.01)
    assert short.cache == pytest.approx(1.5 * whole.cache)


def test_a_class_without_torchs_own_attention_runs_on_a_fused_kernel() -> None:
    run = trace_prefill(_shape("gpt_oss", num_local_experts=4, num_experts_per_tok=2), 128, 1)

    assert run.is_fused
    assert run.cache > 0


def test_a_model_that_sees_is_built_with_its_tower_where_it_has_no_class_without() -> None:
    vision = {"depth": 1, "hidden_size": 64, "intermediate_size": 64, "num_heads": 2}
    told = {"model_type": "qwen3_vl", "text_config": SMALL, "vision_config": vision}
    run = trace_prefill(shape_of_config(told, "a model that sees"), 128, 1)

    assert run.is_part is False
    assert run.cache == 2 * 2 * 2 * 64 * 128 * 2
