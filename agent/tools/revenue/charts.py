"""Figures in Plotly's JSON shape, as plain dicts; nothing here draws."""

from typing import Any

from agent.tools.revenue.report import Report


def revenue_chart(report: Report) -> dict[str, Any] | None:
    """Revenue by year as bars; None where there is only one period to show."""
    if len(report.periods) < 2:
        return None
    return {
        "data": [
            {
                "type": "bar",
                "name": "revenue",
                "x": [str(period.label) for period in report.periods],
                "y": [
                    float(period.revenue) for period in report.periods
                ],  # a picture needs no cents
                "hovertemplate": f"%{{x}}: %{{y:,.2f}} {report.currency}<extra></extra>",
            }
        ],
        "layout": {
            "title": {"text": "Revenue by year"},
            "xaxis": {"type": "category"},
            "yaxis": {"title": {"text": report.currency}, "rangemode": "tozero"},
        },
    }
