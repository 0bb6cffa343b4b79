"""A question about several models, cards or formats is one call that checks each."""

from typing import Any

from agent.offline.understanding import understand


def check(text: str, *earlier: str) -> dict[str, Any]:
    past = []
    for turn in earlier:
        past += understand(turn, past)
    (request,) = understand(text, past)
    return dict(request.arguments)


def test_each_card_is_checked() -> None:
    asked = check("Can a 3060 or a 4090 run Qwen3-8B?")
    assert (asked["model"], asked["cards"]) == ("Qwen3-8B", ["RTX 3060", "RTX 4090"])


def test_each_model_is_checked() -> None:
    asked = check("Can I run Qwen3-8B and Qwen3-14B on a 4090?")
    assert (asked["models"], asked["gpu"]) == (["Qwen3-8B", "Qwen3-14B"], "RTX 4090")


def test_a_question_names_four_at_most() -> None:
    cards = "a 3060, a 3070, a 3080, a 3090 or a 4090"
    assert len(check(f"Can {cards} run Qwen3-8B?")["cards"]) == 4


def test_both_are_the_models_of_the_turns_before() -> None:
    before = ("Does Qwen3-8B fit on a 3060?", "and Qwen3-14B?")
    both = check("both on a 4090?", *before)
    assert (both["models"], both["gpu"]) == (["Qwen3-8B", "Qwen3-14B"], "RTX 4090")
    alone = check("and on a 5090?", *before)
    assert (alone["model"], alone["gpu"]) == ("Qwen3-14B", "RTX 5090")
    assert "models" not in alone
