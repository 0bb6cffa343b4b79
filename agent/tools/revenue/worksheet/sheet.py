"""A worksheet as a workbook: inputs in cells of their own, every step a live formula over them."""

from decimal import Decimal
from typing import TYPE_CHECKING, Any

from agent.tools.revenue.money import plain
from agent.tools.revenue.report import Report
from agent.tools.revenue.worksheet.chain import Worksheet
from agent.tools.revenue.worksheet.expressions import Number, written
from agent.tools.revenue.worksheet.units import name_of

if TYPE_CHECKING:
    import xlsxwriter

_NUMBER = "#,##0.00####"
_SHARE = "0.00##%"
_SIGNS = {"+": "+", "-": "-", "*": "*", "/": "/", "^": "^"}


def fill(book: "xlsxwriter.Workbook", report: Report, sheet: Worksheet) -> None:
    """Write the sheets Inputs, Steps and Notes."""
    head = book.add_format({"bold": True})
    number, share = (book.add_format({"num_format": form}) for form in (_NUMBER, _SHARE))
    inputs, steps, notes = (book.add_worksheet(name) for name in ("Inputs", "Steps", "Notes"))
    where = {name: f"Inputs!$B${row}" for row, name in enumerate(sheet.givens, 2)}
    where |= {line.name: f"Steps!$B${row}" for row, line in enumerate(sheet.lines, 2)}
    inputs.write_row(0, 0, ["input", "value", "unit"], head)
    for row, (name, given) in enumerate(sheet.givens.items(), 1):
        inputs.write_string(row, 0, name.replace("_", " "))
        inputs.write_number(row, 1, float(given.value), share if given.is_share else number)
        inputs.write_string(row, 2, "share" if given.is_share else name_of(given.unit))
    steps.write_row(0, 0, ["step", "value", "unit"], head)
    for row, line in enumerate(sheet.lines, 1):
        formula = written(line.expression, where.__getitem__, _SIGNS, _plain_number)
        shown = share if line.result.is_share else number
        steps.write_string(row, 0, line.name.replace("_", " "))
        steps.write_formula(row, 1, f"={formula}", shown, _cached(line.result.value))
        steps.write_string(row, 2, name_of(line.result.unit))
    notes.write_string(0, 0, "Cautions and assumptions", head)
    for row, text in enumerate([*report.cautions, *report.assumptions, *report.sentences], 1):
        notes.write_string(row, 0, str(text))
    for page, width in ((inputs, 32), (steps, 32), (notes, 120)):
        page.set_column(0, 2, width)


def _plain_number(number: Number) -> str:
    return plain(number.value, 40)


def _cached(value: Decimal) -> Any:  # Any: xlsxwriter's stub takes numbers as text only
    return float(value)
