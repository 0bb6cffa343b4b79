"""The other tools' rules on one row, against the sum by hand."""

import pytest

from evals import peers
from evals.peers import Asked, Row, predictions

GIB = 2**30
#: Qwen3-8B by its config: 36 layers, hidden 4096, FFN 12288, 32 heads, 8 KV heads of 128.
COUNT, TABLE, KV_ENTRY = 8.190735e9, 151936 * 4096, 2 * 36 * 8 * 128


def row(**request: object) -> Row:
    asked = {"id": "r", "model": "Qwen3-8B", "precision": "bf16", "context": 4096, **request}
    return {"id": "r", "params_b": 8.2, "request": asked}


def said(rule: str, **request: object) -> dict[str, float]:
    """GiB of a tool's answer by part, and their sum."""
    result = predictions([row(**request)])[rule]["r"]
    return {**result["breakdown_gib"], "total": result["total_gib"]}


THUMB, ACCELERATE, HF_MEM, GGUF = peers.PEERS


def test_the_rule_of_thumb_is_the_printed_size_times_bytes_times_1_2() -> None:
    assert said(THUMB)["total"] == pytest.approx(8.2e9 * 2 * 1.2 / GIB)
    assert said(THUMB, precision="awq")["total"] == pytest.approx(8.2e9 * 0.5 * 1.2 / GIB)
    assert said(THUMB, precision="fp8")["total"] == pytest.approx(8.2e9 * 1.2 / GIB)


def test_accelerate_adds_the_largest_layer_and_knows_no_pipeline() -> None:
    assert said(ACCELERATE)["total"] == pytest.approx((COUNT + TABLE) * 2 / GIB, rel=0.001)
    assert said(ACCELERATE, context=40960) == said(ACCELERATE)
    assert predictions([row(model="FLUX.1-dev")])[ACCELERATE] == {}


def test_hf_mem_adds_the_cache_of_every_token() -> None:
    weights = pytest.approx(COUNT * 2 / GIB, rel=0.001)
    assert said(HF_MEM)["weights"] == weights
    assert said(HF_MEM)["kv_cache"] == pytest.approx(KV_ENTRY * 4096 * 2 / GIB)
    assert said(HF_MEM, batch=3)["kv_cache"] == pytest.approx(3 * KV_ENTRY * 4096 * 2 / GIB)
    assert said(HF_MEM, precision="fp8")["kv_cache"] == pytest.approx(KV_ENTRY * 4096 / GIB)


def test_hf_mem_counts_every_component_of_a_pipeline_and_no_picture() -> None:
    small = said(HF_MEM, model="FLUX.1-dev", width=512, height=512)
    large = said(HF_MEM, model="FLUX.1-dev", width=2048, height=2048)
    assert small == large
    assert small["total"] == pytest.approx((11.90 + 4.76 + 0.12 + 0.08) * 2e9 / GIB, rel=0.02)


def test_gguf_parser_adds_buffers_for_512_tokens() -> None:
    inputs = 4 * 512 * (4096 + 1 + 4096)
    attention = 4 * 512 * (3 * 4096 + 4096 * 32)
    logits = 2 * 4 * 512 * (4096 + 151936)
    buffers = inputs + attention + logits + 250 * 2**20
    assert said(GGUF)["overhead"] == pytest.approx(buffers / GIB)
    assert said(GGUF, context=4097)["kv_cache"] == pytest.approx(KV_ENTRY * 4128 * 2 / GIB)
    assert predictions([row(model="FLUX.1-dev")])[GGUF] == {}


def test_a_model_nobody_knows_is_no_answer_of_anyone() -> None:
    assert all(not results for results in predictions([row(model="Nonesuch-9")]).values())


def test_the_parts_of_an_answer_are_its_total_over_all_cards() -> None:
    for rule in (THUMB, ACCELERATE, HF_MEM, GGUF):
        result = predictions([row(gpus=2)])[rule]["r"]
        assert sum(result["breakdown_gib"].values()) == pytest.approx(result["total_gib"])
        assert result["required_gib"] == pytest.approx(result["total_gib"] / 2)


@pytest.mark.parametrize(
    ("precision", "bits"),
    [("bf16", 16), ("fp32", 32), ("gptq-int8", 8), ("awq", 4), ("nvfp4", 4), (None, 16)],
)
def test_a_precision_says_its_round_bits(precision: str | None, bits: int) -> None:
    from agent.tools.vram.catalog import read_model

    model = read_model("Qwen3-8B").model
    assert Asked(row(precision=precision), model, 0.0).bits == bits
