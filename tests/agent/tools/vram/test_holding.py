"""One order of cards for the ladder and for the cards that run a model."""

import pytest

from agent.tools.vram import check_fit, which_gpus
from agent.tools.vram.holding import class_of, ordered_cards


@pytest.mark.parametrize(
    ("model", "card"),
    [("HunyuanVideo", "3060"), ("Qwen3-8B", "3060"), ("DeepSeek-R1", "H100"), ("SVD", "3060")],
)
def test_the_ladder_and_the_list_of_cards_begin_with_the_same_card(model: str, card: str) -> None:
    another = [row for row in check_fit(model, card).options if row.get("instead")]
    listed = which_gpus(model)
    assert bool(another) == bool(listed)
    if listed:
        first = f"from {listed[0]['memory_gib']:g} GB ({listed[0]['name']})"
        assert first in str(another[0]["change"])
        assert another[0]["required_gib"] == listed[0]["required_gib"]


def test_memory_comes_first_then_what_most_software_runs_on() -> None:
    cards = ordered_cards()
    assert [card.memory_gib for card in cards] == sorted(card.memory_gib for card in cards)
    of_24 = [card for card in cards if card.memory_gib == 24]
    assert of_24[0].name == "RTX 3090"
    assert of_24[-1].unified


def test_every_card_has_a_class() -> None:
    kinds = {class_of(card) for card in ordered_cards()}
    assert kinds == {"consumer", "workstation", "data centre", "unified"}
    assert all(class_of(card) == "unified" for card in ordered_cards() if card.kind == "apple")


def test_a_board_of_two_gpus_holds_no_model_of_the_size_of_both() -> None:
    assert not [row for row in which_gpus("Qwen3-32B") if row["name"].startswith("MI250")]


def test_several_cards_are_named_as_many() -> None:
    (another,) = (row for row in check_fit("GLM-4.5", "8x H100").options if row.get("instead"))
    assert "(8 x H100 NVL 94GB)" in str(another["change"])
