"""A memory check gone on with: the set of models, the card and the choice stay until replaced."""

from agent.offline.request import Request
from agent.offline.understanding import understand

_LIST = "Which open video models does Tencent have?"
_CHOICE = "Which of those fit on 16 GB?"


def last(*turns: str) -> Request:
    past: list[Request] = []
    for turn in turns:
        past += understand(turn, past)
    return past[-1]


def test_those_are_the_models_of_the_list() -> None:
    request = last(_LIST, _CHOICE)
    assert request.topic == "vram"
    assert request.arguments["which"] == "models"
    assert request.arguments["gpu"] == "16GB class"
    assert "HunyuanVideo-1.5" in request.arguments["models"]
    assert not [m for m in request.arguments["models"] if m.startswith(("Qwen", "Llama"))]


def test_those_are_understood_in_chinese() -> None:
    request = last("腾讯有哪些开源视频模型？", "其中哪些能在16GB显卡上跑？")
    assert "HunyuanVideo-1.5" in request.arguments["models"]


def test_a_licence_narrows_the_set_and_keeps_the_card() -> None:
    before = last(_LIST, _CHOICE)
    request = last(_LIST, _CHOICE, "Only those under Apache 2.0")
    assert dict(request.arguments) == {**before.arguments, "licence": "Apache-2.0"}


def test_a_kind_narrows_the_set() -> None:
    request = last("Which open models does Alibaba have?", _CHOICE, "just the image models")
    assert "Qwen-Image" in request.arguments["models"]
    assert not [m for m in request.arguments["models"] if m.startswith("Qwen3")]


def test_another_card_keeps_the_set_and_the_licence() -> None:
    request = last(_LIST, _CHOICE, "Only those under Apache 2.0", "and on a 4090?")
    assert request.arguments["gpu"] == "RTX 4090"
    assert request.arguments["licence"] == "Apache-2.0"
    assert "HunyuanVideo-1.5" in request.arguments["models"]


def test_a_model_named_ends_the_set() -> None:
    request = last(_LIST, _CHOICE, "and Qwen3-8B?")
    assert dict(request.arguments) == {"model": "Qwen3-8B", "gpu": "16GB class"}


def test_ones_own_card_is_asked_for_and_the_set_waits() -> None:
    asked = last(_LIST, "Can my card run them?")
    assert asked.missing == "card"
    answered = last(_LIST, "Can my card run them?", "3060")
    assert answered.missing is None
    assert answered.arguments["gpu"] == "RTX 3060"
    assert "HunyuanVideo-1.5" in answered.arguments["models"]


def test_why_not_of_a_set_asks_for_its_steps() -> None:
    request = last(_LIST, _CHOICE, "why not?")
    assert request.arguments["show"] == "ladder"
    assert "HunyuanVideo-1.5" in request.arguments["models"]


def test_cards_and_formats_stay_until_others_are_named() -> None:
    first = "Can a 3060 or a 4090 run Qwen3-8B?"
    both = ["RTX 3060", "RTX 4090"]
    assert last(first, "and at fp8?").arguments["cards"] == both
    assert "cards" not in last(first, "and on a 5090?").arguments
    assert "cards" not in last(first, "and on the 4090 alone?").arguments
    formats = "Qwen3-8B fp16 vs fp8 on a 16GB card"
    assert last(formats, "and on a 3060?").arguments["precisions"] == ["fp16", "fp8"]
    assert "precisions" not in last(formats, "and in int4?").arguments


def test_another_card_is_asked_of_its_own_figures_too() -> None:
    request = last("What is the memory bandwidth of a 4090?", "and of a 5090?")
    assert dict(request.arguments) == {"gpu": "RTX 5090", "which": "card"}


def test_the_price_of_the_card_is_a_fact_to_look_up() -> None:
    request = last("Does Qwen3-8B fit on a 4090?", "what would it cost to buy the card?")
    assert (request.topic, request.systems, request.missing) == ("fact", ("RTX 4090",), None)
    of_size = last(_LIST, _CHOICE, "what would it cost to buy the card?")
    assert (of_size.topic, of_size.systems) == ("fact", ())
    assert "16 GB" in of_size.question


def test_the_cards_of_the_model_before_keep_its_format_and_drop_its_card() -> None:
    request = last("Does Qwen3-30B-A3B fit on a 24GB card in int4?", "and which cards can run it?")
    wanted = {"model": "Qwen3-30B-A3B", "precision": "int4", "which": "gpus"}
    assert dict(request.arguments) == wanted


def test_those_of_no_list_are_asked_for() -> None:
    assert last(_CHOICE).missing == "model"
    family = last("Which of the Qwen3 models fit on 16 GB?")
    assert (family.missing, family.arguments["family"]) == (None, "Qwen3")


def test_which_fits_in_chinese_is_one_of_those_spoken_of() -> None:
    request = last("通义千问3有哪些尺寸", "哪个能放进8GB显卡")
    assert request.arguments["which"] == "models"
    assert "Qwen3-8B" in request.arguments["models"]
    assert not [name for name in request.arguments["models"] if not name.startswith("Qwen3")]
