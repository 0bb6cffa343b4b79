from decimal import Decimal

import pytest

from agent.offline.conditions import Bound, bounds_in, families_of, is_of_kind, kinds_in, numbers_of


@pytest.mark.parametrize(
    ("question", "bound"),
    [
        ("models with more than 100 billion parameters", Bound("parameters", Decimal(10) ** 11, True)),
        ("models under 10B", Bound("parameters", Decimal(10) ** 10, False)),
        ("a context of 200K tokens or more", Bound("tokens", Decimal(200_000), True)),
        ("超过 1000 亿参数的模型", Bound("parameters", Decimal(10) ** 11, True)),
    ],
)  # fmt: skip
def test_a_number_with_its_bound(question: str, bound: Bound) -> None:
    assert bounds_in(question) == [bound]


def test_a_number_without_a_bound_is_no_condition() -> None:
    assert bounds_in("Which models fit in 24 GB?") == []


def test_training_tokens_are_no_context() -> None:
    text = "128K context, trained on 14.8 trillion tokens"
    assert list(numbers_of("tokens", [text])) == [Decimal(128_000)]


def test_kinds_and_families() -> None:
    assert kinds_in("Which open video models are there?") == {"video"}
    assert kinds_in("Which systems can generate images?") == {"image"}
    assert families_of({"video"}, ["Alibaba"]) == ["Wan"]


def test_the_most_particular_family_tells_the_kind() -> None:
    assert is_of_kind({"image"}, "Qwen-Image-2.0", "")
    assert not is_of_kind({"language"}, "Qwen-Image", "")
    assert is_of_kind({"video"}, "Veo 3", "")
    assert not is_of_kind({"video"}, "Hy3", "295B total")
