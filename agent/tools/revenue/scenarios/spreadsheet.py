"""A scenario as a workbook whose steps are live formulas, or as CSV that no spreadsheet takes for a formula."""

import csv
import io
from datetime import datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

from agent.tools.revenue.errors import CannotCalculate
from agent.tools.revenue.money import plain
from agent.tools.revenue.scenarios.ledger import Cell, Expr, write
from agent.tools.revenue.scenarios.report import ScenarioReport
from agent.tools.revenue.scenarios.sensitivity_sheets import Pen, write_sensitivity
from agent.tools.revenue.spreadsheet import harmless

_SIGNS = {
    "+": "+",
    "-": "-",
    "*": "*",
    "/": "/",
    "**": "^",
    "max": "MAX",
    "min": "MIN",
    "up": "ROUNDUP",
}
_NUMBER = "#,##0.00##"
_FIXED = {"costs.life"}
"""Inputs that say how many steps there are: no formula can follow them, so the sheet says so."""
_MADE = datetime(2025, 1, 1)
"""One date for all, so that the same scenario gives the same bytes."""


def write_csv(report: ScenarioReport, path: str | Path) -> None:
    """Inputs, years by stream, total, trace, cautions and assumptions, one fact a row."""
    rows: list[list[str]] = [["input", "value", "unit", "kind", "source", "date"]]
    for row in report.details["inputs"]:
        rows.append(
            [
                harmless(row.key),
                row.value,
                harmless(row.unit),
                *(harmless(text or "") for text in (row.kind, row.source, row.date)),
            ]
        )
    columns = {stream.name: stream.revenue for stream in report.details["streams"]}
    columns |= {f"{name}: revenue": sums for name, sums in report.details.get("sides", {}).items()}
    columns |= {"profit": report.details["costs"]["profit"]} if "costs" in report.details else {}
    rows += [[], ["year", *(harmless(name) for name in columns)]]
    for n, label in enumerate(report.details["years"]):
        rows.append([label, *(plain(by_year[n]) for by_year in columns.values())])
    rows += [[], ["total", plain(report.total), report.currency]]
    rows += [[f"total in {code}", plain(amount), code] for code, amount in report.converted.items()]
    if report.solved:
        rows.append(
            [harmless(report.solved.name), plain(report.solved.value), harmless(report.solved.unit)]
        )
    if "crossover" in report.details:
        rows.append(["crossover", report.details["crossover"] or "none within these years"])
    rows += [[], ["step", "formula", "value", "unit"]]
    rows += [
        [harmless(s.step), harmless(s.formula), plain(s.value), harmless(s.unit)]
        for s in report.trace
    ]
    rows += [[], *(["caution", harmless(text)] for text in report.cautions)]
    rows += [["assumption", harmless(text)] for text in report.assumptions]
    buffer = io.StringIO()
    csv.writer(buffer, lineterminator="\r\n").writerows(rows)
    Path(path).write_bytes(("\ufeff" + buffer.getvalue()).encode("utf-8"))


def write_xlsx(report: ScenarioReport, path: str | Path) -> None:
    """Inputs in the unit given, one step a row, results by year; all but inputs are formulas with their values."""
    try:
        import xlsxwriter  # 0.1 s to import: only who wants a workbook pays
    except ImportError:
        raise CannotCalculate(
            "A workbook needs the package xlsxwriter: pip install xlsxwriter"
        ) from None
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    with xlsxwriter.Workbook(str(path), options) as book:
        book.set_properties({"title": "vendorscope: revenue scenario", "created": _MADE})
        Sheets(book, report).fill()


class Sheets:
    """The sheets of one workbook, and where each cell of the model stands in them."""

    def __init__(self, book: Any, report: ScenarioReport) -> None:
        self.book, self.report = book, report
        self.head = book.add_format({"bold": True})
        self.number = book.add_format({"num_format": _NUMBER})
        self.where: dict[str, str] = {}
        self.steps: dict[int, str] = {}

    def fill(self) -> None:
        """Inputs first: steps refer to them, and results to steps."""
        inputs, steps, result, notes = (
            self.book.add_worksheet(name) for name in ("Inputs", "Steps", "Result", "Notes")
        )
        self._inputs(inputs)
        self._steps(steps)
        self._result(result)
        self._notes(notes)
        write_sensitivity(self.book, self.report, Pen(self.head, self.number, self._formula))

    def _inputs(self, sheet: Any) -> None:
        sheet.write_row(
            0, 0, ["input", "key", "value", "unit", "kind", "source", "date"], self.head
        )
        for n, row in enumerate(self.report.details["inputs"], 1):
            self.where[row.key] = f"Inputs!$C${n + 1}"
            unit = f"{row.unit} (fixed in these sheets)" if row.key in _FIXED else row.unit
            for column, text in enumerate(
                (str(row.label), row.key, None, unit, row.kind, row.source, row.date)
            ):
                if text:
                    sheet.write_string(n, column, text)
            sheet.write_number(n, 2, float(Decimal(row.value)), self.number)
        sheet.set_column(0, 1, 44)
        sheet.set_column(2, 5, 22)

    def _steps(self, sheet: Any) -> None:
        sheet.write_row(0, 0, ["step", "value", "unit"], self.head)
        outcome = self.report.outcome
        for n, cell in enumerate(outcome.steps if outcome else [], 1):
            sheet.write_string(n, 0, str(cell.label))
            sheet.write_formula(n, 1, self._formula(cell.body), self.number, float(cell.value))
            sheet.write_string(n, 2, cell.unit)
            self.steps[id(cell)] = f"Steps!$B${n + 1}"
        sheet.set_column(0, 0, 60)
        sheet.set_column(1, 2, 24)

    def _formula(self, number: Any) -> str:
        if not isinstance(number, Expr):
            return f"={plain(Decimal(number))}"
        return "=" + write(number, self._leaf, _SIGNS)

    def _leaf(self, expr: Expr) -> str:
        cell: Cell | None = expr.cell
        if cell is None:
            return plain(expr.value, 20)
        return self.steps.get(id(cell)) or self.where[cell.key]

    def _result(self, sheet: Any) -> None:
        report, outcome = self.report, self.report.outcome
        if outcome is None:
            return
        columns: list[tuple[str, list[Any]]] = [
            (stream.name, stream.revenue) for stream in outcome.streams
        ]
        columns += [
            (f"{side or 'all'}: revenue", by_year) for side, by_year in outcome.sides.items()
        ]
        columns += [("profit", outcome.profit)] if outcome.profit else []
        years = report.details["years"]
        sheet.write_string(0, 0, f"Total ({report.currency})", self.head)
        sheet.write_formula(0, 1, self._formula(outcome.total), self.number, float(report.total))
        for n, (code, amount) in enumerate(report.converted.items(), 1):
            sheet.write_string(n, 0, f"Total in {code}")
            sheet.write_formula(
                n, 1, f"=B1*{self.where[f'rates.{code}']}", self.number, float(amount)
            )
        top = 3 + len(report.converted)
        sheet.write_row(top, 0, ["year"], self.head)
        for column, (name, _) in enumerate(columns, 1):
            sheet.write_string(top, column, name, self.head)
        for n, label in enumerate(years):
            sheet.write_string(top + 1 + n, 0, label)
            for column, (_, by_year) in enumerate(columns, 1):
                amount = by_year[n]
                shown = amount.value if isinstance(amount, Expr) else amount
                sheet.write_formula(
                    top + 1 + n, column, self._formula(amount), self.number, float(shown)
                )
        sheet.set_column(0, len(columns) + 2, 24)
        if len(outcome.sides) > 1:
            self._crossover(sheet, top, len(columns), len(outcome.streams))
        if len(years) > 1 and columns:
            self._chart(
                sheet, top, len(years), [(name, n) for n, (name, _) in enumerate(columns, 1)]
            )

    def _crossover(self, sheet: Any, top: int, columns: int, streams: int) -> None:
        """The lead of the second side, whether it leads, and the first year in which it does: live, too."""
        from xlsxwriter.utility import xl_rowcol_to_cell as at

        report, years = self.report, self.report.details["years"]
        (_, first), (name, second) = list(report.details["sides"].items())[:2]
        lead, leads = columns + 1, columns + 2
        sheet.write_row(top, lead, [f"lead of {name}", f"{name} leads"], self.head)
        for n in range(len(years)):
            row = top + 1 + n
            one, two = (at(row, streams + 1 + side) for side in (0, 1))
            gap = float(second[n] - first[n])
            sheet.write_formula(row, lead, f"={two}-{one}", self.number, gap)
            # a solved crossing is met to forty digits, of which a sheet keeps fifteen
            is_met = int(gap >= -abs(float(first[n])) * 1e-12)
            sheet.write_formula(row, leads, f"=IF({two}>={one}*(1-1E-12),1,0)", None, is_met)
        row = top - 1
        last = top + len(years)
        found = f"MATCH(1,{at(top + 1, leads)}:{at(last, leads)},0)"
        formula = f'=IFERROR(INDEX({at(top + 1, 0)}:{at(last, 0)},{found}),"none")'
        sheet.write_string(row, 0, "Crossover", self.head)
        sheet.write_formula(row, 1, formula, None, report.details["crossover"] or "none")

    def _chart(self, sheet: Any, top: int, count: int, columns: list[tuple[str, int]]) -> None:
        sided = [each for each in columns if each[0].endswith(": revenue")]
        chart: Any = self.book.add_chart({"type": "line"})
        for _, column in sided:
            chart.add_series({
                "name": ["Result", top, column],
                "categories": ["Result", top + 1, 0, top + count, 0],
                "values": ["Result", top + 1, column, top + count, column],
            })  # fmt: skip
        chart.set_title({"name": "Revenue by year"})
        chart.set_y_axis({"name": self.report.currency})
        sheet.insert_chart(top + count + 2, 0, chart)

    def _notes(self, sheet: Any) -> None:
        sheet.write_string(0, 0, "Cautions and assumptions", self.head)
        report = self.report
        notes = [*report.cautions, *report.assumptions, *report.sentences]
        notes.append(
            "The number of years and of years of depreciation are fixed in these sheets; all other inputs are live."
        )
        if report.details.get("tornado") or report.details.get("simulation"):
            notes.append(
                "The sheets Tornado and Simulation hold results of further runs as numbers, which do not follow a changed input;"
                " the figure above them does, and the cell beside it says when they differ."
            )
        if report.solved:
            notes.append(
                f"{report.solved.name} was found by solving and stands among the inputs as a number."
            )
        for row, text in enumerate(notes, 1):
            sheet.write_string(row, 0, str(text))
        sheet.set_column(0, 0, 120)
