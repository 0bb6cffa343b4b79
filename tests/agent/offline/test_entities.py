"""Names as people write them."""

from types import SimpleNamespace

import pytest

from agent.offline.entities import Lexicon


def found(text: str, *kinds: str) -> list[str]:
    return [
        e.canonical
        for e in Lexicon.bundled().link(text)
        if e.kind in (kinds or ("vendor", "system"))
    ]


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Is Qwen Image open?", ["Qwen-Image"]),
        ("qwen-image vs QWEN IMAGE EDIT", ["Qwen-Image", "Qwen-Image-Edit"]),
        ("hunyuan video", ["HunyuanVideo"]),
        ("hunyun video 1.5", ["HunyuanVideo-1.5"]),
        ("Antropic and Micrsoft", ["Anthropic", "Microsoft"]),
        ("byte dance's tools", ["ByteDance"]),
        ("chat gpt plus", ["ChatGPT Plus"]),
        ("claude haiku 4.5", ["Claude 4.5 Haiku"]),
        ("Opus 4.1 and Sonnet 5", ["Claude Opus 4.1", "Claude Sonnet 5"]),
        ("Gemini 3.1 Pro above 200k", ["Gemini 3.1 Pro"]),
        ("deepseek r1", ["DeepSeek-R1"]),
        ("Volcengine", ["Volcano Engine"]),
        ("our Berlin office opens the windows", []),
        ("Claude in excel", ["Claude", "Office"]),
        ("腾讯的元器和阿里的通义千问", ["Tencent", "Yuanqi", "Alibaba", "Tongyi Qianwen"]),
        ("混元视频和即梦", ["HunyuanVideo", "Jimeng"]),
        ("微软和谷歌、甲骨文", ["Microsoft", "Google", "Oracle"]),
        ("火山引擎的扣子", ["Volcano Engine", "Coze"]),
        ("Qwen's video model", ["Qwen", "Wan"]),
        ("Tencent's open image model", ["Tencent", "HunyuanImage"]),
        ("字节的视频模型", ["ByteDance", "Seedance"]),
        ("Google's image and video models", ["Google", "Nano Banana", "Veo"]),
        ("the weather is fine in general", []),
    ],
)
def test_products_and_vendors(text: str, names: list[str]) -> None:
    assert sorted(found(text)) == sorted(names)


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Qwen3-8B", ["Qwen3-8B"]),
        ("qwen 3 8b", ["Qwen3-8B"]),
        ("Qwen17-8B", []),
        ("llama 3.1 70b", ["Llama-3.1-70B"]),
        ("wan2.2 ti2v 5b", ["Wan2.2-TI2V-5B"]),
        ("what if it fails", []),
    ],
)
def test_models_never_across_other_numbers(text: str, names: list[str]) -> None:
    assert found(text, "model") == names


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("my 3060", ["RTX 3060"]),
        ("rtx3060 ti", ["RTX 3060 Ti"]),
        ("GeForce RTX 4090", ["RTX 4090"]),
        ("an H100 and two a100s", ["H100"]),
        ("4090显卡", ["RTX 4090"]),
        ("3060 users pay", []),
        ("$4090 a month", []),
        ("give me a 2 page report", []),
    ],
)
def test_cards(text: str, names: list[str]) -> None:
    assert found(text, "gpu")[: len(names) or None] == names


def test_a_position_is_that_of_the_words() -> None:
    text = "Is the HunyuanVideo licence free?"
    entity = next(e for e in Lexicon.bundled().link(text) if e.kind == "system")

    assert text[entity.start : entity.end] == "HunyuanVideo"


def test_a_corrected_spelling_counts_less() -> None:
    (entity,) = [e for e in Lexicon.bundled().link("Tencnet") if e.kind == "vendor"]

    assert entity.canonical == "Tencent"
    assert entity.score < 1


def test_members_of_a_family() -> None:
    lexicon = Lexicon.bundled()

    assert "Wan2.2" in lexicon.members("Wan")
    assert "Qwen3.5" not in lexicon.members("Qwen3")
    assert "Qwen3-Max" in lexicon.members("Qwen3")


def test_documents_of_the_user_widen_the_table() -> None:
    document = SimpleNamespace(vendor="Acme Corp", system=None, title="Rocket Skate Manual")
    lexicon = Lexicon.from_library(
        SimpleNamespace(
            documents=lambda: [document], openings=lambda: [], vendors=lambda: {"Acme Corp"}
        )
    )

    names = {e.canonical for e in lexicon.link("What says the rocket skate manual of ACME Corp?")}

    assert names == {"Acme Corp", "Rocket Skate Manual"}
    assert not Lexicon.bundled().link("acme corp")


def test_own_documents_name_their_products_and_change_no_known_name() -> None:
    document = SimpleNamespace(vendor="Acme", system=None, title="Price list")
    opening = "# Getting Started\n\nThe Acme Copilot beats Microsoft Copilot and GPT-5 Mini."
    lexicon = Lexicon.from_library(
        SimpleNamespace(
            documents=lambda: [document],
            openings=lambda: [(document, opening)],
            vendors=lambda: {"Acme"},
        )
    )

    assert set(lexicon.systems) - set(Lexicon.bundled().systems) == {"Acme Copilot"}
    (own,) = [e for e in lexicon.link("what does acme copilot cost") if e.kind == "system"]
    assert (own.canonical, own.vendor) == ("Acme Copilot", "Acme")
    assert lexicon.unheld(["Acme Copilot"]) == {}
    known = [e.canonical for e in lexicon.link("Microsoft Copilot") if e.kind == "system"]
    assert known == ["Microsoft 365 Copilot"]


def test_a_picture_s_lines_are_no_card() -> None:
    assert found("five seconds of 1080p, and on which card?", "gpu") == []
    assert found("does it run on my 1080?", "gpu") != []


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("licence of nano bananna", {"Nano Banana"}),
        ("deep seak v3 price", {"DeepSeek-V3"}),
        ("claude sonet 4 context", {"Claude Sonnet 4"}),
        ("are open apis a thing", set[str]()),
        ("一个包罗万象的平台", set[str]()),
        ("generate 1080P要多久", set[str]()),
    ],
)
def test_a_slip_in_a_name_of_several_words_is_forgiven(text: str, names: set[str]) -> None:
    found = Lexicon.bundled().link(text)
    assert {e.canonical for e in found if e.kind in ("system", "gpu")} == names
