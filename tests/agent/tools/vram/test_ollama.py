"""Ollama's names and the format behind them."""

from typing import Any

import pytest

from agent.tools.vram import CannotEstimate, check_fit
from agent.tools.vram.catalog import read_model


@pytest.mark.parametrize(
    ("tag", "model"),
    [
        ("qwen3:8b", "Qwen3-8B"),
        ("qwen3:30b", "Qwen3-30B-A3B"),
        ("deepseek-r1:32b", "DeepSeek-R1-Distill-Qwen-32B"),
        ("deepseek-r1:70b", "DeepSeek-R1-Distill-Llama-70B"),
        ("deepseek-r1:671b", "DeepSeek-R1"),
        ("mixtral:8x7b", "Mixtral-8x7B"),
        ("llama3.1:8b-instruct-q8_0", "Llama-3.1-8B"),
    ],
)
def test_a_tag_names_the_one_model_of_that_size(tag: str, model: str) -> None:
    assert read_model(tag).model.name == model


def test_a_tag_of_no_such_size_names_none() -> None:
    with pytest.raises(CannotEstimate):
        read_model("qwen3:99b")


@pytest.mark.parametrize(
    ("model", "request_", "precision", "engine"),
    [
        ("qwen3:8b", {}, "q4_k_m", "ollama"),
        ("deepseek-r1:32b", {}, "q4_k_m", "ollama"),
        ("deepseek-r1:671b", {}, "q4_k_m", "ollama"),
        ("llama3.1:8b-instruct-q8_0", {}, "q8_0", "ollama"),
        ("qwen3:8b", {"precision": "fp16"}, "fp16", "ollama"),
        ("qwen3:8b", {"engine": "vllm"}, "bf16", "vllm"),
        ("Qwen3-8B", {"engine": "ollama"}, "q4_k_m", "ollama"),
        ("Qwen3-8B-AWQ", {"engine": "ollama"}, "awq", "ollama"),
        ("gpt-oss:20b", {}, "mxfp4", "ollama"),
        ("Qwen3-8B", {}, "bf16", "any"),
    ],
)
def test_ollama_serves_four_bits_unless_told(
    model: str, request_: dict[str, Any], precision: str, engine: str
) -> None:
    report = check_fit(model, "4090", **request_)
    assert (report.request["precision"], report.request["engine"]) == (precision, engine)
    said = [note for note in report.assumptions if "Ollama's library" in note]
    assert bool(said) == (precision == "q4_k_m")
