"""What "those" means: the models of the list before, of its kind, none where a check came after."""

from agent.offline.memory.earlier_models import models_spoken_of, of_kind
from agent.offline.understanding import understand
from agent.tools.vram.catalog import models


def spoken_of(*turns: str) -> list[str]:
    past = []
    for turn in turns:
        past += understand(turn, past)
    return models_spoken_of(past)


def test_a_products_family_is_meant_and_only_of_the_kind_listed() -> None:
    found = spoken_of("Which open video models does Tencent have?")
    assert {"HunyuanVideo", "HunyuanVideo-1.5"} <= set(found)
    assert "HunyuanVideo-Foley-XL" not in found  # audio


def test_a_vendors_open_models_are_meant_where_no_product_is_named() -> None:
    found = spoken_of("Which open models does Alibaba have?")
    alibabas = {m.name for m in models() if "Alibaba" in (m.vendor or "")}
    assert set(found) == alibabas


def test_a_check_of_one_model_ends_the_list() -> None:
    lists = "Which open video models does Tencent have?"
    assert spoken_of(lists, "Does Qwen3-8B fit on a 3060?") == []


def test_the_models_of_a_check_of_several_are_meant() -> None:
    found = spoken_of("Can I run Qwen3-8B and Qwen3-14B on a 4090?")
    assert found == ["Qwen3-8B", "Qwen3-14B"]


def test_a_kind_leaves_only_its_models() -> None:
    names = ["Qwen-Image", "Qwen3-8B", "Qwen3-30B-A3B", "no such model"]
    assert of_kind(names, None) == names
    assert of_kind(names, "image") == ["Qwen-Image"]
    assert of_kind(names, "dense") == ["Qwen3-8B"]
