"""Sizes of workflows, out of the nodes that make latents."""

from typing import Any

import pytest

from agent.tools.vram.catalog import read_model
from agent.tools.vram.given.workflow.graph import Graph, graph_of
from agent.tools.vram.given.workflow.size import read_size


def graph(**nodes: tuple[str, dict[str, Any]]) -> Graph:
    content = {i: {"class_type": kind, "inputs": inputs} for i, (kind, inputs) in nodes.items()}
    return graph_of(content, "test")


def size(model: str, **nodes: tuple[str, dict[str, Any]]) -> dict[str, Any]:
    return read_size(graph(**nodes), read_model(model).model)[0]


CLIP = {"width": 848, "height": 480, "length": 49, "batch_size": 1}


@pytest.mark.parametrize(
    ("model", "kind"),
    [
        ("HunyuanVideo", "EmptyHunyuanLatentVideo"),
        ("HunyuanVideo-1.5", "EmptyHunyuanVideo15Latent"),
        ("Wan2.1-I2V-14B", "WanImageToVideo"),
        ("Wan2.1-VACE-14B", "WanVaceToVideo"),
        ("LTX-Video", "EmptyLTXVLatentVideo"),
        ("Mochi-1", "EmptyMochiLatentVideo"),
        ("Wan2.2-TI2V-5B", "Wan22ImageToVideoLatent"),
        ("Cosmos-Predict2-2B-Video2World", "CosmosPredict2ImageToVideoLatent"),
        ("Kandinsky-5.0-Lite", "Kandinsky5ImageToVideo"),
        ("Wan2.1-T2V-14B", "SomebodysNewVideoLatent"),
    ],
)
def test_latents_of_clips_give_size_frames_and_batch(model: str, kind: str) -> None:
    assert size(model, a=(kind, CLIP)) == {"width": 848, "height": 480, "frames": 49, "batch": 1}


def test_other_names_of_frames_are_read() -> None:
    embeds = {"width": 832, "height": 480, "num_frames": 81}
    assert size("Wan2.1-T2V-14B", a=("WanVideoEmptyEmbeds", embeds))["frames"] == 81
    svd = {"width": 1024, "height": 576, "video_frames": 14}
    assert size("SVD", a=("SVD_img2vid_Conditioning", svd))["frames"] == 14
    apart = size(
        "CogVideoX-5B",
        a=("EmptyLatentImage", {"width": 720, "height": 480, "batch_size": 1}),
        b=("CogVideoSampler", {"num_frames": 49, "steps": 50}),
    )
    assert apart == {"width": 720, "height": 480, "frames": 49, "batch": 1}


def test_the_largest_of_several_latents_decides() -> None:
    small = {"width": 512, "height": 512, "batch_size": 1}
    found = size(
        "SDXL", a=("EmptyLatentImage", small), b=("LatentUpscale", small | {"width": 1536})
    )
    assert (found["width"], found["height"]) == (1536, 512)


def test_a_latent_that_is_enlarged_counts_at_its_last_size() -> None:
    base = {"width": 640, "height": 360, "length": 121, "batch_size": 1}
    found = size("LTX-2.3", a=("EmptyLTXVLatentVideo", base), b=("LTXVLatentUpsampler", {}))
    assert (found["width"], found["height"], found["frames"]) == (1280, 720, 121)
    picture = {"width": 1000, "height": 1000, "batch_size": 1}
    by = size("SDXL", a=("EmptyLatentImage", picture), b=("LatentUpscaleBy", {"scale_by": 1.5}))
    assert (by["width"], by["height"]) == (1504, 1504)


def test_a_repeated_latent_is_a_batch() -> None:
    picture = {"width": 512, "height": 512, "batch_size": 2}
    found = size("SDXL", a=("EmptyLatentImage", picture), b=("RepeatLatentBatch", {"amount": 3}))
    assert found["batch"] == 6


def test_values_behind_primitives_are_certain_and_those_computed_elsewhere_are_not() -> None:
    model = read_model("SDXL").model
    plain = graph(
        a=("EmptyLatentImage", {"width": ["p", 0], "height": 768, "batch_size": 1}),
        p=("PrimitiveInt", {"value": 1344}),
    )
    request, _, unsure = read_size(plain, model)
    assert (request["width"], request["height"], unsure) == (1344, 768, [])
    hidden = graph(
        a=("EmptyLatentImage", {"width": ["p", 0], "height": 768, "batch_size": 1}),
        p=("GetImageSize", {"image": ["q", 0]}),
    )
    assert read_size(hidden, model)[0] == {}
    assert "default" in read_size(hidden, model)[2][0]


def test_without_a_latent_the_models_default_is_said() -> None:
    request, _, unsure = read_size(graph(a=("VAEEncode", {})), read_model("FLUX.1-dev").model)
    assert request == {}
    assert "default" in unsure[0]


def test_frames_are_no_setting_of_a_model_of_single_pictures() -> None:
    assert "frames" not in size("Qwen-Image", a=("EmptyHunyuanLatentVideo", CLIP))
