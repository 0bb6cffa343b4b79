"""Models parted by licence; one that the catalogue does not know is neither."""

from agent.tools.bilingual import say
from agent.tools.vram.catalog import models
from agent.tools.vram.licences import of_licence, said_of_licence

_UNKNOWN = next(model.name for model in models() if model.licence is None)


def test_a_licence_parts_the_models_in_three() -> None:
    parted = of_licence(["HunyuanVideo", "Hy3", _UNKNOWN], "apache-2.0")
    assert (parted.held, parted.others, parted.unknown) == (["Hy3"], ["HunyuanVideo"], [_UNKNOWN])


def test_a_longer_name_of_the_licence_counts() -> None:
    llama = next(m.name for m in models() if (m.licence or "").startswith("MIT ("))
    assert of_licence([llama], "MIT").held == [llama]


def test_none_is_said_with_what_they_are_under() -> None:
    said = list(said_of_licence(of_licence(["HunyuanVideo", _UNKNOWN], "MIT")))
    assert said[0].startswith("**None** of the 2 models is under MIT")
    assert "1 are under: Tencent Hunyuan Community" in said[0]
    assert _UNKNOWN in said[1]
    assert say(said[0], "zh").startswith("**没有**")


def test_a_long_list_of_unknown_ones_is_cut() -> None:
    unknown = [model.name for model in models() if model.licence is None][:11]
    (_, rest) = said_of_licence(of_licence(unknown, "MIT"))
    assert "and 3 more" in rest
