"""Formats that a card only stores, or that nothing computes there, are said to be so."""

import pytest

from agent.tools.vram import check_fit
from agent.tools.vram.cards import read_gpu
from agent.tools.vram.support import generation


@pytest.mark.parametrize(
    ("card", "made"),
    [
        ("RTX 5090", "Blackwell"),
        ("RTX PRO 6000", "Blackwell"),
        ("B200", "Blackwell"),
        ("H20", "Hopper"),
        ("RTX 4000 Ada", "Ada"),
        ("L40S", "Ada"),
        ("L4", "Ada"),
        ("RTX 3090", "Ampere"),
        ("RTX A6000", "Ampere"),
        ("A100", "Ampere"),
        ("T4", "older"),
        ("RTX 2080 Ti", "older"),
        ("V100 16GB", "older"),
        ("MI300X", None),
        ("24GB", None),
    ],
)
def test_the_generation_of_a_card(card: str, made: str | None) -> None:
    assert generation(read_gpu(card)) == made


@pytest.mark.parametrize(
    ("card", "request_", "said"),
    [
        ("RTX 4090", {"precision": "nvfp4"}, "Only Blackwell cards compute in nvfp4"),
        ("RTX 3090", {"precision": "fp8"}, "computed in 16 bits"),
        ("RTX 2080 Ti", {"precision": "fp8"}, "take q8_0, int8 instead"),
        ("RX 7900 XTX", {"precision": "nvfp4"}, "No usual runtime has kernels for nvfp4"),
        ("M2 Max 64GB", {"precision": "awq"}, "take an MLX or GGUF build"),
        ("RTX 4090", {"engine": "mlx"}, "MLX is made for Apple's chips"),
    ],
)
def test_a_format_that_a_card_does_not_compute_is_a_caution(
    card: str, request_: dict[str, str], said: str
) -> None:
    (caution,) = check_fit("Qwen3-8B", card, **request_).cautions
    assert said in caution


def test_what_a_card_computes_gets_no_caution() -> None:
    for card, precision in (("RTX 5090", "nvfp4"), ("RTX 4090", "fp8"), ("M2 16GB", "q4_k_m")):
        assert check_fit("Qwen3-8B", card, precision=precision).cautions == []
