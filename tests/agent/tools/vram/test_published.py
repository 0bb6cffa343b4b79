"""Published figures beside an estimate: the nearest first, and how they differ."""

import pytest

from agent.tools.vram import check_fit
from agent.tools.vram.formats import find_format


@pytest.mark.parametrize(
    ("asked", "other"), [("GLM-4.5-Air", "GLM-4.5V"), ("GLM-4.5V", "GLM-4.6V")]
)
def test_a_figure_of_another_model_of_that_shape_names_it(asked: str, other: str) -> None:
    evidence = check_fit(asked, "A100 80GB").evidence
    said = [row for row in evidence if f"model ({other})" in str(row["difference"])]
    assert said and all(other in row["source"] for row in said)
    own = [row for row in evidence if f"/{asked}.yaml" in row["source"]]
    assert not any("model (" in str(row["difference"]) for row in own)


def test_to_a_question_on_four_bits_a_build_of_four_bits_is_nearer_than_one_of_eight() -> None:
    evidence = check_fit("Qwen3-14B", "RTX 3060", precision="int4", context=16384).evidence
    said = [str(row["conditions"]).split(", ")[2] for row in evidence]
    assert said[0] == "awq-int4"
    apart = [abs(find_format(name).bits - 4.25) for name in said if name != "bf16"]
    assert apart[0] == min(apart)


@pytest.mark.parametrize(("precision", "figure"), [("bf16", "20.7"), ("int8", "11.4")])
def test_a_figure_that_contradicts_its_own_page_is_shown_with_the_contradiction(
    precision: str, figure: str
) -> None:
    report = check_fit(
        "CogVideoX-5B", None, precision=precision, offload="model+vae_tiling", engine="diffusers"
    )
    line = next(row for row in report.markdown("en").splitlines() if f"- {figure} GB" in row)
    assert "both seem to have stayed on the card" in line
    chinese = next(row for row in report.markdown("zh").splitlines() if f"原文 {figure} GB" in row)
    assert "两者似乎都留在卡上" in chinese


def test_that_a_published_figure_is_a_rule_of_thumb_is_said_beside_it() -> None:
    text = check_fit("DeepSeek-V3", "H200", gpus=8).markdown("en")
    assert "; note: computed as checkpoint size x 1.2, not measured" in text


@pytest.mark.parametrize(
    ("model", "cards"), [("DeepSeek-R1", "8x H200"), ("Qwen3-235B-A22B", "8x H100")]
)
def test_a_total_computed_by_a_rule_is_called_no_card(model: str, cards: str) -> None:
    rows = [row for row in check_fit(model, cards).evidence if "computed" in (row["doubt"] or "")]
    assert rows
    for row in rows:
        assert "a rule's total over all cards" in row["kind"] and "各卡合计" in row["kind"].zh
        assert "gpus" not in row["difference"] and "card size" not in row["kind"]


@pytest.mark.parametrize(
    ("model", "printed"), [("HunyuanImage-3.0", "3 × 80 GB"), ("HunyuanVideo-1.5", "14 GB")]
)
def test_what_the_maker_states_stands_beside_the_estimate(model: str, printed: str) -> None:
    text = check_fit(model, "H100 80GB").markdown("en")
    assert f"- {printed} as published" in text
