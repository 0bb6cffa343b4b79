"""A scenario's figures in Plotly's JSON shape: over time, waterfall, tornado, fan, heat map, side by side."""

from typing import Any

from agent.tools.revenue.scenarios.report import ScenarioReport

Chart = dict[str, Any]  # Any: Plotly's own JSON


def scenario_charts(report: ScenarioReport) -> list[Chart]:
    """All charts that the report has figures for; a picture needs no cents, so floats will do."""
    if "compared" in report.details:
        return [_side_by_side(report)]
    made = (
        _over_time(report),
        _waterfall(report),
        _tornado(report),
        _fan(report),
        _heat_map(report),
    )
    return [chart for chart in made if chart]


def _over_time(report: ScenarioReport) -> Chart | None:
    """A line a side, with the crossover marked; stacked bars of streams where there is one side."""
    years = report.details["years"]
    if len(years) < 2 or not report.periods:
        return None
    sides: dict[str, Any] | None = report.details.get("sides")
    if sides is None:
        data = [
            {"type": "bar", "name": s.name, "x": years, "y": _floats(s.revenue)}
            for s in report.details["streams"]
        ]
        return _chart("Revenue by year", data, report.currency, barmode="relative")
    data = [
        {
            "type": "scatter",
            "mode": "lines+markers",
            "name": name,
            "x": years,
            "y": _floats(by_year),
        }
        for name, by_year in sides.items()
    ]
    year = report.details["crossover"]
    marked: dict[str, Any] = {}
    if year is not None:
        at = float(list(sides.values())[1][years.index(year)])
        marked["annotations"] = [
            {"x": year, "y": at, "text": f"crossover {year}", "showarrow": True}
        ]
    return _chart("Revenue by year", data, report.currency, **marked)


def _side_by_side(report: ScenarioReport) -> Chart:
    """A line a scenario."""
    data = [
        {
            "type": "scatter",
            "mode": "lines+markers",
            "name": row["name"],
            "x": row["years"],
            "y": _floats(row["revenue"]),
        }
        for row in report.details["compared"]
    ]
    return _chart("Revenue by year, scenarios side by side", data, report.currency)


def _waterfall(report: ScenarioReport) -> Chart | None:
    """From revenue to profit over all years; without costs, what each stream brings."""
    costs = report.details.get("costs")
    first = next(iter(report.details.get("sides", {"": None})))
    streams = [s for s in report.details["streams"] if s.side == first]
    parts = [(stream.name, float(sum(stream.revenue)), "relative") for stream in streams]
    if costs:
        variable, gross, profit = (
            float(sum(costs[name])) for name in ("variable_cost", "gross_profit", "profit")
        )
        parts += [("variable costs", -variable, "relative"), ("gross profit", gross, "total"),
                  ("fixed costs and depreciation", profit - gross, "relative"), ("profit", profit, "total")]  # fmt: skip
    elif len(parts) > 1:
        parts.append(("revenue", float(report.total), "total"))
    if len(parts) < 2:
        return None
    names, amounts, kinds = zip(*parts, strict=True)
    data = [{"type": "waterfall", "x": list(names), "y": list(amounts), "measure": list(kinds)}]
    return _chart("From streams to the sum, all years", data, report.currency)


def _tornado(report: ScenarioReport) -> Chart | None:
    swings = report.details.get("tornado")
    if not swings:
        return None
    names = [str(swing.label) for swing in reversed(swings)]
    middle = float(report.details["tornado_base"])
    data = [
        {"type": "bar", "orientation": "h", "name": end, "y": names, "base": middle,
         "x": [float(swing[f"at_{end}"]) - middle for swing in reversed(swings)]}
        for end in ("low", "high")
    ]  # fmt: skip
    chart = _chart(f"What moves {report.details['tornado_of']}", data, "", barmode="overlay")
    chart["layout"] |= {
        "xaxis": {"title": {"text": report.currency}},
        "yaxis": {"type": "category", "automargin": True},
    }
    return chart


def _fan(report: ScenarioReport) -> Chart | None:
    """Bands from the 5th to the 95th and the 25th to the 75th percentile of each year's revenue."""
    drawn = report.details.get("simulation")
    if not drawn or len(report.details["years"]) < 2:
        return None
    years, rows = report.details["years"], drawn["by_year"]
    data: list[Chart] = []
    for low, high in (("5", "95"), ("25", "75")):
        data.append(_line(years, rows, low, {"width": 0}, showlegend=False))
        data.append(
            _line(years, rows, high, {"width": 0}, fill="tonexty", name=f"{low} to {high} %")
        )
    data.append(_line(years, rows, "50", {"width": 2}, name="median"))
    return _chart(f"Revenue by year, {drawn['draws']:,} draws", data, report.currency)


def _line(
    years: list[str], rows: list[dict[str, Any]], percentile: str, line: Chart, **more: Any
) -> Chart:
    points = [float(row[percentile]) for row in rows]
    return {"type": "scatter", "mode": "lines", "x": years, "y": points, "line": line, **more}


def _heat_map(report: ScenarioReport) -> Chart | None:
    table = report.details.get("table")
    if not table:
        return None
    columns, rows = (
        [f"{each:f}" for each in table[name]] for name in ("column_values", "row_values")
    )
    data = [
        {"type": "heatmap", "x": columns, "y": rows, "z": [_floats(row) for row in table["cells"]]}
    ]
    chart = _chart(f"{table['of']} by two inputs", data, "")
    chart["layout"] |= {"xaxis": {"type": "category", "title": {"text": f"{table['columns']} ({table['column_unit']})"}},
                        "yaxis": {"type": "category", "title": {"text": f"{table['rows']} ({table['row_unit']})"}}}  # fmt: skip
    return chart


def _chart(title: str, data: list[Chart], unit: str, **layout: Any) -> Chart:
    axes = {"xaxis": {"type": "category"}, "yaxis": {"title": {"text": unit}}}
    return {"data": data, "layout": {"title": {"text": title}, **axes, **layout}}


def _floats(amounts: Any) -> list[float]:
    return [float(amount) for amount in amounts]
