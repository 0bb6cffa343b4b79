"""Sources of a scenario that measure different things are doubted; what a model leaves out is said."""

from typing import Any

import pytest

from agent.tools.revenue.scenarios import build, bundled, calculate_scenario, dump, parse, put


def scenario(**sources: str) -> dict[str, Any]:
    """Two plans, each with the source of its price."""
    return {
        "plans": {
            name: {
                "subscribers": "1 million",
                "price": {"value": "20 USD/month", "source": source},
            }
            for name, source in sources.items()
        }
    }


@pytest.mark.parametrize(
    ("sources", "says"),
    [
        ({"a": "run rate of June", "b": "fiscal 2025 revenue"}, "Run rate against fiscal year"),
        ({"a": "annualised sales", "b": "fiscal year to June"}, "Run rate against fiscal year"),
        ({"a": "bookings of the year", "b": "fiscal 2025"}, "Bookings against revenue"),
    ],
)
def test_sources_that_measure_different_things_are_doubted_by_key(
    sources: dict[str, str], says: str
) -> None:
    (caution,) = calculate_scenario(build(scenario(**sources))).cautions
    assert caution.startswith(says)
    assert "plans.a.price" in caution
    assert "plans.b.price" in caution


@pytest.mark.parametrize("source", ["run rate of June", "fiscal 2025", "list price"])
def test_one_measure_alone_is_not_doubted(source: str) -> None:
    assert calculate_scenario(build(scenario(a=source, b=source))).cautions == []


def test_the_article_says_what_it_counts_and_its_mixed_measures_in_both_languages() -> None:
    report = calculate_scenario(build(put(bundled("article"), ["years=3"])))
    english, chinese = report.markdown(), report.markdown("zh")
    assert "Copilot seats may be counted twice" in english
    assert "not counted: ChatGPT's business plans" in english
    assert "Run rate against fiscal year: bundles.cloud.attach" in english
    assert "Copilot席位可能重复计入" in chinese
    assert "年化与财年混用" in chinese


def test_without_office_the_cloud_side_is_lower_by_what_the_seats_bring() -> None:
    whole, floor = (
        calculate_scenario(build(put(bundled("article"), ["years=3", *settings])))
        for settings in ([], ["bundles.office.attach=0%"])
    )
    seats = next(s for s in whole.details["streams"] if s.name == "office").revenue[0]
    gap = whole.details["sides"]["Cloud"][0] - floor.details["sides"]["Cloud"][0]
    assert gap == seats
    assert seats > 3_000_000_000


def test_notes_of_a_file_come_back_from_it() -> None:
    built = build({"notes": ["no taxes, no fees"], **scenario(a="x")})
    assert build(parse(dump(built))) == built
    assert "no taxes, no fees" in calculate_scenario(built).markdown()
    assert "no taxes, no fees" in calculate_scenario(built).markdown("zh")
