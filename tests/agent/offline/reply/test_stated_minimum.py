import pytest

from agent import Analyst
from agent.offline.reply.stated_minimum import below_minimum


@pytest.mark.parametrize(
    ("line", "height", "usable", "excluded"),
    [
        ("Acme takes at least 50 GB of GPU memory for 540p (2026) [2]", 544, 39.4, True),
        ("Acme takes at least 50 GB of GPU memory for 540p (2026) [2]", 480, 39.4, False),
        ("Acme: 32 GB minimum but slow (2026) [2]", None, 23.6, True),
        ("Acme: 24 GB minimum but slow (2026) [2]", None, 23.6, False),
        ("Acme：至少需要 50 GB 显存（2026） [2]", 720, 39.4, True),
        ("Acme: minimum 50 GB with offload (2026) [2]", 720, 39.4, False),
        ("Acme needs 50 GB (2026) [2]", 720, 39.4, False),
    ],
)
def test_a_stated_minimum_above_the_card_goes_before_the_estimate(
    line: str, height: int | None, usable: float, excluded: bool
) -> None:
    result = {"fits": True, "available_gib": usable, "gpus": 1, "request": {"height": height}}
    said = below_minimum(result, [line], "en")
    assert bool(said) == excluded
    assert not excluded or said.startswith("**No, by the published minimum**")
    assert not excluded or "[2]" in said
    assert below_minimum({**result, "fits": False}, [line], "en") == ""


def test_the_answer_does_not_begin_with_yes_then(analyst: Analyst) -> None:
    text = analyst.ask("Does Hunyuan World Voyager run at 540p on a 48 GB card?").text
    assert text.startswith("**No, by the published minimum** of 60 GB [1]")
    assert "**Yes**" not in text
