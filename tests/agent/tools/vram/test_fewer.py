"""Fewer results: the most that the card holds, and what comes before giving any up."""

import pytest

from agent.tools.vram import check_fit


@pytest.mark.parametrize(
    ("model", "gpu", "request_"),
    [
        ("Qwen3-8B", "RTX 4090", {"batch": 64, "context": 16384}),
        ("Qwen3-8B", "RTX 4090", {"batch": 7}),
        ("Llama-3.1-8B", "A100 80GB", {"batch": 200, "context": 8192}),
        ("SDXL", "24GB", {"batch": 300}),
    ],
)
def test_the_batch_is_lowered_to_the_largest_that_fits(
    model: str, gpu: str, request_: dict[str, int]
) -> None:
    steps = check_fit(model, gpu, **request_).options
    at = next(n for n, step in enumerate(steps) if step["change"].startswith("batch "))
    step, batch = steps[at], int(steps[at]["change"].split()[1])
    assert step["fits"] and 1 < batch < request_["batch"]
    assert str(batch) in step["how"]
    if at == 0:
        assert not check_fit(model, gpu, **(request_ | {"batch": batch + 1})).fits


def test_a_batch_that_fits_nowhere_goes_down_to_one_and_on() -> None:
    steps = check_fit("Qwen3-8B", "12GB", batch=64, context=16384).options
    assert steps[0]["change"] == "batch 1" and not steps[0]["fits"]
    assert steps[-2]["fits"]


def test_pictures_of_a_batch_are_decoded_one_at_a_time_first() -> None:
    steps = check_fit("SDXL", "24GB", batch=8).options
    assert steps[0]["change"] == "decode one picture at a time"
    assert "enable_slicing" in steps[0]["how"]
