"""Block swap, tiled decoding, the text encoder on the CPU and guidance, out of workflows."""

from typing import Any

import pytest

from agent.tools.vram.catalog import Model, read_model
from agent.tools.vram.estimate import need_of
from agent.tools.vram.given.workflow.graph import Graph, graph_of
from agent.tools.vram.given.workflow.offload import read_offload, with_guidance
from agent.tools.vram.workload import read_workload


def graph(*nodes: tuple[str, dict[str, Any]]) -> Graph:
    content = {str(i): {"class_type": k, "inputs": v} for i, (k, v) in enumerate(nodes)}
    return graph_of(content, "test")


def wan() -> Model:
    return read_model("Wan2.1-T2V-14B").model


def dit_gib(model: Model, offload: str | None) -> float:
    request = {"engine": "comfyui", "precision": "fp8", "offload": offload}
    phases = need_of(read_workload(model, None, request)).phases
    return next(p for p in phases if p.name == "denoising").parts.weights / 2**30


def swapped(blocks: int) -> float:
    offload, model, _ = read_offload(
        graph(("WanVideoBlockSwap", {"blocks_to_swap": blocks})), wan()
    )
    return dit_gib(model, offload)


def test_block_swap_becomes_the_offload_mode_block() -> None:
    offload, _, words = read_offload(graph(("WanVideoBlockSwap", {"blocks_to_swap": 20})), wan())
    assert offload == "block"
    assert "50%" in words[0]


def test_every_block_swapped_leaves_less_on_the_card() -> None:
    whole = dit_gib(wan(), None)
    # 40 blocks: half of them and two on their way; then two on their way alone
    assert swapped(20) == pytest.approx(0.55 * whole, abs=0.15)
    assert swapped(40) == pytest.approx(0.05 * whole, abs=0.15)
    held = [swapped(blocks) for blocks in (5, 10, 20, 30, 40)]
    assert held == sorted(held, reverse=True)


def test_no_block_swapped_is_no_offload() -> None:
    assert read_offload(graph(("WanVideoBlockSwap", {"blocks_to_swap": 0})), wan())[0] is None


def test_both_kinds_of_blocks_of_hunyuanvideo_count() -> None:
    model = read_model("HunyuanVideo").model
    double = graph(("HyVideoBlockSwap", {"double_blocks_to_swap": 20, "single_blocks_to_swap": 0}))
    both = graph(("HyVideoBlockSwap", {"double_blocks_to_swap": 20, "single_blocks_to_swap": 40}))
    held = [
        dit_gib(found, mode) for mode, found, _ in (read_offload(g, model) for g in (double, both))
    ]
    assert held[0] > 4 * held[1]


@pytest.mark.parametrize(
    ("nodes", "offload"),
    [
        ([("VAEDecodeTiled", {"tile_size": 512})], "none+vae_tiling"),
        ([("VAEDecodeTiled", {}), ("VAEDecode", {})], None),
        ([("WanVideoDecode", {"enable_vae_tiling": True})], "none+vae_tiling"),
        ([("WanVideoDecode", {"enable_vae_tiling": False})], None),
        ([("CLIPLoader", {"clip_name": "t5.safetensors", "device": "cpu"})], "none+t5_cpu"),
        ([("NunchakuFluxDiTLoader", {"cpu_offload": "enable"})], "block"),
        (
            [("WanVideoBlockSwap", {"blocks_to_swap": 40}), ("VAEDecodeTiled", {})],
            "block+vae_tiling",
        ),
        ([("VAEDecode", {})], None),
    ],
)
def test_switches_become_the_offload_of_a_request(
    nodes: list[tuple[str, dict[str, Any]]], offload: str | None
) -> None:
    assert read_offload(graph(*nodes), wan())[0] == offload


@pytest.mark.parametrize(
    ("nodes", "branches"),
    [
        ([("KSampler", {"cfg": 1.0})], 1),
        ([("KSampler", {"cfg": 6})], 2),
        ([("KSampler", {"cfg": 1}), ("KSampler", {"cfg": 6})], 2),
        ([("BasicGuider", {})], 1),
        ([("KSampler", {"cfg": ["9", 0]})], 2),  # computed elsewhere: not known
        ([("VAEDecode", {})], 2),
    ],
)
def test_guidance_of_one_runs_one_branch(
    nodes: list[tuple[str, dict[str, Any]]], branches: int
) -> None:
    model = read_model("LTX-2").model
    assert model.cfg_batch == 2
    assert with_guidance(graph(*nodes), model).cfg_batch == branches
