"""The bundled scenario by its name: what the chat's tool asks for."""

from decimal import Decimal
from importlib.resources import files
from pathlib import Path
from typing import Any

import pytest

from agent.tools.revenue import CannotCalculate
from agent.tools.revenue.calculate import calculate
from agent.tools.revenue.scenarios import build, bundled, named_scenario
from agent.tools.revenue.scenarios.values import Given


def test_the_article_crosses_later_the_dearer_the_subscription() -> None:
    crossings = [
        named_scenario("article", {"plans.chatgpt.price": f"{price} USD/year"}).details["crossover"]
        for price in (240, 360, 500)
    ]
    assert crossings == sorted(crossings)
    assert crossings[0] == "2028"


def test_the_first_year_is_the_articles_own_sum() -> None:
    """100 million × 500 USD: claim C47."""
    report = named_scenario()
    assert report.periods[0].revenue == Decimal(50_000_000_000)


def test_each_input_says_whose_it_is_and_published_ones_their_source_and_date() -> None:
    rows = named_scenario().details["inputs"]
    assert {row.kind for row in rows} == {"article", "published", "ours"}
    for row in rows:
        assert row.kind == "ours" or (row.source and row.date), row.key


@pytest.mark.parametrize(
    ("key", "sheet", "words"),
    [
        ("bundles.office.customers", "office.jsonl", "over 450 million commercial seats"),
        ("bundles.office.attach", "office.jsonl", "15 million paid seats"),
        ("bundles.cloud.base_revenue", "microsoft.jsonl", "168 billion in fiscal 2025"),
        ("bundles.cloud.growth.1", "microsoft.jsonl", "168 billion in fiscal 2025, up 23%"),
    ],
)
def test_published_inputs_stand_in_the_library(key: str, sheet: str, words: str) -> None:
    rows = {row.key: row for row in named_scenario().details["inputs"]}
    assert rows[key].kind == "published"
    assert words in files("knowledge.data").joinpath(sheet).read_text("utf-8")


def test_the_scenario_is_part_of_the_package() -> None:
    """`*.toml` is in the wheel by the rule for package data."""
    text = (Path(__file__).parents[5] / "pyproject.toml").read_text("utf-8")
    assert '"*.toml"' in text[text.index("[tool.setuptools.package-data]") :]
    assert isinstance(build(bundled("article")).plans["chatgpt"].price, Given)


def test_the_tool_reaches_it_by_its_kind() -> None:
    settings = {"plans.chatgpt.price": "240 USD/year"}
    report = calculate(kind="scenario", name="article", set=settings, years="6")
    assert report.details["crossover"] == "2028"
    solved = calculate(kind="scenario", name="article", target="0", solve="bundles.cloud.uplift", of="gap.2030")  # fmt: skip
    assert solved.details["crossover"] == "2030"


def test_the_unchanged_scenario_stands_beside_the_changed_one() -> None:
    report = named_scenario("article", "plans.chatgpt.price=240 USD/year", beside_unchanged=True)
    assert [row["name"] for row in report.details["compared"]] == ["changed", "article"]
    assert [row["crossover"] for row in report.details["compared"]] == ["2028", "2045"]


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        ({"name": "paper"}, "no scenario called 'paper'; there is article"),
        ({"set": {"plans.chatgpt.prize": "3 USD/year"}}, "did you mean plans.chatgpt.price"),
        ({"subscribers": "5M"}, "cannot be made of"),
        ({"solve": "plans.chatgpt.price"}, "belong together"),
    ],
)
def test_what_the_tool_cannot_do_is_one_sentence(arguments: dict[str, Any], says: str) -> None:
    with pytest.raises(CannotCalculate, match=says):
        calculate(kind="scenario", **arguments)


@pytest.mark.parametrize("language", ["en", "zh"])
def test_words_lead_with_the_crossover(language: Any) -> None:
    text = named_scenario().markdown(language)
    assert "2045" in text.split("\n", 1)[0]
    assert ("the article's assumption" if language == "en" else "文章的假设") in text


def test_what_was_set_stands_beside_what_it_takes_the_place_of() -> None:
    report = named_scenario("article", {"bundles.office.attach": "40%"})

    assert report.details["crossover"] == "2025"
    assert "As bundled, the crossover is in 2045." in report.sentence()
    assert any("40% (3.3% as bundled)" in note for note in report.assumptions)


def test_asked_how_sensitive_it_is_the_input_that_moves_most_comes_first() -> None:
    report = named_scenario("article", show="sensitivity")

    assert report.sentence().startswith("**chatgpt: growth moves it most**")
    assert report.sentence("zh").startswith("**最敏感的是")


def test_a_chinese_report_names_both_sides_in_chinese() -> None:
    text = named_scenario("article").markdown("zh")

    assert "| 年份 | 订阅 | 云 |" in text
    assert "Subscriptions" not in text
    assert "（文章，论断C47，2025-09-15）" in text
    assert "微软云，截至2025年6月的财年" in text
    assert "list price" not in text
    assert "Microsoft 365 Copilot" in text  # a name within a source stays what it is


def test_what_was_set_keeps_its_letters() -> None:
    report = named_scenario("article", set={"plans.chatgpt.price": "240 USD/year"})
    assert "Set here: chatgpt: price 240 USD/year (500 USD/year as bundled)" in report.markdown()
