"""Which of several models is the larger, by parameters and by memory, most first."""

from agent.tools.bilingual import say
from agent.tools.vram import check_fit
from agent.tools.vram.larger import larger_first
from agent.tools.vram.side_by_side import check_each, checks_text


def _named(*models: str) -> list[tuple[str, object]]:
    return [(name, check_fit(name, None)) for name in models]


def test_of_two_models_the_larger_is_named_first_whatever_the_order_asked() -> None:
    for models in (("gpt-oss-20b", "Qwen3-32B"), ("Qwen3-32B", "gpt-oss-20b")):
        said = larger_first(_named(*models), by_size=True)
        assert said.startswith(
            "**Qwen3-32B has more parameters**: 32.76 billion, gpt-oss-20b 20.91"
        )
        assert "**Qwen3-32B needs more memory**" in said


def test_more_parameters_may_need_less_memory_and_both_are_said() -> None:
    named = _named("GLM-4.5", "DeepSeek-V3")  # files of 16 and of 8 bits
    by_size, by_memory = (larger_first(named, by_size=flag) for flag in (True, False))
    assert by_size.startswith("**DeepSeek-V3 has more parameters**")
    assert by_memory.startswith("**GLM-4.5 needs more memory**")
    assert "6,710 亿" in say(by_size, "zh")


def test_of_three_each_is_listed_most_first() -> None:
    said = larger_first(_named("Qwen3-8B", "Qwen3-32B", "Qwen3-14B"), by_size=True)
    assert said.index("Qwen3-32B") < said.index("Qwen3-14B") < said.index("Qwen3-8B")


def test_formats_of_one_model_are_compared_by_memory_alone() -> None:
    text = checks_text(check_each(["Qwen3-8B"], precisions=["bf16", "fp8"]), "en")
    assert "parameters" not in text.split("\n\n")[0] and "needs more memory" in text
