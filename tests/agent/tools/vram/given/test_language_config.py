"""What is read of a language model's config, its quantisation, and its tensors."""

import json
from pathlib import Path

import pytest

from agent.tools.vram import check_fit
from agent.tools.vram.cache import cache_bytes
from agent.tools.vram.given import Given
from agent.tools.vram.given.checkpoint import LocalFiles, read_checkpoint
from agent.tools.vram.transformer import formats_native
from agent.tools.vram.weights import language_bytes


def read(folder: Path) -> Given:
    return read_checkpoint(LocalFiles(folder), folder.name)


@pytest.mark.parametrize(
    ("config", "tensors", "dtype", "params"),
    [
        (
            {"quant_method": "gptq", "bits": 4},
            {
                "qweight": ("I32", (32, 256)),
                "qzeros": ("I32", (2, 32)),
                "scales": ("F16", (2, 256)),
            },
            "gptq-int4",
            256 * 256,
        ),
        (
            {"quant_method": "awq", "bits": 4},
            {
                "qweight": ("I32", (256, 32)),
                "qzeros": ("I32", (2, 32)),
                "scales": ("F16", (2, 256)),
            },
            "awq",
            256 * 256,
        ),
        (
            {"quant_method": "fp8"},
            {"weight": ("F8_E4M3", (256, 256)), "weight_scale_inv": ("F32", (2, 2))},
            "fp8",
            256 * 256,
        ),
        (
            {"quant_method": "bitsandbytes", "load_in_4bit": True},
            {"weight": ("U8", (32768, 1)), "weight.absmax": ("U8", (1024,))},
            "nf4",
            256 * 256,
        ),
        (
            {"quant_method": "mxfp4"},
            {"weight_blocks": ("U8", (256, 8, 16)), "weight_scales": ("U8", (256, 8))},
            "mxfp4",
            256 * 256,
        ),
        (
            {
                "quant_method": "compressed-tensors",
                "format": "nvfp4-pack-quantized",
                "config_groups": {"group_0": {"weights": {"num_bits": 4, "type": "float"}}},
            },
            {"weight_packed": ("U8", (256, 128)), "weight_scale": ("F8_E4M3", (256, 16))},
            "nvfp4",
            256 * 256,
        ),
    ],
    ids=["gptq", "awq", "fp8", "bitsandbytes", "mxfp4", "nvfp4"],
)
def test_a_quantised_checkpoint_keeps_its_bytes_and_counts_unpacked(
    small_model, config, tensors, dtype, params
) -> None:
    shapes = {f"model.layers.0.mlp.up_proj.{name}": entry for name, entry in tensors.items()}
    folder = small_model(shapes, quantization_config=config, tie_word_embeddings=True)
    model = read(folder).model
    assert (model.dtype, round((model.params_b or 0) * 1e9)) == (dtype, params)
    size = (folder / "model.safetensors").stat().st_size
    assert 0 < size - (model.file_bytes or 0) < 1000
    assert language_bytes(model, formats_native(model)) == model.file_bytes
    assert check_fit(str(folder), precision="native").request["precision"] == dtype


@pytest.mark.parametrize(
    ("config", "facts"),
    [
        ({}, {"full_layers": 2, "sliding_layers": 0, "linear_layers": 0}),
        (
            {"sliding_window": 512, "use_sliding_window": False},
            {"full_layers": 2, "sliding_layers": 0, "window": None},
        ),
        (
            {"model_type": "gemma2", "sliding_window": 512, "use_sliding_window": None},
            {"full_layers": 1, "sliding_layers": 1, "window": 512},
        ),
        (
            {"layer_types": ["linear_attention", "full_attention"], "linear_num_value_heads": 4},
            {"full_layers": 1, "linear_layers": 1},
        ),
        (
            {"kv_lora_rank": 64, "qk_rope_head_dim": 32, "index_head_dim": 16},
            {"kv_lora": 64, "rope_dim": 32, "indexer_dim": 16},
        ),
        (
            {"n_routed_experts": 8, "num_experts_per_tok": 2, "moe_intermediate_size": 128}
            | {"n_shared_experts": 1, "first_k_dense_replace": 1},
            {"experts": 8, "experts_per_token": 2, "moe_ffn": 128, "shared_experts": 1}
            | {"first_dense": 1},
        ),
        ({"num_local_experts": 4}, {"experts": 4, "moe_ffn": 512}),
        (
            {"hybrid_override_pattern": "M*", "mamba_num_heads": 8, "ssm_state_size": 16}
            | {"mamba_head_dim": 64, "n_groups": 2, "conv_kernel": 4},
            {"full_layers": 1, "linear_layers": 1}
            | {"linear": {"v_heads": 8, "k_heads": 2, "k_dim": 16, "v_dim": 64, "conv": 4}},
        ),
        ({"compress_ratios": [0, 4, 4], "sliding_window": 128}, {"compressed": [[1, 0], [1, 4]]}),
        (
            {"text_config": {"num_hidden_layers": 3, "max_position_embeddings": 999}},
            {"layers": 3, "max_context": 999},
        ),
    ],
    ids=["dense", "window off", "gemma2", "linear", "mla", "moe", "mixtral", "mamba", "compressed",
         "inner config"],
)  # fmt: skip
def test_a_config_says_what_its_layers_keep(small_model, config, facts) -> None:
    model = read(small_model(**config)).model
    assert {name: getattr(model, name) for name in facts} == facts


def test_of_a_hybrid_only_the_full_layers_grow_with_the_context(small_model) -> None:
    config = {"kv_lora_rank": 64, "qk_rope_head_dim": 32, "num_hidden_layers": 4}
    layers = {"full_attn_layers": [4], "kda_layers": [1, 2, 3], "head_dim": 64, "num_heads": 4}
    model = read(small_model(**config, linear_attn_config=layers)).model
    short, long = (cache_bytes(model, context, 1, 2) or 0 for context in (1000, 2000))
    assert long - short == 1 * 1000 * (64 + 32) * 2
    assert short - 1000 * (64 + 32) * 2 == 3 * (4 * 64 * 64 * 4 + 3 * 4 * 64 * 4 * 2)


def test_what_a_config_leaves_to_its_class_is_seen_in_the_tensors(small_model, checkpoints) -> None:
    whole = read(small_model()).model
    checkpoints.json("config.json", {"model_type": "qwen3", "text_config": {"model_type": "qwen3"}})
    model = read(checkpoints.root).model
    names = ("layers", "hidden", "ffn", "heads", "kv_heads", "head_dim", "vocab", "full_layers")
    assert {name: getattr(model, name) for name in names} == {
        name: getattr(whole, name) for name in names
    }


def test_modelopt_says_its_format_in_a_file_of_its_own(small_model, checkpoints) -> None:
    shapes = {"model.layers.0.mlp.up_proj.weight": ("U8", (256, 128))}
    shapes["model.layers.0.mlp.up_proj.weight_scale"] = ("F8_E4M3", (256, 16))
    folder = small_model(shapes)
    checkpoints.json("hf_quant_config.json", {"quantization": {"quant_algo": "NVFP4"}})
    model = read(folder).model
    assert (model.dtype, round((model.params_b or 0) * 1e9)) == ("nvfp4", 256 * 256)


def test_of_a_mixture_only_some_experts_are_active(small_model) -> None:
    shapes = {"model.embed_tokens.weight": ("BF16", (1024, 256))}
    shapes |= {
        f"model.layers.0.mlp.experts.{n}.up_proj.weight": ("BF16", (64, 256)) for n in range(8)
    }
    model = read(small_model(shapes, num_experts=8, num_experts_per_tok=2)).model
    assert (model.params_b or 0) * 1e9 == pytest.approx((1024 + 8 * 64) * 256)
    assert (model.active_b or 0) * 1e9 == pytest.approx((1024 + 2 * 64) * 256)


def test_an_unknown_class_is_said_and_the_range_is_wider(small_model) -> None:
    known = check_fit(str(small_model()))
    for config in ({}, {"model_type": "foo"}):
        report = check_fit(str(small_model(architectures=["FooForCausalLM"], **config)))
        assert any("FooForCausalLM" in note for note in report.cautions)
        assert _width(report) > 2 * _width(known)
    assert check_fit(str(small_model(model_type="foo", architectures=None))).cautions
    for name in ("LlamaForCausalLM", "Qwen3ForSequenceClassification"):
        assert not check_fit(str(small_model(architectures=[name]))).cautions, name
    assert not check_fit(str(small_model(architectures="odd"))).cautions


@pytest.mark.parametrize(("stated", "used"), [(-5, 2), (1, 2), (3, 3)])
def test_a_number_of_layers_the_tensors_deny_is_said(
    small_model, checkpoints, stated, used
) -> None:
    config = json.loads((small_model() / "config.json").read_text("utf-8"))
    checkpoints.json("config.json", config | {"num_hidden_layers": stated})
    given = read(checkpoints.root)
    assert given.model.layers == used
    assert any(f"{stated}" in note and "layers" in note for note in given.cautions)


def test_layers_for_speculation_are_no_contradiction(small_model, checkpoints) -> None:
    config = json.loads((small_model() / "config.json").read_text("utf-8"))
    few = config | {"num_hidden_layers": 1, "num_nextn_predict_layers": 1}
    checkpoints.json("config.json", few)
    given = read(checkpoints.root)
    assert given.model.layers == 1
    assert not given.cautions


def _width(report) -> float:
    low, high = report.range_gib
    return (high - low) / report.required_gib
