import re
from collections.abc import Callable
from typing import Any

import pytest

from agent.tools.vram import CannotEstimate, check_fit, which_gpus, which_models

REFUSED: list[Callable[[], Any]] = [
    lambda: check_fit(""),
    lambda: check_fit("nope"),
    lambda: check_fit("Qwen3-8C"),
    lambda: check_fit("Qwen3"),
    lambda: check_fit("0.001B"),
    lambda: check_fit("Qwen3-8B", ""),
    lambda: check_fit("Qwen3-8B", "3060 Super"),
    lambda: check_fit("Qwen3-8B", "zzz"),
    lambda: check_fit("Qwen3-8B", "4090 13GB"),
    lambda: check_fit("Qwen3-8B", "9999GB"),
    lambda: check_fit("Qwen3-8B", context="8 kk"),
    lambda: check_fit("Qwen3-8B", batch=1.5),
    lambda: check_fit("Qwen3-8B", batch=0),
    lambda: check_fit("Qwen3-8B", context=10**9),
    lambda: check_fit("Qwen3-8B", precision="foo"),
    lambda: check_fit("Qwen3-8B", offload="bar"),
    lambda: check_fit("Qwen3-8B", component_precision="fp8"),
    lambda: check_fit("Qwen3-8B", solve="batch"),
    lambda: check_fit("Qwen3-8B", "4090", solve="luck"),
    lambda: check_fit("Qwen3-8B", "4090", solve="frames"),
    lambda: check_fit("Qwen3-8B", "4090", solve="resolution"),
    lambda: check_fit("FLUX.1-dev", "4090", solve="context"),
    lambda: check_fit("Qwen3-8B", 3060),  # pyright: ignore[reportArgumentType]
    lambda: which_gpus("GPT-4o"),
    lambda: which_models("3060", family="Nonesuch"),
]


@pytest.mark.parametrize("refused", REFUSED)
def test_a_refusal_and_its_hint_are_told_in_chinese(refused: Callable[[], Any]) -> None:
    with pytest.raises(CannotEstimate) as caught:
        refused()
    error = caught.value
    told = error.told("zh")
    for english, chinese in ((str(error), str(told)), (error.hint, told.hint)):
        assert bool(english) == bool(chinese)
        assert not english or re.search("[一-鿿]", chinese)
        assert re.findall(r"\d[\d.,]*\d|\d", chinese) == re.findall(r"\d[\d.,]*\d|\d", english)
    assert str(error.told("en")) == str(error)
    assert told.suggestions == error.suggestions


@pytest.mark.parametrize(("asked", "near"), [("4091", "RTX 4090"), ("rtx 5091", "RTX 5090")])
def test_a_card_with_one_wrong_digit_is_answered_with_its_neighbours(asked: str, near: str) -> None:
    with pytest.raises(CannotEstimate) as refused:
        check_fit("Qwen3-8B", asked)
    assert refused.value.suggestions[0] == near
