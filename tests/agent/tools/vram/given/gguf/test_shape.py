"""Shapes out of header keys, held against the catalogue's rows of the same models."""

from typing import Any

import pytest

from agent.tools.vram.cache import cache_bytes
from agent.tools.vram.catalog import Model, read_model
from agent.tools.vram.given.gguf.header import Tensor
from agent.tools.vram.given.gguf.shape import Keys, shape

GATED_DELTA_NET = {
    "ssm.state_size": 128,
    "ssm.inner_size": 4096,
    "ssm.group_count": 16,
    "ssm.time_step_rank": 32,
    "ssm.conv_kernel": 4,
}


def facts(arch: str, tensors: tuple[Tensor, ...] = (), **keys: Any) -> dict[str, Any]:
    """The fields that a header states; a dot in a key is written as two underscores."""
    values = {f"{arch}.{key.replace('__', '.')}": value for key, value in keys.items()}
    lengths = {"tokenizer.ggml.tokens": 500}
    return shape(Keys(values | {"general.architecture": arch}, lengths), list(tensors))


@pytest.mark.parametrize(
    ("arch", "keys", "twin"),
    [
        ("gpt-oss", {"block_count": 24, "attention__sliding_window": 128}, "gpt-oss-20b"),
        ("gemma3", {"block_count": 48, "attention__sliding_window": 1024}, "Gemma-3-12B"),
        (
            "qwen3next",
            {"block_count": 48, "full_attention_interval": 4} | GATED_DELTA_NET,
            "Qwen3-Next-80B-A3B",
        ),
        (
            "deepseek2",
            {"block_count": 61, "attention__kv_lora_rank": 512, "rope__dimension_count": 64},
            "DeepSeek-V3",
        ),
    ],
)
def test_the_cache_is_that_of_the_catalogue(arch: str, keys: dict[str, Any], twin: str) -> None:
    known = read_model(twin).model
    found = facts(
        arch,
        **keys,
        embedding_length=known.hidden,
        attention__head_count=known.heads,
        attention__head_count_kv=known.kv_heads,
        attention__key_length=known.head_dim,
    )
    model = Model("x", "llm", **found)
    assert cache_bytes(model, 65536, 1, 2) == cache_bytes(known, 65536, 1, 2)


def test_heads_of_each_layer_say_which_layers_have_a_cache() -> None:
    found = facts(
        "lfm2",
        block_count=8,
        embedding_length=2048,
        attention__head_count=32,
        attention__head_count_kv=[0, 0, 8, 0, 0, 8, 0, 4],
    )
    # 20 heads in all: written as 2.5 layers of 8, rounded up
    assert (found["full_layers"], found["linear_layers"], found["kv_heads"]) == (3, 5, 8)
    assert found["head_dim"] == 64


@pytest.mark.parametrize("pattern", [[True, False], [True, False] * 3, 2])
def test_a_pattern_of_windows_in_the_file_goes_before_the_usual_one(pattern: Any) -> None:
    found = facts(
        "gemma3",
        block_count=6,
        attention__head_count=8,
        attention__sliding_window=512,
        attention__sliding_window_pattern=pattern,
    )
    assert (found["sliding_layers"], found["full_layers"], found["window"]) == (3, 3, 512)


def test_the_last_layer_of_each_period_sees_all_of_the_context() -> None:
    found = facts("gemma3", block_count=34, attention__head_count=8, attention__sliding_window=512)
    assert (found["sliding_layers"], found["full_layers"]) == (29, 5)


def test_a_window_that_the_runtime_does_not_use_is_no_window() -> None:
    found = facts("llama", block_count=4, attention__head_count=8, attention__sliding_window=512)
    assert (found["sliding_layers"], found["full_layers"]) == (0, 4)


def test_layers_that_share_the_cache_of_others_have_none() -> None:
    found = facts(
        "gemma3n",
        block_count=35,
        attention__head_count=8,
        attention__sliding_window=512,
        attention__shared_kv_layers=15,
    )
    assert (found["full_layers"], found["sliding_layers"]) == (4, 16)


@pytest.mark.parametrize(
    ("arch", "keys", "state"),
    [
        ("mamba", {"ssm__inner_size": 5120, "ssm__state_size": 16, "ssm__conv_kernel": 4}, 81920),
        ("rwkv7", {"wkv__head_size": 64, "embedding_length": 2048}, 131072),
    ],
)
def test_a_model_without_attention_has_a_state_and_no_cache(
    arch: str, keys: dict[str, Any], state: int
) -> None:
    found = facts(arch, block_count=4, **keys)
    assert (found["full_layers"], found["linear_layers"]) == (0, 4)
    dims = found["linear"]
    assert dims["v_heads"] * dims["k_dim"] * dims["v_dim"] == state


def test_the_vocabulary_is_the_tables_and_else_the_tokenizers() -> None:
    table = Tensor("token_embd.weight", (64, 512), "F16", 64 * 512, 2 * 64 * 512)
    assert facts("llama", (table,), block_count=1)["vocab"] == 512
    assert facts("llama", block_count=1)["vocab"] == 500


def test_where_keys_and_values_differ_the_mean_is_cached_twice() -> None:
    found = facts("x", block_count=1, attention__key_length=192, attention__value_length=128)
    assert found["head_dim"] == 160


def test_without_blocks_there_is_no_shape() -> None:
    assert facts("flux") == {}
