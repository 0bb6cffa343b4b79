"""Several checks in one: a sentence and a table first, the reports folded below."""

import pytest

from agent.tools.vram.errors import CannotEstimate
from agent.tools.vram.fit import check_fit
from agent.tools.vram.side_by_side import check_each, checks_text, difference_text, rows_of


def test_two_cards_are_told_in_a_sentence_and_a_table_before_the_reports() -> None:
    checks = check_each(["Qwen3-8B"], ["3060", "4090"])
    text = checks_text(checks, "en")
    lead, table, *reports = text.split("\n\n", 2)
    assert lead.startswith("Qwen3-8B: **Fits**: RTX 4090.")
    assert "only with changes**: RTX 3060 12GB" in lead
    assert table.startswith("| card | needs, GiB |")
    assert "weights in fp8 →" in table
    assert reports[0].count("<details>") == 2


def test_each_line_holds_the_figures_of_its_own_check() -> None:
    rows = rows_of(check_each(["Qwen3-8B"], ["2x 3090"], ["fp16", "fp8"]))
    for row in rows:
        alone = check_fit("Qwen3-8B", "2x 3090", precision=row["precision"])
        assert row["required_gib"] == alone.required_gib
        assert row["gpus"] == 2
    assert [row["precision"] for row in rows] == ["fp16", "fp8"]


def test_formats_are_told_apart_in_chinese() -> None:
    text = checks_text(check_each(["Qwen3-8B"], ["16GB"], ["fp16", "fp8"]), "zh")
    assert text.startswith("Qwen3-8B，16 GB 显卡：**放得下**：fp8。")
    assert "| 权重格式 |" in text


def test_without_a_card_only_the_need_is_told() -> None:
    text = checks_text(check_each(["Qwen3-8B", "Qwen3-14B"]), "en")
    assert text.startswith("**Qwen3-14B needs more memory**")
    assert "verdict" not in text.split("<details>")[0]


def test_an_unknown_name_refuses_its_own_line_only() -> None:
    checks = check_each(["Qwen3-8B", "Qwen99-8B"], ["4090"])
    assert [one.model for one in checks.reports] == ["Qwen3-8B"]
    assert "Unknown model 'Qwen99-8B'." in checks_text(checks, "en")
    with pytest.raises(CannotEstimate):
        check_each(["Qwen99-8B"], ["4090"])


def test_a_long_list_is_ordered_by_what_fits_and_cut() -> None:
    sizes = ["0.5B", "3B", "7B", "14B", "32B", "72B"]
    names = [f"Qwen2.5-{size}" for size in sizes] + [f"Qwen3-VL-{s}" for s in ("2B", "4B", "8B")]
    names += ["Qwen3-0.6B", "Qwen3-1.7B", "Qwen3-4B", "Qwen3-8B", "Qwen3-14B", "Qwen3.8-2.4T-A95B"]
    checks = check_each(names, ["12GB"])
    fits = [one.fits for one in checks.reports]
    assert fits == sorted(fits, reverse=True)
    text = checks_text(checks, "en")
    assert "… and 3 more." in text
    assert "<details>" not in text
    assert "**Does not fit**: Qwen3.8-2.4T-A95B." in text


def test_the_difference_of_two_settings_is_said_with_both_figures() -> None:
    small, large = (check_fit("Qwen3-8B", context=n) for n in (8192, 32768))
    apart = (large.required_gib or 0) - (small.required_gib or 0)
    for one, other in ((small, large), (large, small)):
        said = difference_text(one, other, "en")
        assert said.startswith(f"**Difference: {apart:.1f} GiB**: {large.required_gib:.1f} GiB")
        assert "8,192 tokens" in said and "32,768 tokens" in said
