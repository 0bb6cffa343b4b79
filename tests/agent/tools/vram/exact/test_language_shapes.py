import pytest

from agent.tools.vram.catalog import read_model
from agent.tools.vram.exact.language import model_of
from agent.tools.vram.exact.language_shapes import shape_of_config, shape_of_facts
from agent.tools.vram.exact.live_bytes import CannotTrace, fake_tensors

#: Models whose parameters the catalogue counts, one of each class.
COUNTED = [
    "Qwen3-0.6B", "Qwen3-30B-A3B", "Qwen2.5-7B", "Llama-3.1-405B", "Mistral-7B", "Mixtral-8x7B",
    "Gemma-2-9B", "gpt-oss-20b", "Phi-4-mini", "DeepSeek-V3", "GLM-4-9B", "OLMo-2-7B", "StarCoder2-15B",
    "Command-R-35B", "Granite-3.3-8B", "Seed-OSS-36B", "SmolLM3-3B", "Hy-MT2-30B-A3B",
]  # fmt: skip


@pytest.mark.parametrize("name", COUNTED)
def test_a_class_built_from_the_facts_has_the_models_parameters(name: str) -> None:
    model = read_model(name).model
    with fake_tensors():
        module = model_of(shape_of_facts(model)).model
        count = sum(parameter.numel() for parameter in module.parameters())

    assert count / 1e9 == pytest.approx(model.params_b, rel=0.001)


def test_a_stand_in_says_that_it_is_one() -> None:
    assert shape_of_facts(read_model("Qwen-7B").model).is_own is False
    assert shape_of_facts(read_model("Qwen3-VL-8B").model).is_part is True


@pytest.mark.parametrize("name", ["DeepSeek-V4-Pro", "DeepSeek-V4-Flash"])
def test_what_no_public_class_has_is_refused(name: str) -> None:
    with pytest.raises(CannotTrace):
        shape_of_facts(read_model(name).model)


def test_a_class_of_a_repositorys_own_code_is_not_run() -> None:
    told = {"model_type": "acme_own", "auto_map": {"AutoConfig": "acme--code"}, "hidden_size": 8}
    with pytest.raises(CannotTrace, match="acme_own"):
        shape_of_config(told, "acme/own")


def test_a_config_of_several_parts_gives_its_language_model() -> None:
    told = {"model_type": "qwen3_vl", "text_config": {"hidden_size": 512, "num_hidden_layers": 3}}
    shape = shape_of_config(told, "a model that sees")

    assert (shape.is_part, shape.config.hidden_size) == (True, 512)
