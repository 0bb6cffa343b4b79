"""`calculate_revenue` with kind "scenario": what a model may pass, and what comes back to the chat."""

from types import SimpleNamespace
from typing import Any

import pytest

from agent.tools.revenue import CannotCalculate
from agent.tools.revenue.tool import SumArguments, calculate_revenue


def call(language: str = "en", **arguments: Any) -> tuple[str, dict[str, Any]]:
    """The tool's function, on arguments that passed its schema."""
    given = SumArguments(kind="scenario", **arguments).model_dump(exclude_none=True)
    runtime = SimpleNamespace(context=SimpleNamespace(language=language))
    return calculate_revenue.func(runtime=runtime, **given)


def test_the_chat_gets_words_figures_and_charts() -> None:
    text, artifact = call(name="article", set={"plans.chatgpt.price": "240 USD/year"}, years="8")
    assert text.startswith("**Crossover in 2028**")
    assert artifact["text"] == text
    assert artifact["crossover"] == "2028"
    assert [chart["data"][0]["type"] for chart in artifact["charts"]] == ["scatter", "bar", "scatter", "heatmap"]  # fmt: skip


def test_a_target_is_solved_for_in_chinese() -> None:
    text, artifact = call("zh", name="article", target="0", solve="bundles.cloud.uplift", of="gap.2030")  # fmt: skip
    assert artifact["solved"]["name"] == "bundles.cloud.uplift"
    assert "bundles.cloud.uplift = 53.3157" in text
    assert "2030年" in text


def test_the_schema_tells_a_model_what_a_scenario_takes() -> None:
    told = SumArguments.model_json_schema()["properties"]
    assert "scenario" in told["kind"]["description"]
    assert all("scenario" in told[name]["description"] for name in ("name", "set", "of"))


def test_a_wrong_key_comes_back_with_the_closest_ones() -> None:
    with pytest.raises(CannotCalculate, match=r"did you mean plans\.chatgpt\.price"):
        call(name="article", set={"plans.chatgpt.prize": "240 USD/year"})
