"""Names as people write them: slips in words are forgiven, another model's name never."""

import pytest

from agent.tools.vram import CannotEstimate
from agent.tools.vram.catalog import read_model
from agent.tools.vram.names import begins, closest_names, tokens

FOUND = {
    "hunyun video": "HunyuanVideo",
    "hunyuanvideo": "HunyuanVideo",
    "huanyuan video": "HunyuanVideo",
    "hunyuan vidio": "HunyuanVideo",
    "HunyaunVideo 1.5": "HunyuanVideo-1.5",
    "混元视频": "HunyuanVideo",
    "qwen3 8b": "Qwen3-8B",
    "Qewn3-14B": "Qwen3-14B",
    "Qwenn3-32B": "Qwen3-32B",
    "qwen-imgae": "Qwen-Image",
    "llama3.1-8b": "Llama-3.1-8B",
    "lama 3.1 70b": "Llama-3.1-70B",
    "Llama-4-Maverik": "Llama-4-Maverick",
    "deepsek v3": "DeepSeek-V3",
    "deepseak-r1": "DeepSeek-R1",
    "mistrel 7b": "Mistral-7B",
    "mixtrel 8x7b": "Mixtral-8x7B",
    "gema 3 27b": "Gemma-3-27B",
    "falcn 7b": "Falcon-7B",
    "cogvidoex 5b": "CogVideoX-5B",
    "flux.1 schnel": "FLUX.1-schnell",
    "FLUX.1 context dev": "FLUX.1-Kontext-dev",
    "flux schnell": "FLUX.1-schnell",
    "glm air": "GLM-4.5-Air",
    "stable difusion xl": "SDXL",
    "stable diffussion 3.5 large": "SD3.5-large",
    "wisper large v3": "Whisper-large-v3",
    "hunyan3d 2.1": "Hunyuan3D-2.1",
    "Qwen3-235B-A22B-Instruct-2507": "Qwen3-235B-A22B",
    "Mistral-7B-Instruct-v0.2": "Mistral-7B",
    "gpt-4o-mini": "GPT-4o",
    "GPT-4": "GPT-4",
    "kimi k2": "Kimi-K2",
    "Claude Opus 4.5": "Claude",
}
REFUSED = [
    "HunyuanWorld",
    "HunyuanAudio",
    "HunyuanDOT",
    "HunyuanDiT-v7",
    "HunyuanVideo-2.0",
    "Hunyuan3D-3.5",
    "DeepSeek-R2",
    "DeepSeek-OCX",
    "Qwen99-8B",
    "Qwen3-VL-9B",
    "Qwen-Video",
    "Qwen3-Image",
    "Qwen-Image-9999",
    "Llama-5-8B",
    "Mistral-Tiny-7B",
    "Mistral-7B-v9",
    "FLUX.1-redux",
    "flux redux",
    "hunyuan image",
    "FLUX.3-dev",
    "Flex.1-dev",
    "GPT-oss-30b",
    "Gemma-5-12B",
    "Kimi-K9",
    "SDXXL",
    "SD4",
    "Sona-1.6B",
    "CogAudioX-5B",
    "LTX-Audio",
    "Whisper-large-v9",
    "Claudette-7B",
    "Imagenet",
]


@pytest.mark.parametrize(("text", "name"), FOUND.items())
def test_a_slip_of_the_pen_is_forgiven(text: str, name: str) -> None:
    assert read_model(text).model.name == name


@pytest.mark.parametrize("text", REFUSED)
def test_another_name_is_refused_with_the_closest(text: str) -> None:
    with pytest.raises(CannotEstimate) as refused:
        read_model(text)
    assert refused.value.suggestions


def test_a_name_goes_on_where_a_family_ends() -> None:
    assert begins(tokens("Qwen3-8B"), tokens("Qwen3"))
    assert not begins(tokens("Qwen38B"), tokens("Qwen3"))
    assert not begins(tokens("Qwen3.5-9B"), tokens("Qwen3"))


def test_suggestions_are_as_near_as_asked() -> None:
    known = {"RTX 4090": "RTX 4090", "A100": "A100 80GB"}
    assert closest_names("RTX 9999", known) == []
    assert closest_names("RTX 9999", known, cutoff=0.5) == ["RTX 4090"]
