"""The sheets of a scenario's workbook that show what moves its figure: the tornado and the seeded draws.

A swing or a percentile is the result of a whole run of the model with other inputs, so it stands
here as a number; what can follow the sheet is a formula, and one cell says when numbers are stale.
"""

from collections.abc import Callable
from typing import Any, NamedTuple

from agent.tools.revenue.scenarios.measures import measure, value
from agent.tools.revenue.scenarios.report import ScenarioReport
from agent.tools.revenue.scenarios.sensitivity import PERCENTILES

_STALE = "inputs were changed: the numbers below are those of the scenario as written"
_AS_WRITTEN = "as written"


class Pen(NamedTuple):
    """How a sheet is written: the formats, and what turns a figure of the model into a formula."""

    head: Any
    number: Any
    formula: Callable[[Any], str]


def write_sensitivity(book: Any, report: ScenarioReport, pen: Pen) -> None:
    """The sheets `Tornado` and `Simulation`, each where the scenario has that part."""
    if report.details.get("tornado"):
        _tornado(book, book.add_worksheet("Tornado"), report, pen)
    if report.details.get("simulation"):
        _simulation(book, book.add_worksheet("Simulation"), report, pen)


def _figure(sheet: Any, report: ScenarioReport, pen: Pen, of: str | None) -> None:
    """The figure as the sheets compute it now, as it was written, and whether they differ."""
    assert report.inputs_read is not None  # a written report holds its model
    assert report.outcome is not None
    figure = measure(report.inputs_read, report.outcome, of)
    written = float(value(figure))
    sheet.write_string(0, 0, f"{of or 'revenue'} ({report.currency})", pen.head)
    sheet.write_formula(0, 1, pen.formula(figure), pen.number, written)
    sheet.write_string(1, 0, "when these numbers were written", pen.head)
    sheet.write_number(1, 1, written, pen.number)
    moved = "ABS(B1-B2)>ABS(B2)*1E-9+1E-6"
    sheet.write_formula(1, 2, f'=IF({moved},"{_STALE}","{_AS_WRITTEN}")', None, _AS_WRITTEN)


def _tornado(book: Any, sheet: Any, report: ScenarioReport, pen: Pen) -> None:
    """One row an input, the largest swing first; the swing and the distances from the figure are live."""
    _figure(sheet, report, pen, report.details["tornado_of"])
    base = float(report.details["tornado_base"])
    heads = ["input", "key", "low", "high", "unit", "figure at low", "figure at high", "swing", "low against figure", "high against figure"]  # fmt: skip
    sheet.write_row(3, 0, heads, pen.head)
    swings = report.details["tornado"]
    for row, swing in enumerate(swings, 4):
        for column, text in ((0, str(swing.label)), (1, swing.key), (4, swing.unit)):
            sheet.write_string(row, column, text)
        low, high = float(swing.at_low), float(swing.at_high)
        for column, amount in ((2, swing.low), (3, swing.high), (5, low), (6, high)):
            sheet.write_number(row, column, float(amount), pen.number)
        at = row + 1
        sheet.write_formula(row, 7, f"=ABS(G{at}-F{at})", pen.number, abs(high - low))
        sheet.write_formula(row, 8, f"=F{at}-B$2", pen.number, low - base)
        sheet.write_formula(row, 9, f"=G{at}-B$2", pen.number, high - base)
    sheet.set_column(0, 1, 40)
    sheet.set_column(2, 9, 20)
    _bars(book, sheet, len(swings), report.currency)


def _bars(book: Any, sheet: Any, count: int, currency: str) -> None:
    chart: Any = book.add_chart({"type": "bar", "subtype": "stacked"})
    for column, name in ((8, "at low"), (9, "at high")):
        chart.add_series({
            "name": name,
            "categories": ["Tornado", 4, 0, 3 + count, 0],
            "values": ["Tornado", 4, column, 3 + count, column],
        })  # fmt: skip
    chart.set_title({"name": "What moves the figure"})
    chart.set_x_axis({"name": f"{currency} against the figure"})
    chart.set_y_axis({"reverse": True, "label_position": "low"})
    sheet.insert_chart(6 + count, 0, chart)


def _simulation(book: Any, sheet: Any, report: ScenarioReport, pen: Pen) -> None:
    """Percentiles of the figure and of each year's revenue: numbers, since a draw is a run of its own."""
    drawn = report.details["simulation"]
    _figure(sheet, report, pen, drawn["of"])
    about = f"{drawn['draws']:,} draws, {drawn['shape']}, seed {drawn['seed']}"
    sheet.write_string(2, 0, about)
    sheet.write_row(4, 0, ["percentile", "figure"], pen.head)
    for row, percentile in enumerate(PERCENTILES, 5):
        sheet.write_number(row, 0, percentile)
        amount = float(drawn["percentiles"][str(percentile)])
        sheet.write_number(row, 1, amount, pen.number)
    mean = 5 + len(PERCENTILES)
    sheet.write_string(mean, 0, "mean")
    sheet.write_number(mean, 1, float(drawn["mean"]), pen.number)
    top = mean + 2
    sheet.write_row(
        top, 0, ["year", *(f"revenue, {p}th percentile" for p in PERCENTILES)], pen.head
    )
    years = report.details["years"]
    for row, (label, by_year) in enumerate(zip(years, drawn["by_year"], strict=True), top + 1):
        sheet.write_string(row, 0, label)
        for column, percentile in enumerate(PERCENTILES, 1):
            sheet.write_number(row, column, float(by_year[str(percentile)]), pen.number)
    sheet.set_column(0, len(PERCENTILES), 24)
    if len(years) > 1:
        _fan(book, sheet, top, len(years), report.currency)


def _fan(book: Any, sheet: Any, top: int, count: int, currency: str) -> None:
    chart: Any = book.add_chart({"type": "line"})
    for column, percentile in enumerate(PERCENTILES, 1):
        chart.add_series({
            "name": f"{percentile}th percentile",
            "categories": ["Simulation", top + 1, 0, top + count, 0],
            "values": ["Simulation", top + 1, column, top + count, column],
        })  # fmt: skip
    chart.set_title({"name": "Revenue by year over the draws"})
    chart.set_y_axis({"name": currency})
    sheet.insert_chart(top + count + 2, 0, chart)
