"""A memory check as a figure in Plotly's JSON shape, as plain dicts; nothing here draws."""

from typing import Any

from agent.tools.bilingual import Language, say
from agent.tools.vram.prose import PARTS, gib
from agent.tools.vram.report import Report
from agent.tools.vram.words import term

_LINE = "#b5544a"
_RANGE = "#80807a"
#: A lone bar as wide as its neighbours would be, not as wide as the page.
_BAR_WIDTH = 0.5
#: A line of forty-five letters in the 390 px of a phone.
_TITLE_PX = 14


def vram_chart(report: Report, language: Language = "en") -> dict[str, Any] | None:
    """GiB of each phase on the fullest card, stacked by part, against what the card has.

    The phase that decides carries the 90 % range. None where there is no figure to show.
    """
    if report.required_gib is None or not report.phases:
        return None
    title, joint = _title(report, language), "，" if language == "zh" else ", "
    return {
        "data": [*_bars(report, language), _range(report, language), *_line(report, language)],
        "layout": {
            "title": {"text": "<br>".join(title), "font": {"size": _TITLE_PX}},
            "barmode": "stack",
            "xaxis": _phases(report, language),
            "yaxis": {"title": {"text": "GiB"}, "rangemode": "tozero"},
            "legend": {"orientation": "h", "y": -0.18},
            "meta": {"description": _description(report, joint.join(title), language)},
        },
    }


def _bars(report: Report, language: Language) -> list[dict[str, Any]]:
    """A trace a part; one that is nowhere over zero is left out."""
    traces: list[dict[str, Any]] = []
    for part, word in PARTS.items():
        gib = [phase["breakdown"][part] for phase in report.phases]
        if any(value > 0 for value in gib):
            traces.append(
                {
                    "type": "bar",
                    "name": say(term(word), language),
                    "x": list(range(len(gib))),
                    "y": gib,
                    "width": _BAR_WIDTH,
                    "hovertemplate": "%{fullData.name}: %{y:.1f} GiB<extra></extra>",
                }
            )
    return traces


def _range(report: Report, language: Language) -> dict[str, Any]:
    """The range of the figure, on top of the phase that decides."""
    required = report.required_gib or 0.0
    low, high = report.range_gib or [required, required]
    gib = [phase["gib"] for phase in report.phases]
    return {
        "type": "scatter",
        "mode": "markers",
        "name": "90 % 范围" if language == "zh" else "90 % range",
        "x": [gib.index(max(gib))],
        "y": [required],
        "marker": {"color": _RANGE, "size": 5},
        "error_y": {
            "type": "data",
            "symmetric": False,
            "array": [round(high - required, 3)],
            "arrayminus": [round(required - low, 3)],
            "color": _RANGE,
        },
        "hovertemplate": f"{low:.1f}–{high:.1f} GiB<extra></extra>",
    }


def _line(report: Report, language: Language) -> list[dict[str, Any]]:
    """What one card has, from edge to edge; nothing where no card was named."""
    if report.gpu is None or report.available_gib is None:
        return []
    card = say(report.gpu, language)
    return [
        {
            "type": "scatter",
            "mode": "lines",
            "name": f"{card} 可用" if language == "zh" else f"usable on the {card}",
            "x": [-0.5, len(report.phases) - 0.5],
            "y": [report.available_gib] * 2,
            "line": {"color": _LINE, "dash": "dash"},
            "hovertemplate": "%{y:.1f} GiB<extra></extra>",
        }
    ]


def _phases(report: Report, language: Language) -> dict[str, Any]:
    """The axis: numbered, so that the card's line can reach beyond the first and last bar."""
    names = [say(term(phase["name"]), language) for phase in report.phases]
    return {
        "tickmode": "array",
        "tickvals": list(range(len(names))),
        "ticktext": names,
        "range": [-0.5, len(names) - 0.5],
        "showgrid": False,
        "zeroline": False,
    }


def _title(report: Report, language: Language) -> list[str]:
    """What is needed, and in a second line what the card has: one line is too long for a phone."""
    model, card = say(report.model, language), say(report.gpu or "", language)
    needed = gib(report.required_gib or 0.0, report.available_gib)
    has = gib(report.available_gib or 0.0, report.required_gib)
    if language == "zh":
        each = "（每卡）" if report.gpus > 1 else ""
        lines = [f"{model}：约需 {needed} GiB{each}", f"{card} 可用 {has}"]
    else:
        each = " a card" if report.gpus > 1 else ""
        lines = [f"{model}: about {needed} GiB needed{each}", f"{has} usable on the {card}"]
    return lines if card else lines[:1]


def _description(report: Report, title: str, language: Language) -> str:
    """The figure in words, for whoever does not see it."""
    zh = language == "zh"
    low, high = report.range_gib or [0.0, 0.0]
    phases = [
        f"{say(term(phase['name']), language)} {phase['gib']:.1f} GiB" for phase in report.phases
    ]
    if zh:
        return f"{title}（90 % 范围 {low:.1f}–{high:.1f}）。各阶段：{'，'.join(phases)}。"
    return f"{title} (90 % range {low:.1f} to {high:.1f}). By phase: {', '.join(phases)}."
