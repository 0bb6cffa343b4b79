"""Counts of cards that share the attention heads, and what is said of the others."""

from agent.tools.vram import check_fit
from agent.tools.vram.catalog import read_model
from agent.tools.vram.tensor_parallel import divides, next_count


def test_heads_and_key_value_heads_are_shared_evenly_or_copied() -> None:
    qwen = read_model("Qwen3-14B").model  # 40 heads, 8 of keys and values
    assert [count for count in range(1, 41) if divides(qwen, count)] == [1, 2, 4, 8, 40]
    deepseek = read_model("DeepSeek-R1").model  # latent: 128 heads, one cache for all
    assert next_count(deepseek, 9) == 16
    assert next_count(read_model("Falcon-7B").model, 2) is None  # 71 heads


def test_a_count_that_divides_nothing_is_said_with_the_next() -> None:
    (said,) = check_fit("Qwen3-8B", "4090", gpus=3, engine="vllm").cautions
    assert "32 attention heads" in said
    assert "take 4" in said
    (other,) = check_fit("Qwen3-8B", "4090", gpus=3).cautions
    assert "split by layers" in other
    assert check_fit("Qwen3-8B", "4090", gpus=4, engine="vllm").cautions == []
    assert not any("heads" in note for note in check_fit("FLUX.1-dev", "3x 4090").cautions)
