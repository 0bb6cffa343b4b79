import pytest

from agent.tools.vram import CannotEstimate
from agent.tools.vram.runtime import Parallel, find_engine, find_offload, find_parallel


@pytest.mark.parametrize(
    ("text", "note", "gpus", "expected"),
    [
        (None, None, 4, None),
        ("TP-4", None, 4, Parallel(weights=4, tokens=4, tensor=4)),
        ("TP-8 x PP-2", None, 16, Parallel(weights=16, tokens=8, stages=2, tensor=8)),
        ("Ulysses-4 x TP-2", None, 8, Parallel(weights=2, tokens=8, tensor=2)),
        ("Ring-2", None, 2, Parallel(weights=1, tokens=2)),
        ("Ulysses-4 + VAE parallel", None, 4, Parallel(weights=1, tokens=4, vae=4)),
        ("whole pipeline", None, 2, Parallel(weights=2, tokens=2, vae=2)),
        (None, "official repo (FSDP + xDiT USP when multi-GPU)", 8, Parallel(weights=8, tokens=8)),
        ("TP-4", None, 1, None),
    ],
)
def test_parallel_says_what_is_split(
    text: str | None, note: str | None, gpus: int, expected: Parallel | None
) -> None:
    assert find_parallel(text, note, gpus) == expected


@pytest.mark.parametrize("text", ["none", "model", "group+vae_tiling", "sequential+vae_tiling"])
def test_offload_is_read_and_printed_alike(text: str) -> None:
    assert str(find_offload(text)) == text


def test_an_unknown_offload_names_the_known_ones() -> None:
    with pytest.raises(CannotEstimate, match="Unknown offload"):
        find_offload("model+turbo")


def test_versions_change_what_an_engine_keeps() -> None:
    assert find_engine("transformers-4.38")[0].keeps_prompt_logits
    assert not find_engine("transformers-4.51")[0].keeps_prompt_logits
    assert find_engine("vllm-omni")[0].name == "vllm-omni"
