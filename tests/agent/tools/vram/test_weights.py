import pytest

from agent.tools.vram.cache import cache_bytes
from agent.tools.vram.catalog import read_model
from agent.tools.vram.formats import find_format
from agent.tools.vram.weights import language_bytes

GIB = 2**30


@pytest.mark.parametrize(
    ("model", "precision", "gib"),
    [
        ("Qwen3-8B", "bf16", 15.26),
        ("Qwen3-8B", "awq", 5.68),
        ("Qwen3-32B", "gptq-int4", 18.1),
        ("gpt-oss-120b", "mxfp4", 60.8),
        ("Llama-3.1-70B", "q4_k_m", 40.2),
        ("70B", "bf16", 130.4),
    ],
)
def test_weights_of_a_format_keep_what_the_format_keeps(
    model: str, precision: str, gib: float
) -> None:
    size = language_bytes(read_model(model).model, find_format(precision)) / GIB
    assert size == pytest.approx(gib, rel=0.025)


@pytest.mark.parametrize(
    ("model", "context", "gib"),
    [
        ("Qwen3-8B", 8192, 1.125),  # grouped query
        ("Qwen-7B", 8192, 4.0),  # every head its own
        ("DeepSeek-V3", 131072, 8.578),  # latent: 61 x 576 values a token
        ("gpt-oss-20b", 131072, 3.003),  # half the layers stop at 128 tokens
        ("Qwen3-Next-80B-A3B", 131072, 3.072),  # 12 full layers and 36 states
    ],
)
def test_cache_follows_the_kind_of_attention(model: str, context: int, gib: float) -> None:
    size = cache_bytes(read_model(model).model, context, 1, 2)
    assert size is not None
    assert size / GIB == pytest.approx(gib, rel=0.01)


def test_a_bare_size_has_no_known_cache() -> None:
    assert cache_bytes(read_model("70B").model, 8192, 1, 2) is None
