"""One check for each model and card of a question."""

from agent.offline.understanding import understand


def checks(text: str, *earlier: str) -> list[tuple[str, str]]:
    past = []
    for turn in earlier:
        past += understand(turn, past)
    return [(r.arguments["model"], r.arguments["gpu"]) for r in understand(text, past)]


def test_each_card_is_checked() -> None:
    wanted = [("Qwen3-8B", "RTX 3060"), ("Qwen3-8B", "RTX 4090")]
    assert checks("Can a 3060 or a 4090 run Qwen3-8B?") == wanted


def test_each_model_is_checked() -> None:
    wanted = [("Qwen3-8B", "RTX 4090"), ("Qwen3-14B", "RTX 4090")]
    assert checks("Can I run Qwen3-8B and Qwen3-14B on a 4090?") == wanted


def test_both_are_the_models_of_the_turns_before() -> None:
    before = ("Does Qwen3-8B fit on a 3060?", "and Qwen3-14B?")
    wanted = [("Qwen3-8B", "RTX 4090"), ("Qwen3-14B", "RTX 4090")]
    assert checks("both on a 4090?", *before) == wanted
    assert checks("and on a 5090?", *before) == [("Qwen3-14B", "RTX 5090")]
