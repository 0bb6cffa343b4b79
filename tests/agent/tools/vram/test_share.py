"""The share of a card that vLLM takes unless told: solvers keep to it, a check names the setting."""

from typing import Any

import pytest

from agent.tools.vram import check_fit


@pytest.mark.parametrize(
    ("model", "card", "wanted", "setting"),
    [
        ("Qwen3-8B", "RTX 4090", "batch", {"context": 4096}),
        ("Qwen3-4B", "RTX 3060 12GB", "context", {}),
        ("Qwen3-32B", "RTX 3090", "gpus", {"context": 32768}),
        ("Qwen2.5-14B", "RTX 5090", "precision", {"context": 32768}),
    ],
)
def test_a_solver_keeps_to_the_share(
    model: str, card: str, wanted: str, setting: dict[str, Any]
) -> None:
    served = check_fit(model, card, engine="vllm", solve=wanted, **setting)
    assert (served.required_gib or 0) <= 0.9 * (served.available_gib or 0)
    assert any("--gpu-memory-utilization" in note for note in served.assumptions)
    assert not any("--gpu-memory-utilization" in note for note in served.cautions)
    other = check_fit(model, card, engine="transformers", solve=wanted, **setting)
    assert not any("utilization" in n for n in (*other.assumptions, *other.cautions))


def test_one_more_is_past_the_share_and_the_check_names_the_setting_for_it() -> None:
    setting: dict[str, Any] = {"engine": "vllm", "context": 4096}
    most = (check_fit("Qwen3-8B", "RTX 4090", solve="batch", **setting).solved or {})["value"]
    more = check_fit("Qwen3-8B", "RTX 4090", batch=most + 1, **setting)
    assert more.fits
    (said,) = (note for note in more.cautions if "utilization" in note)
    needed = float(said.split("utilization ")[1].strip("`."))
    assert (more.required_gib or 0) <= needed * (more.available_gib or 0)
    assert needed > 0.9
    shared = check_fit("Qwen3-8B", "RTX 4090", batch=most + 1, free_gib=23, **setting)
    assert not any("utilization" in note for note in shared.cautions)


def test_what_fits_only_in_all_of_the_card_is_found_with_the_setting() -> None:
    report = check_fit("Qwen3-14B", "RTX 5090", engine="vllm", solve="context")
    assert (report.solved or {})["value"]
    assert any("--gpu-memory-utilization" in note for note in report.cautions)
