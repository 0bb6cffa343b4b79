import json
import re
from typing import Any

import plotly.graph_objects as go
import pytest

from agent import Analyst
from agent.tools.vram import check_fit
from agent.tools.vram.chart import vram_chart
from agent.tools.vram.report import Report


def draw(report: Report, language: Any = "en") -> dict[str, Any]:
    """The figure, which Plotly itself reads and JSON holds."""
    chart = vram_chart(report, language)
    assert chart is not None
    go.Figure(json.loads(json.dumps(chart)))
    return chart


def trace(chart: dict[str, Any], name: str) -> dict[str, Any]:
    return next(one for one in chart["data"] if one["name"] == name)


@pytest.mark.parametrize(
    ("model", "gpu"), [("HunyuanVideo", "3060"), ("Qwen3-8B", "2x 4090"), ("Hunyuan3D-2.1", None)]
)
def test_the_bars_of_a_phase_add_up_to_it(model: str, gpu: str | None) -> None:
    report = check_fit(model, gpu)
    bars = [one for one in draw(report)["data"] if one["type"] == "bar"]
    for at, phase in enumerate(report.phases):
        assert sum(bar["y"][at] for bar in bars) == pytest.approx(phase["gib"], abs=0.01)
    assert all(any(bar["y"]) for bar in bars)
    assert [bar["name"] for bar in bars][0] == "weights"


def test_the_card_is_a_line_from_edge_to_edge_and_the_range_an_error_bar() -> None:
    report = check_fit("HunyuanVideo", "3060")
    chart = draw(report)
    line, spread = trace(chart, "usable on the RTX 3060 12GB"), trace(chart, "90 % range")
    axis = chart["layout"]["xaxis"]
    assert axis["ticktext"] == ["text encoding", "denoising", "VAE decode"]
    assert line["x"] == axis["range"]
    assert line["y"] == [report.available_gib] * 2
    assert axis["ticktext"][spread["x"][0]] == "denoising"
    assert spread["y"] == [report.required_gib]
    low, high = report.range_gib or [0, 0]
    assert spread["y"][0] + spread["error_y"]["array"][0] == pytest.approx(high)
    assert spread["y"][0] - spread["error_y"]["arrayminus"][0] == pytest.approx(low)


def test_without_a_card_there_is_no_line() -> None:
    chart = draw(check_fit("HunyuanVideo"))
    assert not [one for one in chart["data"] if one.get("mode") == "lines"]
    assert "usable" not in json.dumps(chart)


def test_the_figure_is_said_in_words_in_the_language_of_the_turn() -> None:
    report = check_fit("HunyuanVideo", "3060")
    english, chinese = draw(report), draw(report, "zh")
    need = f"{report.required_gib:.1f} GiB"
    for chart in (english, chinese):
        assert need in chart["layout"]["title"]["text"]
        said = chart["layout"]["meta"]["description"]
        assert all(f"{phase['gib']:.1f} GiB" in said for phase in report.phases)
    words = str(chinese["layout"]) + str([one["name"] for one in chinese["data"]])
    assert "去噪" in words
    assert "权重" in words
    assert not re.search("denoising|weights|usable|needed", words)
    assert "a card" in draw(check_fit("Qwen3-8B", "2x 4090"))["layout"]["title"]["text"]


@pytest.mark.parametrize("language", ["en", "zh"])
def test_a_title_has_short_lines_for_a_phone(language: Any) -> None:
    for model in ("HunyuanVideo", "Wan2.2-Animate-14B", "Qwen3-235B-A22B"):
        chart = draw(check_fit(model, "2x RTX PRO 6000 Blackwell"), language)
        lines = chart["layout"]["title"]["text"].split("<br>")
        assert len(lines) == 2
        assert max(map(len, lines)) <= 50
        assert "<br>" not in chart["layout"]["meta"]["description"]


def test_what_has_no_figure_has_no_chart() -> None:
    assert vram_chart(check_fit("GPT-4o", "4090")) is None


def test_the_chat_shows_the_chart_of_a_check(analyst: Analyst) -> None:
    answer = analyst.ask("我的 3060 能跑 HunyuanVideo 720p 吗？")
    (chart,) = answer.charts
    assert "3060" in chart["layout"]["title"]["text"]
    assert "约需" in chart["layout"]["title"]["text"]
    listed = analyst.ask("Which cards can run Qwen3-32B at fp8?")
    assert listed.charts == []
