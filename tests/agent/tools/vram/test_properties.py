import json
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from agent.tools.vram import check_fit, facts, list_models
from agent.tools.vram.catalog import models
from agent.tools.vram.diffusion import values_a_pixel

AGENT = Path(facts.__file__).parents[2]
LANGUAGE = ["Qwen3-8B", "DeepSeek-V3", "gpt-oss-20b", "Qwen3-Next-80B-A3B", "OLMo-3-32B"]
PIPELINES = ["HunyuanVideo", "Wan2.2-TI2V-5B", "FLUX.1-dev", "CogVideoX-5B", "LTX-Video", "SDXL"]
ENGINES = ["any", "diffusers", "official", "comfyui", "diffsynth", "lightx2v"]
OFFLOADS = ["none", "model", "group", "sequential", "model+vae_tiling"]


def need(model: str, **request: Any) -> float:
    return check_fit(model, **request).required_gib or 0.0


ALL_PIPELINES = [row["name"] for row in list_models() if row["kind"] in ("image", "video")]
#: Cards of one kind, each larger than the last.
LADDERS = [["RTX 3060 12GB", "RTX 3090", "RTX 5090"], ["A100 40GB", "A100 80GB"]]


@given(st.sampled_from(ALL_PIPELINES), st.sampled_from(ENGINES), st.sampled_from(OFFLOADS))
@settings(max_examples=80, deadline=None)
def test_parts_add_up_and_the_figure_lies_in_its_range(
    model: str, engine: str, offload: str
) -> None:
    report = check_fit(model, engine=engine, offload=offload)
    assert report.breakdown_gib is not None
    assert report.range_gib is not None
    assert report.required_gib is not None
    assert sum(report.breakdown_gib.values()) == pytest.approx(report.total_gib, abs=0.01)
    assert report.total_gib == pytest.approx(report.required_gib, abs=0.01)  # one card
    assert max(phase["gib"] for phase in report.phases) == pytest.approx(report.required_gib)
    low, high = report.range_gib
    assert 0 < low < report.required_gib < high
    assert (report.allocated_gib or 0) <= (report.reserved_gib or 0) <= report.required_gib


@given(st.sampled_from(ALL_PIPELINES), st.integers(1, 3), st.integers(1, 40))
@settings(max_examples=60, deadline=None)
def test_a_batch_or_a_longer_clip_never_needs_less(model: str, batch: int, frames: int) -> None:
    low = need(model, engine="diffusers", batch=batch, frames=frames)
    assert need(model, engine="diffusers", batch=batch + 1, frames=frames) >= low
    assert need(model, engine="diffusers", batch=batch, frames=frames + 4) >= low


@given(
    st.sampled_from([r["name"] for r in list_models() if r["kind"] == "video"]),
    st.sampled_from(["H100 80GB", "RTX 4090", "RTX 3060 12GB"]),
    st.integers(1, 30),
)
@settings(max_examples=80, deadline=None)
def test_a_longer_clip_never_needs_less_of_a_card_that_comfyui_fills(
    model: str, card: str, step: int
) -> None:
    asked = {"engine": "comfyui", "width": 832, "height": 480}
    short, long = (check_fit(model, card, frames=8 * n + 1, **asked) for n in (step, step + 4))
    assert (long.required_gib or 0.0) >= (short.required_gib or 0.0) - 0.001
    if long.fits:
        assert (long.required_gib or 0.0) <= (long.available_gib or 0.0)
        assert bool(long.least_gib) == bool(long.resident_gib)


@given(
    st.sampled_from([*LANGUAGE, *ALL_PIPELINES]),
    st.sampled_from([None, "vllm", *ENGINES]),
    st.sampled_from([None, *OFFLOADS]),
    st.integers(1, 8),
)
@settings(max_examples=150, deadline=None)
def test_one_card_more_never_needs_more_on_each(
    model: str, engine: str | None, offload: str | None, gpus: int
) -> None:
    asked = {"engine": engine, "offload": offload}
    assert need(model, gpus=gpus + 1, **asked) <= need(model, gpus=gpus, **asked) + 0.001


@given(st.sampled_from([*LANGUAGE, *ALL_PIPELINES]), st.sampled_from(LADDERS))
@settings(max_examples=60, deadline=None)
def test_a_fit_stays_a_fit_on_a_larger_card_of_its_kind(model: str, ladder: list[str]) -> None:
    fits = [check_fit(model, card).fits for card in ladder]
    assert fits == sorted(fits)


def test_published_figures_never_enter_an_estimate(tmp_path: Path) -> None:
    shutil.copytree(AGENT, tmp_path / "agent", ignore=shutil.ignore_patterns("__pycache__"))
    (tmp_path / "agent/tools/vram/data/published.jsonl").write_text("", encoding="utf-8")
    names = [*LANGUAGE, *PIPELINES, "Mochi-1", "Hunyuan3D-2.1"]
    code = (
        "import json, sys; from agent.tools.vram import check_rows;"
        "rows = [{'id': n, 'model': n, 'gpu': 'RTX 4090'} for n in sys.argv[1:]];"
        "print(json.dumps(list(check_rows(rows))))"
    )
    there, here = (
        json.loads(subprocess.check_output([sys.executable, "-c", code, *names], cwd=folder))
        for folder in (tmp_path, AGENT.parent)
    )
    assert not any(row["evidence"] for row in there)
    assert any(row["evidence"] for row in here)
    same = ("required_gib", "range_gib", "breakdown_gib", "total_gib", "phases", "verdict")
    assert [[row[key] for key in same] for row in there] == [[r[key] for key in same] for r in here]


@given(st.sampled_from(sorted(facts.table("activations")["vae"])), st.integers(1, 300))
def test_every_decoder_law_grows_with_frames(name: str, frames: int) -> None:
    curve = facts.table("activations")["vae"][name]["curve"]
    assert values_a_pixel(curve, frames) <= values_a_pixel(curve, frames + 1)


def test_every_class_of_the_catalogue_has_a_law() -> None:
    laws = facts.table("activations")
    for model in models():
        if model.parts:
            assert model.dit_class in laws["dit"], model.name
            assert model.vae_class in laws["vae"], model.name
